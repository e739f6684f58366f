// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.contract.RawHttp;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** In a container whose own header store is read in one pass, it has the same content as the servlet API shows. */
interface HeaderStoreContract extends ServletContract {
    @Test
    default void theContainersStoreSaysTheSameAsTheServletApi() throws Exception {
        List<Map.Entry<String, String>> stored = new ArrayList<>();
        List<Map.Entry<String, String>> byApi = new ArrayList<>();
        List<Boolean> read = new ArrayList<>();
        WebApp app = new WebApp().servlet("/handle", (request, response) -> {
            HttpServletRequest own = containersOwn(request);
            read.add(RequestHeaders.READER.forEach(own, name -> true, (name, value) -> stored.add(line(name, value))));
            read.add(RequestHeaders.READER.forEach(
                    new HttpServletRequestWrapper(own),
                    name -> true,
                    (name, value) -> stored.add(line("wrapped", value))));
            RequestHeaders.READER
                    .names(own)
                    .forEachRemaining(name -> RequestHeaders.READER
                            .values(own, name)
                            .forEachRemaining(value -> byApi.add(line(name, value))));
        });
        try (RunningServer container = start(1, new HeaderPropagationInitializer(RULES), app)) {
            // Twice: what is known by then must not say anything else.
            for (int i = 0; i < 2; i++) {
                RawHttp.get(
                        container.uri(),
                        "X-Request-ID: 1",
                        "x-request-id: 2",
                        "X-B3-ParentSpanId: ",
                        "traceparent:   spaces around   ",
                        "tracestate: a=1",
                        "Accept: */*",
                        "TraceState: b=2,c=3",
                        "x-a" + "b".repeat(60) + ": long",
                        "x-canary: gr\u00fcn",
                        "x-canary" + i + ": " + i);
            }
        }
        assertThat(read).containsExactly(true, false, true, false);
        assertThat(stored).containsExactlyInAnyOrderElementsOf(byApi).contains(entry("x-request-id", "2"));
    }

    private static HttpServletRequest containersOwn(HttpServletRequest request) {
        HttpServletRequest inner = request;
        while (inner instanceof HttpServletRequestWrapper wrapper) {
            inner = (HttpServletRequest) wrapper.getRequest();
        }
        return inner;
    }

    private static Map.Entry<String, String> line(String name, String value) {
        return entry(name.toLowerCase(Locale.ROOT), value);
    }
}
