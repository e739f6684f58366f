// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.reviews;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;

/** The service that knows how many stars a book has. */
final class Ratings {
    private static final Logger LOG = System.getLogger(Ratings.class.getName());

    /** The same names as in Bookinfo's reviews. */
    private static final String[] FORWARDED = {
        "x-request-id",
        "x-ot-span-context",
        "x-datadog-trace-id",
        "x-datadog-parent-id",
        "x-datadog-sampling-priority",
        "traceparent",
        "tracestate",
        "x-cloud-trace-context",
        "grpc-trace-bin",
        "x-b3-traceid",
        "x-b3-spanid",
        "x-b3-parentspanid",
        "x-b3-sampled",
        "x-b3-flags",
        "sw8",
        "end-user",
        "user-agent",
        "cookie",
        "authorization",
        "jwt",
    };

    private static final Client CLIENT = ClientBuilder.newClient();
    private static final WebTarget RATINGS = CLIENT.target("http://" + host() + ":" + port() + "/ratings");

    private Ratings() {}

    /** As JSON; null in JSON if they are unavailable. */
    static String of(int book, HttpHeaders inbound) {
        Invocation.Builder request = RATINGS.path("" + book).request(MediaType.APPLICATION_JSON);
        for (String name : FORWARDED) {
            String value = inbound.getHeaderString(name);
            if (value != null) {
                request.header(name, value);
            }
        }
        try (Response response = request.get()) {
            return response.getStatus() == 200 ? response.readEntity(String.class) : "null";
        } catch (ProcessingException e) {
            LOG.log(Level.WARNING, "No ratings", e);
            return "null";
        }
    }

    private static String host() {
        return Objects.requireNonNullElse(System.getenv("RATINGS_HOSTNAME"), "ratings");
    }

    private static String port() {
        return Objects.requireNonNullElse(System.getenv("RATINGS_SERVICE_PORT"), "9080");
    }
}
