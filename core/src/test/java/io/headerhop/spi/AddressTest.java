// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @ParameterizedTest
    @CsvSource({
        "http://inventory/a, inventory, 80",
        "HTTPS://inventory/a, inventory, 443",
        "http://inventory:8080/a?b=http://other:1/, inventory, 8080",
        "http://user@inventory:8080/, inventory, 8080",
        "http://inventory@untrusted/, untrusted, 80",
        "http://[fd00::1]:8080/, [fd00::1], 8080",
        "http://inventory_v2:8080/a, inventory_v2, 8080",
        "https://inventory_v2/a, inventory_v2, 443",
    })
    void isTheHostAndThePortThatTheClientCalls(URI uri, String host, int port) {
        assertThat(Address.of(uri)).satisfies(address -> {
            assertThat(address.host()).isEqualTo(host);
            assertThat(address.port()).isEqualTo(port);
        });
    }

    /** Two parsers could read these differently: no headers are sent. */
    @ParameterizedTest
    @ValueSource(strings = {"http://a_b@untrusted_c/", "http://a_b:x/", "http://a_b:80:90/", "http://a_b:999999/"})
    void isNoneWhereItIsNotCertain(URI uri) {
        assertThat(Address.of(uri)).isNull();
    }

    @Test
    void isNoneForAUriWithoutHost() {
        assertThat(Address.of(URI.create("/relative"))).isNull();
        assertThat(Address.of(URI.create("local:service"))).isNull();
    }
}
