// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Hosts as they are written in the configuration; the forms are described at {@link Destinations}. */
@FunctionalInterface
interface HostPattern {
    boolean matches(Host host);

    static boolean anyMatches(List<HostPattern> patterns, Host host) {
        for (int i = 0; i < patterns.size(); i++) {
            if (patterns.get(i).matches(host)) {
                return true;
            }
        }
        return false;
    }

    static List<HostPattern> parseAll(String... patterns) {
        if (patterns.length == 0) {
            throw new IllegalArgumentException("no host is named; write one such as .svc.cluster.local");
        }
        return Stream.of(patterns).map(HostPattern::parse).toList();
    }

    private static HostPattern parse(String text) {
        if (text.equalsIgnoreCase("addressed") || text.equalsIgnoreCase("inMesh") || text.equalsIgnoreCase("in-mesh")) {
            throw new IllegalArgumentException(
                    "'" + HeaderSyntax.printable(text) + "' is not a host; write Destinations."
                            + (text.equalsIgnoreCase("addressed") ? "addressed()" : "inMesh()"));
        }
        Matcher form = Syntax.FORM.matcher(text);
        if (!form.matches()) {
            throw notAHost(text);
        }
        if (form.group("bits") != null) {
            return block(text, form.group("host"), Integer.parseInt(form.group("bits")));
        }
        boolean isSuffix = form.group("suffix") != null;
        int port = form.group("port") == null ? -1 : Integer.parseInt(form.group("port"));
        Host host = new Host(form.group(isSuffix ? "suffix" : "host"), port);
        byte[] address = IpAddress.parse(host.name());
        if (port > Syntax.MAX_PORT || !host.isDnsName() && (isSuffix || address == null)) {
            throw notAHost(text);
        }
        return isSuffix ? suffix("." + host.name()) : exact(host, address);
    }

    private static IllegalArgumentException notAHost(String text) {
        return new IllegalArgumentException("'" + HeaderSyntax.printable(text) + "' is not a host;"
                + " write inventory, inventory:8080, .svc.cluster.local, 10.0.0.0/8 or [fd00::1],"
                + " each by itself and without scheme, path or *");
    }

    private static HostPattern suffix(String suffix) {
        return host -> host.name().endsWith(suffix) && host.isDnsName();
    }

    private static HostPattern exact(Host expected, byte @Nullable [] address) {
        return host -> (expected.port() == -1 || expected.port() == host.port())
                && (address == null ? expected.isSameAs(host) : Arrays.equals(address, IpAddress.parse(host.name())));
    }

    private static HostPattern block(String text, String address, int bits) {
        byte[] block = IpAddress.parse(new Host(address, -1).name());
        if (block == null || bits > block.length * 8) {
            throw new IllegalArgumentException(
                    "'" + HeaderSyntax.printable(text) + "' is not a block of addresses; write one such as 10.0.0.0/8");
        }
        return host -> {
            byte[] candidate = IpAddress.parse(host.name());
            return candidate != null && IpAddress.isInBlock(candidate, block, bits);
        };
    }

    /** What a pattern looks like before it is known which kind it is. */
    final class Syntax {
        private static final int MAX_PORT = 65_535;
        private static final Pattern FORM = Pattern.compile("\\.(?<suffix>[^\\s.:/@\\[\\]*][^\\s:/@\\[\\]*]*)"
                + "|(?<host>\\[[0-9a-fA-F:.]+]|[0-9a-fA-F:.]+(?=/)|[^\\s.:/@\\[\\]*][^\\s:/@\\[\\]*]*)"
                + "(?::(?<port>\\d{1,5})|/(?<bits>\\d{1,3}))?");

        private Syntax() {}
    }
}
