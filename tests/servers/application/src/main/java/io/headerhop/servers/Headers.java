// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers;

import io.headerhop.CapturedHeaders;

/** What code finds that works for a request. */
public final class Headers {
    public static final String NOTHING = "nothing";

    private Headers() {}

    public static String current() {
        String id = CapturedHeaders.current().first("x-request-id");
        return id == null ? NOTHING : id;
    }
}
