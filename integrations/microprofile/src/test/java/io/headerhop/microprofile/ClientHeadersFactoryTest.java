// SPDX-License-Identifier: Apache-2.0
package io.headerhop.microprofile;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.Scope;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The setting of MicroProfile's own, and what is not read by it. */
class ClientHeadersFactoryTest {
    private final HeaderPropagationClientHeadersFactory factory = new HeaderPropagationClientHeadersFactory(
            PropagatedByName.of(" Authorization , x-tenant,,x-request-id, x-canary"));

    @Test
    void namesAreTrimmedAndCaseInsensitive() {
        assertThat(factory.update(headers("AUTHORIZATION", "Bearer 1", "X-Tenant", "blue", "x-other", "1"), headers()))
                .isEqualTo(Map.of("AUTHORIZATION", List.of("Bearer 1"), "X-Tenant", List.of("blue")));
    }

    @Test
    void allValuesOfAHeaderAreCopied() {
        MultivaluedMap<String, String> incoming = headers("x-tenant", "blue");
        incoming.add("x-tenant", "green");
        assertThat(factory.update(incoming, headers())).isEqualTo(Map.of("x-tenant", List.of("blue", "green")));
    }

    @Test
    void whatTheCallerSetStays() {
        assertThat(factory.update(headers("authorization", "Bearer 1"), headers("Authorization", "Basic 2")))
                .isEmpty();
    }

    /** Copied by name, a header would be carried that the rules of capture have left out. */
    @Test
    void whatHeaderhopCarriesIsNotCopiedByName() {
        MultivaluedMap<String, String> incoming = headers("x-request-id", "1", "x-canary", "2");
        assertThat(factory.update(incoming, headers())).isEqualTo(Map.of("x-canary", List.of("2")));
        try (Scope scope = TestHeaders.of("1").makeCurrent()) {
            assertThat(factory.update(incoming, headers())).isEmpty();
        }
    }

    @Test
    void theSettingIsReadWhereTheClientMakesTheFactory() {
        System.setProperty("org.eclipse.microprofile.rest.client.propagateHeaders", "x-tenant, x-colour");
        try {
            assertThat(new HeaderPropagationClientHeadersFactory()
                            .update(headers("x-colour", "blue", "authorization", "Bearer 1"), headers()))
                    .isEqualTo(Map.of("x-colour", List.of("blue")));
        } finally {
            System.clearProperty("org.eclipse.microprofile.rest.client.propagateHeaders");
        }
    }

    @Test
    void withoutTheSettingNothingIsCopied() {
        HeaderPropagationClientHeadersFactory none =
                new HeaderPropagationClientHeadersFactory(PropagatedByName.of(null));
        assertThat(none.update(headers("authorization", "Bearer 1", "", "1"), headers()))
                .isEmpty();
    }

    private static MultivaluedMap<String, String> headers(String... namesAndValues) {
        MultivaluedMap<String, String> headers = new MultivaluedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }
}
