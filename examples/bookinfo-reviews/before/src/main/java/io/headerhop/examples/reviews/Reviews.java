// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.reviews;

import static java.util.stream.Collectors.joining;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.context.ManagedExecutor;

/** What readers say about a book, with the stars that the ratings service has for it. */
@Path("/")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class Reviews {
    private final ManagedExecutor executor = ManagedExecutor.builder().build();

    @GET
    @Path("reviews/{book}")
    public String reviewsOf(@PathParam("book") int book, @Context HttpHeaders inbound) {
        return reviews(book, Ratings.of(book, inbound));
    }

    /** Those of several books, whose ratings are fetched at the same time. */
    @GET
    @Path("reviews")
    public CompletionStage<String> reviewsOfAll(@QueryParam("book") List<Integer> books, @Context HttpHeaders inbound) {
        List<CompletableFuture<String>> reviews = books.stream()
                .map(book -> executor.supplyAsync(() -> reviews(book, Ratings.of(book, inbound))))
                .toList();
        return CompletableFuture.allOf(reviews.toArray(CompletableFuture[]::new))
                .thenApply(done -> reviews.stream().map(CompletableFuture::join).collect(joining(",", "[", "]")));
    }

    @GET
    @Path("health")
    public String health() {
        return "{\"status\":\"up\"}";
    }

    private static String reviews(int book, String ratings) {
        return """
                {"book":%d,"reviews":["Hard to put down.","The end came too early."],"ratings":%s}
                """.formatted(book, ratings).strip();
    }
}
