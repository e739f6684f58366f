package io.headerhop.jaxrs.resteasy.engines;

import io.headerhop.jaxrs.contract.ClientDifferenceContract;
import jakarta.ws.rs.client.ClientBuilder;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class ResteasyEngineDifferenceTest implements ClientDifferenceContract {
    private final Engine engine;

    ResteasyEngineDifferenceTest(Engine engine) {
        this.engine = engine;
    }

    @Override
    public ClientBuilder builder() {
        return engine.builder();
    }
}
