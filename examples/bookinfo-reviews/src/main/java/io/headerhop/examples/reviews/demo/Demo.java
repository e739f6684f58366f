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

/** Starts reviews as it was before, and as it is after, and counts what the calls of each carried. */
public final class Demo {
    private static final int WITH_HEADERS = 200;
    private static final int WITHOUT = 100;
    private static final int AT_ONCE = 16;
    private static final int NO_ANSWER = -1;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final RatingsService ratings;
    private int nextBook;

    private Demo(RatingsService ratings) {
        this.ratings = ratings;
    }

    /**
     * Exits with 0 if both services carry what the page of this example says.
     *
     * @param arguments the folder of this example
     */
    public static void main(String[] arguments) throws Exception {
        System.exit(run(Path.of(arguments[0]).toAbsolutePath(), System.out) ? 0 : 1);
    }

    /** Whether each carries what the page of this example says. */
    static boolean run(Path example, PrintStream out) throws Exception {
        Path work = example.resolve("target/servers");
        Path liberty = example.resolve("target/wlp");
        out.println("Starting Open Liberty twice; the logs are in " + work);
        try (RatingsService ratings = new RatingsService();
                ReviewsServer before = ReviewsServer.start(liberty, example.resolve("before"), work, ratings.port());
                ReviewsServer after = ReviewsServer.start(liberty, example.resolve("after"), work, ratings.port())) {
            Demo demo = new Demo(ratings);
            before.awaitStart(demo.client);
            after.awaitStart(demo.client);
            out.printf(
                    "%n%d requests with headers and %d without, %d at once, for each column:%n%n",
                    WITH_HEADERS, WITHOUT, AT_ONCE);
            Report report = demo.report(before, after);
            report.print(out);
            if (!report.beforeIsAsThePageSays()) {
                out.println("WRONG: the service before does not behave as its page says.");
            }
            out.println(
                    report.afterIsAsThePageSays()
                            ? "After: each call carried what its request had."
                            : "WRONG: after, not everything was carried.");
            return report.beforeIsAsThePageSays() && report.afterIsAsThePageSays();
        }
    }

    private Report report(ReviewsServer before, ReviewsServer after) throws Exception {
        return new Report(
                new Report.Calls(send(before, Visit::ofOne), send(after, Visit::ofOne)),
                new Report.Calls(send(before, Visit::ofSeveral), send(after, Visit::ofSeveral)));
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
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                    .statusCode();
        } catch (IOException e) {
            return NO_ANSWER;
        }
    }
}
