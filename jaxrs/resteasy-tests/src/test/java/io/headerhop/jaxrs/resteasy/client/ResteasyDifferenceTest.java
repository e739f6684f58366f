// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.resteasy.client;

import io.headerhop.jaxrs.contract.AsyncExecutor;
import io.headerhop.jaxrs.contract.ClientDifferenceContract;
import jakarta.ws.rs.client.ClientBuilder;
import org.jboss.resteasy.client.jaxrs.ResteasyClientBuilder;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

@ParameterizedClass
@CsvSource({"DEFAULT, false", "POOL, true"})
class ResteasyDifferenceTest implements ClientDifferenceContract {
    @Parameter(0)
    AsyncExecutor executor;

    @Parameter(1)
    boolean followsRedirects;

    @Override
    public ClientBuilder builder() {
        return ((ResteasyClientBuilder) executor.builder()).setFollowRedirects(followsRedirects);
    }
}
