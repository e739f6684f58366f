// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.headerhop.spi.Address;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationsTest {
    @Test
    void byDefaultEveryHostTheCodeAddressesGetsTheHeaders() {
        assertThat(Destinations.addressed().allow(Address.of("http", "api.example.com", 443)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inventory",
                "inventory.shop.svc",
                "inventory.shop.svc.cluster.local",
                "INVENTORY.SHOP.SVC.CLUSTER.LOCAL.",
                "api.corp.internal",
                "localhost",
                "a.localhost",
                "127.0.0.1",
                "127.9.9.9",
                "[::1]",
                "::1",
                "::ffff:127.0.0.1",
                "api.example.com",
                "API.Example.COM."
            })
    void aRedirectIntoTheMeshOrToTheSameHostGetsTheHeaders(String host) {
        assertThat(Destinations.addressed()
                        .allowRedirect(Address.of("http", "api.example.com", 8080), Address.of("http", host, 8080)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example.org",
                "evil.svc.cluster.local.example.com",
                "cluster.local.example.com",
                "svc.evil.com",
                "xsvc.com",
                "10.0.0.1",
                "8.8.8.8",
                "134744072",
                "0x8080808",
                "0x8.0x8.0x8.0x8",
                "8.8.2056",
                "010.8.8.8",
                "[2001:db8::1]",
                "xn--bcher-kva.example",
                "b\u00fccher.example",
                "api.example.com.evil.org",
                ".svc",
                "a..svc",
                "evil%2eexample%2eorg",
                "evil\u3002example\u3002org",
                // Not a valid name, since DNS cannot express it; nor a single label, although it has no ASCII full
                // stop.
                "\ufffd",
                "evil\u3002example\ufffd",
                ""
            })
    void aRedirectToAnUntrustedHostGetsNothing(String host) {
        assertThat(Destinations.addressed()
                        .allowRedirect(Address.of("http", "api.example.com", 8080), Address.of("http", host, 8080)))
                .isFalse();
    }

    @Test
    void onlyInMeshHostsIfConfigured() {
        assertThat(Destinations.inMesh().allow(Address.of("http", "inventory", 8080)))
                .isTrue();
        assertThat(Destinations.inMesh().allow(Address.of("http", "api.example.com", 443)))
                .isFalse();
    }

    @ParameterizedTest(name = "{0} at {1}:{2}: {3}")
    @CsvSource(textBlock = """
        inventory,            inventory,            8080, true
        inventory,            INVENTORY.,             80, true
        inventory,            inventory.evil.com,     80, false
        inventory,            xinventory,             80, false
        Inventory:8080,       inventory,            8080, true
        inventory:8080,       inventory,            8081, false
        inventory:8080,       inventory,              -1, false
        .svc.cluster.local,   a.b.svc.cluster.local,  80, true
        .svc.cluster.local,   A.B.SVC.Cluster.Local., 80, true
        .svc.cluster.local,   svc.cluster.local,      80, false
        .svc.cluster.local,   evilsvc.cluster.local,  80, false
        .svc.cluster.local,   evil.svc.cluster.local.example.com, 80, false
        10.0.0.0/8,           10.255.0.1,             80, true
        10.0.0.0/8,           11.0.0.1,               80, false
        10.0.0.0/8,           10.0.0.1.evil.com,      80, false
        10.0.0.0/8,           ::ffff:10.0.0.1,        80, true
        10.0.0.0/8,           ::ffff:010.0.0.1,       80, false
        10.0.0.0/8,           ::ffff:10.1,            80, false
        10.0.0.0/8,           ::ffff:a00:1,           80, true
        10.0.0.0/8,           ::ffff:0a00:1,          80, true
        10.0.0.0/8,           ::ffff:00a00:1,         80, false
        [::1],                ::0.0.0.1,              80, true
        [::1],                00000::1,               80, false
        192.168.16.0/20,      192.168.31.255,         80, true
        192.168.16.0/20,      192.168.32.0,           80, false
        0.0.0.0/0,            1.2.3.4,                80, true
        0.0.0.0/0,            localhost,              80, false
        fd00::/8,             [fd12:3456::1],         80, true
        fd00::/8,             fe80::1,                80, false
        fe80::/10,            fe80::1%eth0,           80, true
        fe80::/10,            fe80::1%eth0],          80, false
        [fd00::1],            fd00:0:0:0:0:0:0:1,     80, true
        [fd00::1]:8080,       [FD00::1],            8080, true
        [fd00::1]:8080,       [fd00::1],            8081, false
        127.0.0.1:18080,      127.0.0.1,           18080, true
        b\u00fccher.example,  xn--bcher-kva.example,  80, true
        xn--bcher-kva.example, B\u00dcCHER.example,   80, true
        .b\u00fccher.example, a.xn--bcher-kva.example, 80, true
        api.example.com,      api\u3002example.com\u3002, 80, true
        .svc,                 .svc,                   80, false
        0.0.0.0/0,            .:,                     80, false
        """)
    void aHostIsMatchedAsDnsWouldSeeIt(String pattern, String host, int port, boolean allowed) {
        assertThat(Destinations.only(pattern).allow(Address.of("http", host, port)))
                .isEqualTo(allowed);
        assertThat(Destinations.only(pattern)
                        .allowRedirect(Address.of("http", "elsewhere", port), Address.of("http", host, port)))
                .isEqualTo(allowed);
        assertThat(Destinations.addressed().except(pattern).allow(Address.of("http", host, port)))
                .isEqualTo(!allowed);
    }

    @Test
    void exceptRemovesAndPlusAddsOnRedirectsToo() {
        Destinations destinations = Destinations.only(".svc").except("bank.svc").plus("partner.example.com:8443");
        assertThat(destinations.allow(Address.of("http", "a.svc", 80))).isTrue();
        assertThat(destinations.allow(Address.of("http", "bank.svc", 80))).isFalse();
        assertThat(destinations.allowRedirect(Address.of("http", "a.svc", 80), Address.of("http", "bank.svc", 80)))
                .isFalse();
        assertThat(destinations.allow(Address.of("http", "partner.example.com", 8443)))
                .isTrue();
        assertThat(destinations.allowRedirect(
                        Address.of("http", "a.svc", 8443), Address.of("http", "partner.example.com", 8443)))
                .isTrue();
        assertThat(destinations.allow(Address.of("http", "partner.example.com", 443)))
                .isFalse();
        assertThat(destinations).hasToString(".svc, except bank.svc, plus partner.example.com:8443");
    }

    @Test
    void aPredicateIsGivenTheHostInOneSpelling() {
        Destinations destinations = Destinations.matching((host, port) -> host.equals("a.example.com") && port == 443);
        assertThat(destinations.allow(Address.of("http", "A.Example.com.", 443)))
                .isTrue();
        assertThat(destinations.allow(Address.of("http", "a.example.com", 80))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "http://inventory",
                "inventory/path",
                "user@inventory",
                "*.svc",
                "inventory:http",
                "inventory:123456",
                "10.0.0.0/33",
                "inventory/8",
                "fd00::1",
                "fd00::/129",
                "a b",
                ".svc:8080",
                "inventory,payment",
                "inventory:65536",
                "inventory\0",
                "inventory?",
                "\ufffd",
                "10.0.0.256",
                ".0.1",
                ".a..b"
            })
    void anInvalidHostFailsAndSaysWhatToWrite(String wrong) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Destinations.only(wrong))
                .withMessageMatching(".*write .*(inventory|10\\.0\\.0\\.0/8).*");
    }

    @Test
    void noHostAtAllFails() {
        assertThatIllegalArgumentException().isThrownBy(Destinations::only).withMessageContaining("write one");
    }

    @Test
    void noNameIsEverResolved() {
        // Asking a resolver could take seconds; a block of addresses simply does not match a name.
        List<String> names = List.of("localhost", "one.one.one.one", "a.invalid");
        assertThat(names)
                .noneMatch(name -> Destinations.only("0.0.0.0/0", "::/0").allow(Address.of("http", name, 80)));
    }
}
