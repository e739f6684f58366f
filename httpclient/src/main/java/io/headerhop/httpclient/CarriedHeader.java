// SPDX-License-Identifier: Apache-2.0
package io.headerhop.httpclient;

import io.headerhop.spi.Injection;
import java.io.Serializable;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.BasicHeader;

/**
 * A header that knows by which injection it was added. The client copies the header objects of a request for redirects
 * and retries, so each of these requests can be judged even if a user's handler has replaced everything else about the
 * call.
 */
final class CarriedHeader implements Header, Serializable {
    private static final long serialVersionUID = 1;

    private final String name;
    private final String value;
    private final transient Injection injection;

    CarriedHeader(String name, String value, Injection injection) {
        this.name = name;
        this.value = value;
        this.injection = injection;
    }

    Injection injection() {
        return injection;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getValue() {
        return value;
    }

    @Override
    public boolean isSensitive() {
        return false;
    }

    @Override
    public String toString() {
        return name + ": " + value;
    }

    /** A cache may store the request's headers, and whoever reads them may not have this class. */
    private Object writeReplace() {
        return new BasicHeader(name, value);
    }
}
