// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.reviews;

import io.headerhop.jaxrs.HeaderPropagationClientFeature;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;

/** The service that knows how many stars a book has. */
final class Ratings {
    private static final Logger LOG = System.getLogger(Ratings.class.getName());

    private static final Client CLIENT = ClientBuilder.newClient().register(HeaderPropagationClientFeature.class);
    private static final WebTarget RATINGS = CLIENT.target("http://" + host() + ":" + port() + "/ratings");

    private Ratings() {}

    /** As JSON; null in JSON if they are unavailable. */
    static String of(int book) {
        Invocation.Builder request = RATINGS.path("" + book).request(MediaType.APPLICATION_JSON);
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
