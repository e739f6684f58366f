// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

import io.headerhop.HeaderNames;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
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
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

    private final String url;
    private final Settings settings;

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
        if (requests < CheckRun.MIN_ALONE || requests > 100_000) {
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
     * @param paths without a query; {@code *} stands for anything but a slash, {@code **} at the end for whatever
     *     follows, as in {@code /metrics/**}
     * @throws IllegalArgumentException if one is no such path
     */
    public HeaderCheck ignoring(String... paths) {
        List<PathPattern> all = Stream.concat(
                        settings.ignored.stream(), Stream.of(paths).map(PathPattern::of))
                .toList();
        return with(settings -> settings.ignored = all);
    }

    /**
     * Fails also if one of these calls never comes. What a service calls elsewhere is not seen, and thus not checked:
     * an address that a test forgot to set, a second call that is not made after an answer that makes no sense.
     *
     * @param calls each a method and a path, such as {@code GET /prices/*}, with the stars of {@link #ignoring}
     * @throws IllegalArgumentException if one is no such call
     */
    public HeaderCheck expecting(String... calls) {
        List<ExpectedCall> all = Stream.concat(
                        settings.expected.stream(), Stream.of(calls).map(ExpectedCall::of))
                .toList();
        return with(settings -> settings.expected = all);
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
            return new CheckRun(url, settings, recording, values, downstream).report();
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
        Sender sender = new Sender(url, settings, values);
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < atMost.toNanos()) {
            SentRequest request = values.request(1, true);
            Sender.await(sender.send(request));
            if (request.failure == null) {
                return;
            }
            Thread.sleep(BETWEEN_TRIES.toMillis());
        }
    }

    private boolean isIgnored(String path) {
        return settings.ignored.stream().anyMatch(ignored -> ignored.matches(path));
    }
}
