// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.reviews.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;

/** Starts reviews as it was before and as it is after, and counts what the calls of each carried. */
public final class Demo {
    private static final int WITH_HEADERS = 200;
    private static final int WITHOUT = 100;
    private static final int AT_ONCE = 16;
    private static final int NO_ANSWER = -1;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final PrintStream out;
    private final RatingsService ratings;
    private int nextBook;

    private Demo(PrintStream out, RatingsService ratings) {
        this.out = out;
        this.ratings = ratings;
    }

    /** Arguments: the folder of this example. */
    public static void main(String[] arguments) throws Exception {
        System.exit(run(Path.of(arguments[0]).toAbsolutePath(), System.out) ? 0 : 1);
    }

    /** Whether each carried what the page of this example says. */
    static boolean run(Path example, PrintStream out) throws Exception {
        Path target = example.resolve("target");
        Path liberty = target.resolve("wlp");
        out.println("Starting Open Liberty twice");
        try (RatingsService ratings = new RatingsService();
                ReviewsServer before =
                        ReviewsServer.start(liberty, example.resolve("before"), target.resolve("servers"), ratings.port());
                ReviewsServer after =
                        ReviewsServer.start(liberty, example.resolve("after"), target.resolve("servers"), ratings.port())) {
            Demo demo = new Demo(out, ratings);
            before.awaitStart(demo.client);
            after.awaitStart(demo.client);
            return demo.compare(before, after);
        }
    }

    private boolean compare(ReviewsServer before, ReviewsServer after) throws Exception {
        out.printf(
                "%d requests with headers and %d without, %d at once, to each of the two in both ways%n%n",
                WITH_HEADERS, WITHOUT, AT_ONCE);
        Tally beforeOne = send(before, Visit::ofOne);
        Tally beforeSeveral = send(before, Visit::ofSeveral);
        Tally afterOne = send(after, Visit::ofOne);
        Tally afterSeveral = send(after, Visit::ofSeveral);
        return new Report(beforeOne, beforeSeveral, afterOne, afterSeveral).print(out);
    }

    private Tally send(ReviewsServer server, BiFunction<Integer, Boolean, Visit> visits) throws Exception {
        ExecutorService readers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Visit> all = new ArrayList<>();
            for (int i = 0; i < WITH_HEADERS + WITHOUT; i++) {
                all.add(visits.apply(nextBook, i % 3 != 2));
                nextBook += 2;
            }
            List<Future<Integer>> statuses = new ArrayList<>();
            for (Visit visit : all) {
                statuses.add(readers.submit(() -> status(server, visit)));
            }
            Tally tally = new Tally();
            for (int i = 0; i < all.size(); i++) {
                tally.add(all.get(i), statuses.get(i).get(), ratings);
            }
            return tally;
        } finally {
            readers.shutdownNow();
        }
    }

    private int status(ReviewsServer server, Visit visit) throws InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.uri(visit.path())).timeout(Duration.ofSeconds(30));
        visit.headers().forEach(request::header);
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString()).statusCode();
        } catch (IOException e) {
            return NO_ANSWER;
        }
    }
}
