// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spi;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The host and port that a call goes to, as the client parsed them from the URI. The port is the one that is connected
 * to: where the URI has none it is the scheme's own, so that {@link io.headerhop.Destinations} such as
 * {@code inventory:80} mean what they say. For adapters; immutable.
 */
public final class Address {
    // What URI takes for no host although clients call it: a name with an underscore. Nothing else.
    private static final Pattern NAME = Pattern.compile("([A-Za-z0-9._-]+)(?::(\\d{1,5}))?");

    private final String host;
    private final int port;

    private Address(String host, int port) {
        this.host = host;
        this.port = port;
    }

    /**
     * The address in a URI of this scheme.
     *
     * @param host a name or an address, in brackets or not
     * @param port the port; negative if the URI has none: then it is that of http, https, ws or wss. Of other schemes
     *     none is known, and destinations that name a port do not match
     */
    public static Address of(String scheme, String host, int port) {
        return new Address(Objects.requireNonNull(host), port >= 0 ? port : portOf(scheme));
    }

    /** The address in a URI; null if it is not certain, and then nothing may be sent. */
    public static @Nullable Address of(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme();
        if (uri.getHost() != null) {
            return of(scheme, uri.getHost(), uri.getPort());
        }
        Matcher name = NAME.matcher(uri.getRawAuthority() == null ? "" : uri.getRawAuthority());
        if (!name.matches()) {
            return null;
        }
        return of(scheme, name.group(1), name.group(2) == null ? -1 : Integer.parseInt(name.group(2)));
    }

    private static int portOf(String scheme) {
        return switch (scheme.toLowerCase(Locale.ROOT)) {
            case "http", "ws" -> 80;
            case "https", "wss" -> 443;
            default -> -1;
        };
    }

    /** As the client parsed it. */
    public String host() {
        return host;
    }

    /** The port that is connected to; -1 if that is not known. */
    public int port() {
        return port;
    }

    /** The same host at the same port; hosts are case-insensitive. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Address address && port == address.port && host.equalsIgnoreCase(address.host);
    }

    @Override
    public int hashCode() {
        return 31 * host.toLowerCase(Locale.ROOT).hashCode() + port;
    }

    @Override
    public String toString() {
        return port < 0 ? host : host + ":" + port;
    }
}
