// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.contract;

import io.headerhop.contract.InboundContract;
import io.headerhop.contract.InboundContract.RunningServer;
import io.headerhop.jaxrs.HeaderPropagationServerFeature;
import io.headerhop.servlet.HeaderPropagationFilter;
import jakarta.servlet.Filter;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import java.util.stream.Collectors;

/** The filter of headerhop-servlet in front of a JAX-RS server that knows nothing of us: the safe choice. */
public interface FilterAloneContract extends FailingAnswerContract {
    /** Starts a server on loopback, with the application at its root behind this filter. */
    RunningServer start(int workers, Application application, Filter filter) throws Exception;

    @Override
    default RunningServer start(int workers, Application application) throws Exception {
        return start(workers, withoutFeature(application), new HeaderPropagationFilter(InboundContract.RULES));
    }

    private static Application withoutFeature(Application application) {
        return new Application() {
            @Override
            @SuppressWarnings("deprecation")
            public Set<Object> getSingletons() {
                return application.getSingletons().stream()
                        .filter(component -> !(component instanceof HeaderPropagationServerFeature))
                        .collect(Collectors.toSet());
            }
        };
    }
}
