// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.resteasy.server;

import io.headerhop.contract.InboundContract.RunningServer;
import io.headerhop.jaxrs.contract.BehindServletFilterContract;
import io.headerhop.jaxrs.contract.NestedRequestContract;
import jakarta.servlet.Filter;
import jakarta.ws.rs.core.Application;

class ResteasyBehindServletFilterTest implements BehindServletFilterContract, NestedRequestContract {
    @Override
    public RunningServer start(int workers, Application application, Filter filter) throws Exception {
        return UndertowServer.start(workers, application, filter);
    }
}
