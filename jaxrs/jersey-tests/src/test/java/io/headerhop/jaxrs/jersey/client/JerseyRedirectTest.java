package io.headerhop.jaxrs.jersey.client;

import io.headerhop.contract.AuthenticationContract;
import io.headerhop.contract.OutboundCall;
import io.headerhop.contract.RedirectContract;
import io.headerhop.jaxrs.HeaderPropagationClientFeature;
import io.headerhop.jaxrs.contract.AsyncExecutor;
import io.headerhop.jaxrs.contract.WayToInvoke;
import jakarta.ws.rs.client.Client;
import org.glassfish.jersey.client.authentication.HttpAuthenticationFeature;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(WayToInvoke.class)
class JerseyRedirectTest implements RedirectContract, AuthenticationContract {
    private static final Client CLIENT = AsyncExecutor.DEFAULT
            .builder()
            .build()
            .register(HeaderPropagationClientFeature.class)
            .register(HttpAuthenticationFeature.basicBuilder()
                    .nonPreemptive()
                    .credentials("user", "password")
                    .build());

    private final WayToInvoke way;

    JerseyRedirectTest(WayToInvoke way) {
        this.way = way;
    }

    @Override
    public PreparedCall prepare(OutboundCall call) {
        return way.prepare(CLIENT, call);
    }
}
