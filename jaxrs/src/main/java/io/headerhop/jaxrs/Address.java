package io.headerhop.jaxrs;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a request goes to, its scheme's own port resolved. */
record Address(String host, int port) {
    /** What {@link URI} takes for no host although clients call it: a name with an underscore. Nothing else. */
    private static final Pattern NAME = Pattern.compile("([A-Za-z0-9._-]+)(?::(\\d{1,5}))?");

    /** Null for a URI without a host that could be told for sure; nothing is sent along to such a one. */
    static @Nullable Address of(URI uri) {
        if (uri.getHost() != null) {
            return new Address(uri.getHost(), portOf(uri, uri.getPort()));
        }
        Matcher name = NAME.matcher(uri.getRawAuthority() == null ? "" : uri.getRawAuthority());
        if (!name.matches()) {
            return null;
        }
        return new Address(name.group(1), portOf(uri, name.group(2) == null ? -1 : Integer.parseInt(name.group(2))));
    }

    static Address of(String scheme, String host, int port) {
        return new Address(host, port >= 0 ? port : "https".equalsIgnoreCase(scheme) ? 443 : 80);
    }

    private static int portOf(URI uri, int written) {
        if (written >= 0) {
            return written;
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }
}
