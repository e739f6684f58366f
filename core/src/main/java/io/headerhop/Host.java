// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host that a client is about to call, in one spelling: lower case, without a trailing dot, brackets or zone, and
 * internationalised labels in their ASCII form, as DNS would see it.
 */
final class Host {
    // RFC 6874; anything else is no part of an address.
    private static final Pattern ZONE = Pattern.compile("%[a-z0-9._~%-]+");
    private static final List<String> MESH_SUFFIXES = List.of(".svc", ".cluster.local", ".internal", ".localhost");

    private final String host;
    private final int port;
    private @Nullable String name;

    Host(String host, int port) {
        this.host = host;
        this.port = port;
    }

    private static String normalise(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.startsWith("[") && name.endsWith("]")) {
            name = name.substring(1, name.length() - 1);
        }
        int zone = name.indexOf('%');
        if (zone >= 0
                && name.indexOf(':') >= 0
                && ZONE.matcher(name.substring(zone)).matches()) {
            name = name.substring(0, zone);
        }
        if (name.chars().anyMatch(c -> c >= 0x80)) {
            name = toAscii(name);
        }
        // Only now: other full stops have become this one.
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static String toAscii(String name) {
        try {
            return IDN.toASCII(name).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }

    String name() {
        // Late: where the destinations let every addressed host pass, nobody asks.
        if (name == null) {
            name = normalise(host);
        }
        return name;
    }

    int port() {
        return port;
    }

    boolean isSameAs(Host other) {
        return name().equals(other.name());
    }

    /** See {@link Destinations#inMesh()}. */
    boolean looksInMesh() {
        String name = name();
        byte[] address = IpAddress.parse(name);
        if (address != null) {
            return IpAddress.isLoopback(address);
        }
        return isDnsName() && (name.indexOf('.') < 0 || MESH_SUFFIXES.stream().anyMatch(name::endsWith));
    }

    /** Whether this is a name: no address in any spelling, and nothing that DNS cannot know. */
    boolean isDnsName() {
        String name = name();
        return name.chars().allMatch(Host::isOfName)
                && !name.isEmpty()
                && !name.startsWith(".")
                && !name.contains("..")
                && !endsInNumber(name);
    }

    private static boolean isOfName(int c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.';
    }

    /**
     * Resolvers take {@code 134744072}, {@code 0x8.0x8.0x8.0x8} or {@code 8.8.2056} for addresses, so a single label of
     * that kind is no name of the mesh (WHATWG URL, "ends in a number").
     */
    private static boolean endsInNumber(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        boolean hexadecimal =
                last.startsWith("0x") && last.substring(2).chars().allMatch(c -> HeaderSyntax.isHex((char) c));
        return hexadecimal || !last.isEmpty() && last.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
