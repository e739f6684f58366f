// SPDX-License-Identifier: Apache-2.0
package io.headerhop.contract;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.extension.requestfilter.RequestFilterAction;
import com.github.tomakehurst.wiremock.extension.requestfilter.StubRequestFilterV2;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The service that an adapter under test calls: a real HTTP server on loopback that records what it received and
 * rejects a request that repeats a single-valued header. All tests in a JVM share it; each test takes its own paths
 * from {@link #path}.
 *
 * <p>A tool of the contracts, and no part of their API.
 */
public final class Downstream {
    // HttpClient 5.2 repeats the cookie on a redirect's hop, and Spring 7 says each encoding in a line of its own,
    // without
    // this library too.
    private static final Set<String> MAY_REPEAT =
            Set.of("tracestate", "baggage", "x-canary", "cookie", "accept-encoding");
    private static final Downstream INSTANCE = new Downstream();

    private final AtomicInteger paths = new AtomicInteger();
    private final AtomicInteger arrivals = new AtomicInteger();
    private final Map<String, List<Arrival>> requests = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> arrivedAtGate = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> repeated = new ConcurrentLinkedQueue<>();
    private final WireMockServer server;

    private Downstream() {
        server = new WireMockServer(options()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .dynamicHttpsPort()
                .containerThreads(64)
                .jettyAcceptQueueSize(256)
                .disableRequestJournal()
                .extensions(new Remember(), new RefuseRepeatedHeaders(), new WaitAtGate(), new LeadDown()));
        server.start();
        server.stubFor(any(anyUrl()).atPriority(10).willReturn(aResponse().withBody("ok")));
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
    }

    public static Downstream instance() {
        return INSTANCE;
    }

    /** A path that no other test uses. */
    public String path(String name) {
        return "/" + paths.incrementAndGet() + "/" + name;
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    /** The same server's port for https, with a certificate that only {@link Trust} trusts. */
    public int httpsPort() {
        return server.httpsPort();
    }

    /** The same server under another host name, as a target for redirects. */
    public URI uriByOtherHost(String path) {
        return URI.create("http://localhost:" + server.port() + path);
    }

    /** Answers this path with a status. */
    public void answer(String path, int status) {
        server.stubFor(any(urlPathEqualTo(path)).willReturn(aResponse().withStatus(status)));
    }

    public void redirect(String path, URI to) {
        redirect(path, 302, to.toString());
    }

    /** Redirects with this status to exactly this location, and sets a cookie for everything below that path. */
    public void redirect(String path, int status, String location) {
        server.stubFor(any(urlPathEqualTo(path))
                .willReturn(aResponse()
                        .withStatus(status)
                        .withHeader("Location", location)
                        .withHeader(
                                "Set-Cookie",
                                "visited=" + path.substring(path.lastIndexOf('/') + 1) + "; Path="
                                        + path.substring(0, path.lastIndexOf('/')))));
    }

    /** Answers 401 with a challenge until the request has credentials. */
    public void demandCredentials(String path) {
        server.stubFor(any(urlPathEqualTo(path))
                .atPriority(2)
                .willReturn(aResponse().withStatus(401).withHeader("WWW-Authenticate", "Basic realm=\"shop\"")));
        server.stubFor(any(urlPathEqualTo(path))
                .withBasicAuth("user", "password")
                .atPriority(1)
                .willReturn(aResponse().withBody("ok")));
    }

    /** Answers the first request to this path with 503 and {@code Retry-After: 0}, later ones with 200. */
    public void beUnavailableOnce(String path) {
        server.stubFor(any(urlPathEqualTo(path))
                .inScenario(path)
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("available")
                .willReturn(aResponse().withStatus(503).withHeader("Retry-After", "0")));
    }

    /** Makes requests to this path wait until the gate is opened. */
    public Gate gate(String path) {
        gates.put(path, new CountDownLatch(1));
        arrivedAtGate.put(path, new CountDownLatch(1));
        return new Gate(gates.get(path), arrivedAtGate.get(path));
    }

    /** Requests held back by the downstream service. */
    public record Gate(CountDownLatch opened, CountDownLatch arrived) {
        public void open() {
            opened.countDown();
        }

        /** Waits until the first request has arrived. */
        public void awaitArrival() throws InterruptedException {
            if (!arrived.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError("no request arrived at the gate within 10 s");
            }
        }
    }

    /** The headers of each request that this path received, oldest first; names in lower case, values comma-joined. */
    public List<Map<String, String>> received(String path) {
        if (!repeated.isEmpty()) {
            throw new AssertionError("received more than once: " + repeated);
        }
        return requests(path).stream().map(Downstream::headersOf).toList();
    }

    /** The headers of the only request that this path received. */
    public Map<String, String> receivedOnce(String path) {
        List<Map<String, String>> all = received(path);
        if (all.size() != 1) {
            throw new AssertionError(path + " received " + all.size() + " requests instead of one");
        }
        return all.get(0);
    }

    /** The only request that this path received, as {@code METHOD url body}. */
    public String requestLine(String path) {
        Request request = requests(path).get(0);
        return request.getMethod() + " " + request.getUrl() + " " + request.getBodyAsString();
    }

    /** The requests for paths below this one, oldest first. */
    public List<Request> requestsBelow(String path) {
        return requests.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(path + "/"))
                .flatMap(entry -> entry.getValue().stream())
                .sorted(Comparator.comparingInt(Arrival::number))
                .map(Arrival::request)
                .toList();
    }

    private List<Request> requests(String path) {
        return requests.getOrDefault(path, List.of()).stream()
                .map(Arrival::request)
                .toList();
    }

    /** A request as received, before it was answered. */
    private record Arrival(int number, Request request) {}

    private static String pathOf(Request request) {
        return request.getUrl().split("\\?", 2)[0];
    }

    static Map<String, String> headersOf(Request request) {
        Map<String, String> headers = new TreeMap<>();
        for (HttpHeader header : request.getHeaders().all()) {
            headers.put(header.key().toLowerCase(Locale.ROOT), String.join(",", header.values()));
        }
        return headers;
    }

    /** In order of arrival: WireMock's journal is only accurate to the millisecond. */
    private final class Remember implements StubRequestFilterV2 {
        @Override
        public RequestFilterAction filter(Request request, ServeEvent event) {
            requests.computeIfAbsent(pathOf(request), path -> new CopyOnWriteArrayList<>())
                    .add(new Arrival(arrivals.incrementAndGet(), LoggedRequest.createFrom(request)));
            return RequestFilterAction.continueWith(request);
        }

        @Override
        public String getName() {
            return "remember";
        }
    }

    private final class RefuseRepeatedHeaders implements StubRequestFilterV2 {
        @Override
        public RequestFilterAction filter(Request request, ServeEvent event) {
            List<String> names = new ArrayList<>();
            for (HttpHeader header : request.getHeaders().all()) {
                if (header.values().size() > 1
                        && !MAY_REPEAT.contains(header.key().toLowerCase(Locale.ROOT))) {
                    names.add(header.key());
                }
            }
            if (names.isEmpty()) {
                return RequestFilterAction.continueWith(request);
            }
            names.forEach(name -> repeated.add(name + " at " + request.getUrl()));
            return RequestFilterAction.stopWith(ResponseDefinition.notAuthorised());
        }

        @Override
        public String getName() {
            return "refuse-repeated-headers";
        }
    }

    /** A path that ends in {@code /down/3} leads to {@code /down/2}, and so on to {@code /down/0}. */
    private static final class LeadDown implements StubRequestFilterV2 {
        @Override
        public RequestFilterAction filter(Request request, ServeEvent event) {
            String url = request.getAbsoluteUrl();
            int number = url.lastIndexOf("/down/") + "/down/".length();
            if (number < "/down/".length() || url.endsWith("/0")) {
                return RequestFilterAction.continueWith(request);
            }
            String next = url.substring(0, number) + (Integer.parseInt(url.substring(number)) - 1);
            return RequestFilterAction.stopWith(
                    aResponse().withStatus(302).withHeader("Location", next).build());
        }

        @Override
        public String getName() {
            return "lead-down";
        }
    }

    private final class WaitAtGate implements StubRequestFilterV2 {
        @Override
        public RequestFilterAction filter(Request request, ServeEvent event) {
            String path = pathOf(request);
            CountDownLatch gate = gates.get(path);
            if (gate != null) {
                try {
                    Objects.requireNonNull(arrivedAtGate.get(path)).countDown();
                    gate.await(20, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return RequestFilterAction.continueWith(request);
        }

        @Override
        public String getName() {
            return "wait-at-gate";
        }
    }
}
