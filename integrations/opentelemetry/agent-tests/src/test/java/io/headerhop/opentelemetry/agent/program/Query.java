// SPDX-License-Identifier: Apache-2.0
package io.headerhop.opentelemetry.agent.program;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * What a service is asked to do.
 *
 * @param client by which client
 * @param to which URL is called
 * @param own headers that the code sets on its call by itself
 */
record Query(String client, String to, Map<String, String> own) {
    static Query of(URI uri) {
        String to = "";
        Map<String, String> own = new HashMap<>();
        for (String parameter : uri.getRawQuery().split("&")) {
            String value = URLDecoder.decode(parameter.substring(parameter.indexOf('=') + 1), StandardCharsets.UTF_8);
            if (parameter.startsWith("to=")) {
                to = value;
            } else {
                own.put(value.split(":", 2)[0], value.split(":", 2)[1]);
            }
        }
        return new Query(uri.getPath().substring(1), to, own);
    }
}
