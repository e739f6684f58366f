// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.client.Client;
import java.util.List;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/** One way to carry headers: a servlet filter, and what a user adds to each client. */
interface Contender {
    /** Those that carry exactly the configured headers. */
    List<String> FORWARDERS = List.of("headerhop", "headerhopServletApi", "optimum", "limit", "naive");

    /** Those that read and write tracing headers, each its own selection. */
    List<String> TRACERS = List.of("braveRequestId", "otelComposite");

    static Contender of(String name, String container, Scenario scenario) {
        return switch (name) {
            case "baseline" -> new Baseline();
            case "headerhop" -> new Headerhop(scenario);
            case "headerhopServletApi" -> new HeaderhopServletApi(scenario);
            case "optimum" -> Optimum.ofServletApi(scenario);
            case "limit" -> Optimum.ofContainer(container, scenario);
            case "naive" -> new Naive(scenario);
            case "braveRequestId" -> new BraveRequestId();
            case "otelComposite" -> new OtelComposite();
            default -> throw new IllegalArgumentException("unknown contender: " + name);
        };
    }

    Filter filter();

    /** The request passed to its filter. */
    default HttpServletRequest wrap(HttpServletRequest request) {
        return request;
    }

    Call.Factory install(OkHttpClient.Builder client);

    CloseableHttpClient install(HttpClientBuilder client);

    Client install(Client client);

    /** The headers that it adds to a call, as sorted lines. */
    List<String> carries(Scenario scenario);
}
