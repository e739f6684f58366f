// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

import io.headerhop.HeaderNames;
import io.headerhop.testkit.Attribution.Whose;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to a running service, and checks that each call which the service makes for one of them has each of
 * its headers exactly once, and nothing that it must not have. The service may be written in any language. Immutable.
 *
 * <pre>{@code
 * HeaderCheck.of("http://localhost:8080/orders").verify(downstream);
 * }</pre>
 *
 * <p><strong>Which request is a call made for?</strong> If its headers are lost or another request's, they cannot say.
 * So:
 *
 * <ol>
 *   <li>The first requests go out alone, each after the calls of the one before. Then it is known for certain, and also
 *       how many calls a request makes.
 *   <li>The others overlap. If the URL or body that is sent has <code>{id}</code> in it, and the service passes it on
 *       in the URL or body of its call, it is known for certain there, too.
 *   <li>Else a call is taken for that of the request whose headers it has. Then a call too many for one request, one
 *       without headers too many, and one with the headers of a request that is not being served are found. Two
 *       requests that exchange all of their headers while both are being served are not.
 * </ol>
 *
 * Every third request has no headers. A call made for it may have an id that the service made, but none of another
 * request.
 */
public final class HeaderCheck {
    private static final String DECOY = "headerhop-decoy";
    private static final int MAX_ALONE = 30;
    private static final int MIN_ALONE = 6;
    /** After this many in a row the check ends: each takes as long as the timeout. */
    private static final int MOST_UNANSWERED = 3;

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);
    private static final Duration QUIET = Duration.ofMillis(300);
    /** How long the stand-in takes to answer, so that requests overlap. */
    private static final Duration OVERLAP = Duration.ofMillis(20);

    private final String url;
    private final Settings settings;

    /** Changed in a copy only. */
    private static final class Settings implements Cloneable {
        HeaderNames names = HeaderNames.istio();
        int requests = 100;
        int concurrency = 50;
        String method = "GET";

        @Nullable String body;

        Map<String, List<String>> ownHeaders = Map.of();
        List<String> ignored = List.of();
        List<String> expected = List.of();
        Duration timeout = Duration.ofSeconds(30);
        Duration patience = Duration.ofSeconds(2);
        boolean newSpansAllowed;
        boolean gateway;

        @Override
        protected Settings clone() {
            try {
                return (Settings) super.clone();
            } catch (CloneNotSupportedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private HeaderCheck(String url, Settings settings) {
        this.url = url;
        this.settings = settings;
    }

    /**
     * A check with requests to this URL: 100 of them with the headers of {@link HeaderNames#istio()}, up to 50 at once.
     *
     * @param url may contain <code>{id}</code>, which is another word in every request
     * @throws IllegalArgumentException if it is no URL of HTTP
     */
    public static HeaderCheck of(String url) {
        URI uri = URI.create(url.replace("{id}", "id"));
        if (uri.getHost() == null && String.valueOf(uri.getAuthority()).contains("_")) {
            throw new IllegalArgumentException("Java sends nothing to a host whose name has an underscore: " + url);
        }
        if (uri.getHost() == null || !String.valueOf(uri.getScheme()).matches("https?")) {
            throw new IllegalArgumentException("not a URL that a request can be sent to: " + url);
        }
        return new HeaderCheck(url, new Settings());
    }

    /** Checks these headers; of a prefix, one header that begins with it. */
    public HeaderCheck headers(HeaderNames names) {
        return with(settings -> settings.names = names);
    }

    /** Sends this many requests, at least 6. */
    public HeaderCheck requests(int requests) {
        if (requests < MIN_ALONE || requests > 100_000) {
            throw new IllegalArgumentException("from 6 to 100000 requests, not " + requests);
        }
        return with(settings -> settings.requests = requests);
    }

    /** Sends up to this many at once; 1 sends all of them alone. */
    public HeaderCheck concurrency(int concurrency) {
        if (concurrency < 1 || concurrency > 1000) {
            throw new IllegalArgumentException("from 1 to 1000 at once, not " + concurrency);
        }
        return with(settings -> settings.concurrency = concurrency);
    }

    /**
     * With another method than {@code GET}, and a body, in which <code>{id}</code> is another word in every request.
     */
    public HeaderCheck method(String method, @Nullable String body) {
        return with(settings -> {
            settings.method = method;
            settings.body = body;
        });
    }

    /**
     * With a header that the service needs, such as credentials or the type of the body. It is not checked. Two of the
     * same name are two lines.
     */
    public HeaderCheck header(String name, String value) {
        Map<String, List<String>> all = new LinkedHashMap<>(settings.ownHeaders);
        all.merge(
                name,
                List.of(value),
                (before, more) -> Stream.concat(before.stream(), more.stream()).toList());
        return with(settings -> settings.ownHeaders = Collections.unmodifiableMap(all));
    }

    /** How long to wait for an answer, and for a call that should have come: 30 and 2 seconds, unless set. */
    public HeaderCheck patience(Duration answer, Duration call) {
        return with(settings -> {
            settings.timeout = answer;
            settings.patience = call;
        });
    }

    /** For a service with a tracer: its calls may have other span ids, if the trace is the same. */
    public HeaderCheck allowingNewSpans() {
        return with(settings -> settings.newSpansAllowed = true);
    }

    /** For a gateway or proxy: it may pass on all that it receives, cookies too. */
    public HeaderCheck allowingAllHeaders() {
        return with(settings -> settings.gateway = true);
    }

    /**
     * Leaves calls with these paths out, which the service makes on its own: a look at its neighbours' health, a token
     * that it fetches now and then.
     *
     * @param paths without a query; {@code *} at the end stands for whatever follows
     */
    public HeaderCheck ignoring(String... paths) {
        List<String> all = new ArrayList<>(settings.ignored);
        all.addAll(List.of(paths));
        return with(settings -> settings.ignored = List.copyOf(all));
    }

    /**
     * Fails also if one of these calls never comes. What a service calls elsewhere is not seen, and thus not checked:
     * an address that a test forgot to set, a second call that is not made after an answer that makes no sense.
     *
     * @param calls each a method and a path without a query, such as {@code GET /prices/*}; {@code *} stands for
     *     anything but a slash
     */
    public HeaderCheck expecting(String... calls) {
        for (String call : calls) {
            if (!call.matches("\\S+ /[^\\s?]*")) {
                throw new IllegalArgumentException(
                        "a call that is expected has a method and a path without a query, as 'GET /prices/*': " + call);
            }
        }
        List<String> all = new ArrayList<>(settings.expected);
        all.addAll(List.of(calls));
        return with(settings -> settings.expected = List.copyOf(all));
    }

    private HeaderCheck with(Consumer<Settings> change) {
        Settings changed = settings.clone();
        change.accept(changed);
        return new HeaderCheck(url, changed);
    }

    /**
     * Runs the check, and fails if anything is wrong.
     *
     * @throws AssertionError with the report
     */
    public CheckReport verify(Downstream downstream) throws InterruptedException {
        return verified(run(downstream));
    }

    /** The same where another stand-in receives the calls, such as WireMock. */
    public CheckReport verify(Calls calls) throws InterruptedException {
        return verified(run(calls));
    }

    private static CheckReport verified(CheckReport report) {
        if (!report.passed()) {
            throw new AssertionError(report.failure());
        }
        return report;
    }

    /** Runs the check. */
    public CheckReport run(Downstream downstream) throws InterruptedException {
        return run(downstream.calls(), downstream);
    }

    /**
     * Runs the check where another stand-in receives the calls. Requests overlap if that one takes some time to answer,
     * 20 milliseconds for instance.
     */
    public CheckReport run(Calls calls) throws InterruptedException {
        return run(calls, null);
    }

    private CheckReport run(Calls calls, @Nullable Downstream downstream) throws InterruptedException {
        HeaderValues values =
                new HeaderValues(settings.names, ThreadLocalRandom.current().nextLong());
        for (String name : settings.ownHeaders.keySet()) {
            if (values.names().contains(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(name + " is a header that is checked: its value cannot be chosen");
            }
        }
        Recording recording = calls.begin(call -> !isIgnored(call.path()) && !values.isOfAnotherRun(call));
        try {
            return new Run(recording, values, downstream).report();
        } finally {
            if (downstream != null) {
                downstream.delay(Duration.ZERO);
            }
            calls.end();
        }
    }

    /**
     * Sends requests until the answer to one is a success, or for this long. What the service calls for them is not
     * recorded, and known for another run's if it comes late.
     */
    void awaitSuccess(Duration atMost) throws InterruptedException {
        HeaderValues values =
                new HeaderValues(settings.names, ThreadLocalRandom.current().nextLong());
        Run run = new Run(new Recording(call -> false), values, null);
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < atMost.toNanos()) {
            SentRequest request = values.request(1, true);
            run.await(run.send(request));
            if (request.failure == null) {
                return;
            }
            Thread.sleep(BETWEEN_TRIES.toMillis());
        }
    }

    private boolean isIgnored(String path) {
        return settings.ignored.stream()
                .anyMatch(ignored -> ignored.endsWith("*")
                        ? path.startsWith(ignored.substring(0, ignored.length() - 1))
                        : path.equals(ignored));
    }

    /** One for all: before Java 21, a client ends only when the garbage collector finds it. */
    private static final class Client {
        // HTTP/1.1: an offer of HTTP/2, which others begin with, is refused by some servers.
        static final HttpClient INSTANCE =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    /** One run of the check. */
    private final class Run {
        private final Recording calls;
        private final HeaderValues values;
        private final @Nullable Downstream downstream;
        private final List<SentRequest> requests = new ArrayList<>();
        // Of each call of those sent alone, in order
        private final List<SentRequest> requestsOfCalls = new ArrayList<>();

        Run(Recording calls, HeaderValues values, @Nullable Downstream downstream) {
            this.calls = calls;
            this.values = values;
            this.downstream = downstream;
        }

        CheckReport report() throws InterruptedException {
            int alone = settings.concurrency == 1
                    ? settings.requests
                    : Math.min(MAX_ALONE, Math.max(MIN_ALONE, settings.requests / 5));
            if (alone(alone)) {
                delay(OVERLAP);
                together(settings.requests - alone);
            }
            return judged();
        }

        private void delay(Duration delay) {
            if (downstream != null) {
                downstream.delay(delay);
            }
        }

        /** Returns whether it makes sense to go on. */
        private boolean alone(int count) throws InterruptedException {
            int most = 0;
            int unanswered = 0;
            // Until it is known how many calls a request makes, only time can tell that there are no more.
            Duration quiet = min(QUIET, settings.patience);
            Duration patience = settings.patience;
            for (int i = 1; i <= count; i++) {
                // Some as slow as when they overlap: a service may try again.
                delay(i % 4 == 0 ? OVERLAP : Duration.ZERO);
                SentRequest request = next(true);
                int before = calls.size();
                await(send(request));
                unanswered = request.unanswered ? unanswered + 1 : 0;
                if (request.failure == null) {
                    if (most == 0) {
                        if (calls.await(before + 1, patience)) {
                            // Those that come after the answer may do so in their own time.
                            Duration late =
                                    Duration.ofNanos(4 * (calls.get(before).nanos() - request.answeredAt));
                            quiet = late.compareTo(quiet) > 0 ? min(late, settings.patience) : quiet;
                            calls.awaitQuiet(quiet, settings.patience);
                        } else {
                            patience = quiet;
                        }
                    } else if (!calls.await(before + most, patience)) {
                        // Some make fewer, so that waiting longer would take long for all of those.
                        patience = quiet;
                    }
                }
                // The first one may have warmed something up.
                most = i == 1 ? 0 : Math.max(most, calls.size() - before);
                while (requestsOfCalls.size() < calls.size()) {
                    requestsOfCalls.add(request);
                }
                if (unanswered == MOST_UNANSWERED || calls.size() == 0 && i == MIN_ALONE) {
                    return false;
                }
            }
            return calls.size() > 0;
        }

        private void together(int count) throws InterruptedException {
            int before = calls.size();
            Semaphore free = new Semaphore(settings.concurrency);
            List<CompletableFuture<?>> answers = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                free.acquire();
                answers.add(send(next(false)).whenComplete((done, failure) -> free.release()));
            }
            await(CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)));
            double each = requestsOfCalls.size() / (double) (requests.size() - count);
            calls.await(before + (int) Math.ceil(each * count), settings.patience);
        }

        private SentRequest next(boolean alone) {
            SentRequest request = values.request(requests.size() + 1, alone);
            requests.add(request);
            return request;
        }

        private void await(CompletableFuture<?> answer) throws InterruptedException {
            try {
                answer.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }

        /** Completes, and never with an exception, when the answer is there. */
        private CompletableFuture<?> send(SentRequest sent) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url.replace("{id}", sent.marker)))
                    .timeout(settings.timeout);
            String body = settings.body;
            request.method(
                    settings.method,
                    body == null
                            ? BodyPublishers.noBody()
                            : BodyPublishers.ofString(body.replace("{id}", sent.marker)));
            settings.ownHeaders.forEach((name, lines) -> lines.forEach(line -> request.header(name, line)));
            for (String decoy : HeaderValues.DECOYS) {
                if (!values.names().contains(decoy)) {
                    request.header(decoy, decoy.equals("cookie") ? "decoy=" + DECOY : DECOY);
                }
            }
            sent.headers.forEach(request::header);
            sent.sentAt = System.nanoTime();
            CompletableFuture<HttpResponse<Void>> answer =
                    Client.INSTANCE.sendAsync(request.build(), BodyHandlers.discarding());
            // The client's own timeout ends with the headers of the answer.
            return answer.copy()
                    .orTimeout(settings.timeout.toMillis() + 50, TimeUnit.MILLISECONDS)
                    .handle((done, failure) -> {
                        sent.answeredAt = System.nanoTime();
                        if (failure != null) {
                            answer.cancel(true);
                            failed(sent, failure);
                        } else if (done.statusCode() >= 300) {
                            sent.failure = "answered " + done.statusCode()
                                    + done.headers()
                                            .firstValue("location")
                                            .map(location -> ", Location: " + location)
                                            .orElse("");
                        }
                        return sent;
                    });
        }

        private void failed(SentRequest sent, Throwable failure) {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            sent.unanswered = cause instanceof TimeoutException || cause instanceof HttpTimeoutException;
            sent.failure = cause instanceof TimeoutException
                    ? "its answer had not ended after " + settings.timeout.toMillis() / 1000.0 + " s"
                    : "no answer: " + cause;
        }

        private CheckReport judged() {
            List<ReceivedCall> received = calls.all();
            Kinds kinds = new Kinds(received, requests.size());
            List<Whose> whose = new Attribution(values, kinds, requests).of(received, requestsOfCalls);
            Judge judge = new Judge(values, settings.newSpansAllowed, settings.gateway);
            List<JudgedCall> judged = new ArrayList<>();
            for (int i = 0; i < received.size(); i++) {
                judged.add(judge.judge(received.get(i), kinds.of(received.get(i)), whose.get(i)));
            }
            Findings findings = new Findings(requests, judged, requestsOfCalls.size(), settings.expected);
            return new CheckReport(
                    settings.method + " " + url,
                    settings.concurrency,
                    values.names(),
                    requests,
                    judged,
                    findings.all(),
                    findings.oneTooMany());
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    static boolean isDecoy(String line) {
        return line.contains(DECOY);
    }
}
