// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

import io.headerhop.HeaderNames;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
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

    private final String url;
    private final Settings settings;

    /** Changed in a copy only. */
    private static final class Settings implements Cloneable {
        HeaderNames names = HeaderNames.istio();
        int requests = 100;
        int concurrency = 50;
        String method = "GET";

        @Nullable String body;

        Map<String, String> ownHeaders = Map.of();
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
        if (uri.getHost() == null || !String.valueOf(uri.getScheme()).matches("https?")) {
            throw new IllegalArgumentException("not a URL that a request can be sent to: " + url);
        }
        return new HeaderCheck(url, new Settings());
    }

    /** With these headers; for a prefix, one that begins so. */
    public HeaderCheck headers(HeaderNames names) {
        return with(settings -> settings.names = names);
    }

    /** With so many requests, at least 6. */
    public HeaderCheck requests(int requests) {
        if (requests < MIN_ALONE || requests > 100_000) {
            throw new IllegalArgumentException("from 6 to 100000 requests, not " + requests);
        }
        return with(settings -> settings.requests = requests);
    }

    /** With so many requests at once; 1 sends all of them alone. */
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

    /** With a header that the service needs, such as credentials or the type of the body. It is not checked. */
    public HeaderCheck header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings.ownHeaders);
        more.put(name, value);
        return with(settings -> settings.ownHeaders = Map.copyOf(more));
    }

    /** Waits so long for an answer, and for a call that should have come: 30 and 2 seconds, if not set. */
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
        CheckReport report = run(downstream);
        if (!report.passed()) {
            throw new AssertionError(report.toString());
        }
        return report;
    }

    /** The same where another stand-in receives the calls, such as WireMock. */
    public CheckReport verify(Calls calls) throws InterruptedException {
        CheckReport report = run(calls, Duration.ZERO, null);
        if (!report.passed()) {
            throw new AssertionError(report.toString());
        }
        return report;
    }

    /** Runs the check. */
    public CheckReport run(Downstream downstream) throws InterruptedException {
        return run(downstream.calls(), Duration.ofMillis(20), downstream);
    }

    private CheckReport run(Calls calls, Duration overlap, @Nullable Downstream downstream)
            throws InterruptedException {
        HeaderValues values =
                new HeaderValues(settings.names, ThreadLocalRandom.current().nextLong());
        Run run = new Run(calls, values);
        // HTTP/1.1: an offer of HTTP/2, which others begin with, is refused by some servers.
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.timeout)
                .build();
        int alone = settings.concurrency == 1
                ? settings.requests
                : Math.min(MAX_ALONE, Math.max(MIN_ALONE, settings.requests / 5));
        run.alone(client, alone);
        if (run.sawCalls()) {
            if (downstream != null) {
                downstream.delay(overlap);
            }
            try {
                run.together(client, settings.requests - alone);
            } finally {
                if (downstream != null) {
                    downstream.delay(Duration.ZERO);
                }
            }
        }
        return run.report();
    }

    /** One run of the check. */
    private final class Run {
        private final Calls calls;
        private final HeaderValues values;
        private final int firstCall;
        private final List<SentRequest> requests = new ArrayList<>();
        // Of each call of those sent alone, in order
        private final List<SentRequest> requestsOfCalls = new ArrayList<>();

        Run(Calls calls, HeaderValues values) {
            this.calls = calls;
            this.values = values;
            this.firstCall = calls.size();
        }

        boolean sawCalls() {
            return calls.size() > firstCall;
        }

        void alone(HttpClient client, int count) throws InterruptedException {
            int usual = 0;
            for (int i = 1; i <= count; i++) {
                SentRequest request = next(true);
                int before = calls.size();
                send(client, request).join();
                if (i == 1) {
                    // Until it is known how many calls a request makes, only time can tell that there are no more.
                    calls.await(before + 1, settings.patience);
                    calls.awaitQuiet(Duration.ofMillis(300));
                    usual = calls.size() - before;
                } else if (request.failure == null && !calls.await(before + usual, settings.patience)) {
                    usual = calls.size() - before;
                }
                while (requestsOfCalls.size() < calls.size() - firstCall) {
                    requestsOfCalls.add(request);
                }
                if (!sawCalls()) {
                    return;
                }
            }
        }

        void together(HttpClient client, int count) throws InterruptedException {
            int before = calls.size();
            Semaphore free = new Semaphore(settings.concurrency);
            List<CompletableFuture<?>> answers = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                free.acquire();
                answers.add(send(client, next(false)).whenComplete((done, failure) -> free.release()));
            }
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
            double each = requestsOfCalls.size() / (double) (requests.size() - count);
            calls.await(before + (int) Math.ceil(each * count), settings.patience);
        }

        private SentRequest next(boolean alone) {
            SentRequest request = values.request(requests.size() + 1, alone);
            requests.add(request);
            return request;
        }

        /** Completes, and never with an exception, when the answer is there. */
        private CompletableFuture<?> send(HttpClient client, SentRequest sent) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url.replace("{id}", sent.marker)))
                    .timeout(settings.timeout);
            String body = settings.body;
            request.method(
                    settings.method,
                    body == null
                            ? BodyPublishers.noBody()
                            : BodyPublishers.ofString(body.replace("{id}", sent.marker)));
            settings.ownHeaders.forEach(request::header);
            for (String decoy : HeaderValues.DECOYS) {
                if (!values.names().contains(decoy)) {
                    request.header(decoy, decoy.equals("cookie") ? "decoy=" + DECOY : DECOY);
                }
            }
            sent.headers.forEach(request::header);
            sent.sentAt = System.nanoTime();
            return client.sendAsync(request.build(), BodyHandlers.discarding()).handle((answer, failure) -> {
                sent.answeredAt = System.nanoTime();
                if (failure != null) {
                    Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                            ? failure.getCause()
                            : failure;
                    sent.failure = "no answer: " + cause;
                } else if (answer.statusCode() >= 400) {
                    sent.failure = "answered " + answer.statusCode();
                }
                return sent;
            });
        }

        CheckReport report() {
            Judge judge = new Judge(values, requests, settings.newSpansAllowed, settings.gateway);
            List<ReceivedCall> received = calls.from(firstCall);
            List<JudgedCall> judged = new ArrayList<>();
            for (int i = 0; i < received.size(); i++) {
                judged.add(judge.judge(received.get(i), i < requestsOfCalls.size() ? requestsOfCalls.get(i) : null));
            }
            Findings findings = new Findings(requests, judged, requestsOfCalls.size());
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

    static boolean isDecoy(String line) {
        return line.contains(DECOY);
    }
}
