// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.tests;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headerhop.testkit.HeaderCheck;
import io.headerhop.testkit.HeaderhopExtension;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The testkit in a test of Quarkus' own kind, which runs the application in this JVM. */
@QuarkusTest
class QuarkusTestkitTest {
    @RegisterExtension
    static final HeaderhopExtension mesh = HeaderhopExtension.start(Integer.getInteger("mesh.port"));

    @TestHTTPResource
    URI application;

    @ParameterizedTest
    @ValueSource(strings = {"microprofile/sync", "microprofile/stage"})
    void everyCallCarriesTheHeadersOfItsRequest(String path) throws Exception {
        mesh.verify(HeaderCheck.of(application + path).expecting("GET /"));
    }

    /** By a client that knows nothing of Headerhop: {@link ForgetfulResource}. */
    @Test
    void callsThatLoseThemAreSeen() {
        assertThatThrownBy(() -> mesh.verify(HeaderCheck.of(application + "forgetful")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("1. lost: GET /forgotten");
    }
}
