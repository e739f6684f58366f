package io.headerhop.jaxrs.contract;

import io.headerhop.contract.InboundContract;
import io.headerhop.jaxrs.HeaderPropagationServerFeature;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/**
 * The feature and one resource. No filters and interceptors, unlike {@link ServerApplication}: with them, a server may
 * not write asynchronously.
 */
public final class SmallApplication extends Application {
    private final Set<Object> components;

    public SmallApplication(Object resource) {
        components = Set.of(new HeaderPropagationServerFeature(InboundContract.RULES), resource);
    }

    @Override
    @SuppressWarnings("deprecation")
    public Set<Object> getSingletons() {
        return components;
    }
}
