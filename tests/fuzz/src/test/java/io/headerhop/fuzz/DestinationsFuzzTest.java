// SPDX-License-Identifier: Apache-2.0
package io.headerhop.fuzz;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.Destinations;
import io.headerhop.HeaderPropagation;
import io.headerhop.spi.Address;
import io.headerhop.spi.Injection;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whatever a host looks like, checking it never throws, and the headers go only where configured. */
class DestinationsFuzzTest {
    private static final Pattern LABELS = Pattern.compile("[a-z0-9_-]+(\\.[a-z0-9_-]+)*");

    /** The input's first line is the addressed host, the others the hosts of a chain of redirects. */
    @DictionaryFile(resourcePath = "hosts.dict")
    @FuzzTest
    void headersGoOnlyWhereTheyMay(byte[] input) {
        String[] hosts = new String(input, StandardCharsets.UTF_8).split("\n", -1);
        for (Policy policy : Policy.values()) {
            followed(policy, hosts);
        }
    }

    private static void followed(Policy policy, String[] hosts) {
        List<String> reported = new ArrayList<>();
        CapturedHeaders headers = policy.captured(reported);
        List<Map.Entry<String, String>> request = new ArrayList<>(List.of(Map.entry("Own", "1")));
        Injection injection = Adapters.inject(headers, http(hosts[0]), request, ListWriter.INSTANCE);
        if (has(request)) {
            Check.that(policy.mayGoTo(hosts[0]), "sent to an untrusted host", policy, hosts[0]);
        }
        for (String hop : hosts) {
            boolean allowed = isAllowed(headers, hosts[0], hop);
            boolean mayGo = policy.mayBeLedTo(hosts[0], hop);
            Check.that(!allowed || mayGo, "an untrusted host was allowed", policy, hosts[0], hop);
            // Some clients copy the previous hop's request, others always the first: both must be right.
            injection.followTo(http(hop), request, ListWriter.INSTANCE);
            Check.that(has(request) == allowed, "headers there or not there", policy, hosts, hop);
            Check.that(request.contains(Map.entry("Own", "1")), "the caller's own is gone", policy, hosts, hop);
        }
        for (String subject : reported) {
            Check.that(Check.isPrintable(subject) && subject.length() <= 100, "subject for no log", subject);
        }
    }

    private static boolean isAllowed(CapturedHeaders headers, String from, String to) {
        List<Map.Entry<String, String>> request = new ArrayList<>();
        Adapters.inject(headers, http(from), request, ListWriter.INSTANCE)
                .followTo(http(to), request, ListWriter.INSTANCE);
        return has(request);
    }

    private static Address http(String host) {
        return Address.of("http", host, 80);
    }

    private static boolean has(List<Map.Entry<String, String>> request) {
        return request.contains(Map.entry("x-b3-sampled", "1"));
    }

    /** The most that may be allowed, implemented independently. */
    private enum Policy {
        ADDRESSED(Destinations.addressed()) {
            @Override
            boolean mayGoTo(String host) {
                return true;
            }

            @Override
            boolean mayBeLedTo(String from, String to) {
                return plain(to).equals(plain(from)) || isInMesh(to);
            }
        },
        SUFFIX(Destinations.only(".svc")) {
            @Override
            boolean mayGoTo(String host) {
                return plain(host).endsWith(".svc");
            }
        },
        BLOCK(Destinations.only("10.0.0.0/8")) {
            @Override
            boolean mayGoTo(String host) {
                return Addresses.ipv4InAnyForm(plain(host))
                        .filter(bytes -> bytes[0] == 10)
                        .isPresent();
            }
        },
        EXCEPT(Destinations.addressed().except("bank.example.com")) {
            @Override
            boolean mayGoTo(String host) {
                return !plain(host).equals("bank.example.com");
            }

            @Override
            boolean mayBeLedTo(String from, String to) {
                return mayGoTo(to) && ADDRESSED.mayBeLedTo(from, to);
            }
        },
        PREDICATE(Destinations.matching((host, port) -> host.equals(host.toLowerCase(Locale.ROOT)) && port == 81)) {
            @Override
            boolean mayGoTo(String host) {
                return false;
            }
        };

        private final Destinations destinations;

        Policy(Destinations destinations) {
            this.destinations = destinations;
        }

        abstract boolean mayGoTo(String host);

        boolean mayBeLedTo(String from, String to) {
            return mayGoTo(to);
        }

        CapturedHeaders captured(List<String> reported) {
            FuzzedRequest request = FuzzedRequest.of("\nx-b3-sampled: 1".getBytes(StandardCharsets.US_ASCII));
            return Adapters.capture(
                    HeaderPropagation.istio()
                            .destinations(destinations)
                            .observer((event, subject) -> reported.add(subject)),
                    request,
                    FuzzedRequest.Reader.INSTANCE);
        }

        /** As DNS sees it; a name that cannot be written in ASCII matches nothing. */
        private static String plain(String host) {
            String text = host.toLowerCase(Locale.ROOT);
            if (text.startsWith("[") && text.endsWith("]")) {
                text = text.substring(1, text.length() - 1);
            }
            if (text.contains(":")) {
                text = text.replaceAll("%[a-z0-9._~%-]+$", "");
            }
            try {
                text = IDN.toASCII(text).toLowerCase(Locale.ROOT);
            } catch (IllegalArgumentException e) {
                // Left unchanged, and compared as is.
            }
            return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        }

        private static boolean isInMesh(String host) {
            String name = plain(host);
            if (name.contains(":") || Addresses.isIpv4InAnySpelling(name)) {
                return Addresses.isLoopback(name);
            }
            boolean label = !name.contains(".");
            boolean known = Stream.of(".svc", ".cluster.local", ".internal", ".localhost")
                    .anyMatch(name::endsWith);
            return LABELS.matcher(name).matches() && (label || known);
        }
    }
}
