// SPDX-License-Identifier: Apache-2.0
package io.headerhop.httpclient;

import org.apache.hc.core5.http.message.BasicHeader;

/**
 * A header that knows which call it was added to. The client copies the header objects of a request for redirects and
 * retries, so each of these requests can be judged even if a user's handler has replaced everything else about the
 * call.
 */
final class CarriedHeader extends BasicHeader {
    private static final long serialVersionUID = 1;

    private final transient CallHeaders call;

    CarriedHeader(String name, String value, CallHeaders call) {
        super(name, value);
        this.call = call;
    }

    CallHeaders call() {
        return call;
    }

    /** A cache may store the request's headers, and whoever reads them may not have this class. */
    private Object writeReplace() {
        return new BasicHeader(getName(), getValue());
    }
}
