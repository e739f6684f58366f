// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.demo.sidecar;

import java.util.UUID;
import org.eclipse.jetty.http.HttpFields;

/**
 * The x-request-id as Envoy treats it: generated if there is none, and marked as traced for the next sidecars by the
 * first digit of its third group.
 *
 * @param isSampled whether the request is traced, unless its trace context says otherwise
 */
record RequestId(String text, boolean isSampled) {
    private static final int DECISION = 14;

    static RequestId of(HttpFields headers) {
        String received = String.join(",", headers.getValuesList("x-request-id"));
        String id = received.isEmpty() ? UUID.randomUUID().toString() : received;
        if (!isReadable(id)) {
            // Envoy cannot write its decision into such an id, and does not trace the request.
            return new RequestId(id, false);
        }
        char decision = id.charAt(DECISION);
        boolean decided = decision == '9' || decision == 'a' || decision == 'b';
        return new RequestId(decided ? id : id.substring(0, DECISION) + '9' + id.substring(DECISION + 1), true);
    }

    private static boolean isReadable(String id) {
        return id.length() == 36 && id.chars().limit(8).allMatch(c -> Character.digit(c, 16) >= 0);
    }
}
