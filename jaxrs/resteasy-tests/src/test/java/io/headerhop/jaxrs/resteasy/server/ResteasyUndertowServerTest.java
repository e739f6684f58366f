// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.resteasy.server;

import io.headerhop.jaxrs.contract.ForwardingContract;
import io.headerhop.jaxrs.contract.JaxrsAsyncServerContract;
import io.headerhop.jaxrs.contract.JaxrsEventServerContract;
import io.headerhop.jaxrs.contract.NestedRequestContract;
import io.headerhop.jaxrs.contract.StatusPageContract;
import io.headerhop.jaxrs.contract.TimeoutSetElsewhereContract;
import jakarta.servlet.Filter;
import jakarta.ws.rs.core.Application;

class ResteasyUndertowServerTest
        implements JaxrsAsyncServerContract,
                JaxrsEventServerContract,
                TimeoutSetElsewhereContract,
                NestedRequestContract,
                ForwardingContract,
                StatusPageContract {
    @Override
    public RunningServer start(int workers, Application application) throws Exception {
        return UndertowServer.start(workers, application);
    }

    @Override
    public RunningServer start(int workers, Application application, Filter filter) throws Exception {
        return UndertowServer.start(workers, application, filter);
    }
}
