// SPDX-License-Identifier: Apache-2.0
package io.headerhop.microprofile;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.GET;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.rest.client.annotation.RegisterClientHeaders;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.junit.jupiter.api.Test;

/** The lines of the README. */
class ReadmeTest {
    @RegisterRestClient(configKey = "inventory")
    @RegisterClientHeaders(HeaderPropagationClientHeadersFactory.class)
    public interface Inventory {
        @GET
        String stock();

        @GET
        CompletionStage<String> stockLater();
    }

    @Test
    void bothTypesOfContextHaveTheNameOfTheReadme() {
        assertThat(ContextPropagationProvider.TYPE)
                .isEqualTo(ConcurrencyProvider.TYPE)
                .isEqualTo("Headerhop");
    }
}
