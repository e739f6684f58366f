// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.demo.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.examples.shop.demo.ZipkinStandIn;
import io.headerhop.examples.shop.demo.sidecar.Application.Received;
import io.headerhop.examples.shop.demo.sidecar.Sidecars.Outbound;
import io.headerhop.examples.shop.demo.sidecar.Sidecars.Sidecar;
import io.headerhop.support.FreePort;
import io.headerhop.support.Span;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stand-in does what Envoy was observed to do (up to 1.39, Zipkin tracer, B3 with W3C). */
class EmbeddedSidecarsTest {
    private static final String TRACE = "463ac35c9f6413ad48485a3953bb6124";
    private static final String SPAN = "a2fb4a1d1a96d312";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private ZipkinStandIn zipkin;
    private Application application;
    private EmbeddedSidecars sidecars;
    private AutoCloseable sidecar;
    private int inbound;
    private int outbound;
    private int nowhere;

    @BeforeEach
    void start() throws Exception {
        zipkin = new ZipkinStandIn();
        application = new Application();
        sidecars = new EmbeddedSidecars(zipkin.url(), "test");
        inbound = FreePort.any();
        outbound = FreePort.any();
        nowhere = FreePort.any();
        sidecar = sidecars.start(new Sidecar(
                "orders",
                inbound,
                application.url(),
                List.of(
                        new Outbound("stock", outbound, application.url()),
                        new Outbound("nowhere", nowhere, URI.create("http://127.0.0.1:" + FreePort.any())))));
    }

    @AfterEach
    void stop() throws Exception {
        sidecar.close();
        sidecars.close();
        application.close();
        zipkin.close();
    }

    @Test
    void beginsATraceAndMakesARequestIdWhereThereIsNone() throws Exception {
        send(inbound, "/");
        Received received = application.received();
        Span span = onlySpan();
        assertThat(header(received, "x-b3-traceid"))
                .isEqualTo(span.traceId())
                .hasSize(32)
                .endsWith(span.id());
        assertThat(header(received, "x-b3-spanid")).isEqualTo(span.id());
        assertThat(header(received, "x-b3-parentspanid")).isNull();
        assertThat(header(received, "x-b3-sampled")).isEqualTo("1");
        assertThat(header(received, "traceparent")).isEqualTo("00-" + span.traceId() + "-" + span.id() + "-01");
        assertThat(header(received, "b3")).isNull();
        assertThat(UUID.fromString(header(received, "x-request-id")).toString()).matches(".{14}9.*");
    }

    @Test
    void aCallInIsAServerSpanThatSaysWhatEnvoySays() throws Exception {
        send(inbound, "/orders?id=1");
        Span server = onlySpan();
        assertThat(server.kind()).isEqualTo("SERVER");
        assertThat(server.localEndpoint()).isEqualTo(new Span.Endpoint("orders"));
        assertThat(server.tags())
                .containsEntry("http.method", "GET")
                .containsEntry("http.url", "http://127.0.0.1:" + inbound + "/orders?id=1")
                .containsEntry("http.status_code", "200")
                .containsEntry("component", "proxy")
                .containsEntry("shop.run", "test")
                .containsKey("guid:x-request-id")
                .doesNotContainKey("error");
    }

    @Test
    void aCallOutIsAClientSpan() throws Exception {
        send(outbound, "/");
        Span span = onlySpan();
        assertThat(span.kind()).isEqualTo("CLIENT");
        assertThat(span.localEndpoint()).isEqualTo(new Span.Endpoint("orders"));
    }

    @Test
    void continuesB3() throws Exception {
        send(inbound, "/", "x-b3-traceid", TRACE, "x-b3-spanid", SPAN, "x-b3-sampled", "1");
        assertContinues(TRACE, SPAN);
    }

    @Test
    void continuesB3OfShortTraceIds() throws Exception {
        send(inbound, "/", "x-b3-traceid", SPAN, "x-b3-spanid", SPAN, "x-b3-parentspanid", "");
        Received received = application.received();
        assertThat(header(received, "x-b3-traceid")).isEqualTo(SPAN);
        assertThat(header(received, "traceparent")).startsWith("00-0000000000000000" + SPAN + "-");
        assertThat(onlySpan().parentId()).isEqualTo(SPAN);
    }

    @Test
    void continuesSingleB3AndLeavesItAsItCame() throws Exception {
        String b3 = TRACE + "-" + SPAN + "-1";
        send(inbound, "/", "b3", b3, "x-b3-traceid", "1".repeat(32), "x-b3-spanid", "1".repeat(16));
        assertThat(header(assertContinues(TRACE, SPAN), "b3")).isEqualTo(b3);
    }

    @Test
    void continuesW3cWhereThereIsNoB3() throws Exception {
        send(inbound, "/", "traceparent", "00-" + TRACE + "-" + SPAN + "-01", "tracestate", "a=b");
        assertThat(header(assertContinues(TRACE, SPAN), "tracestate")).isEqualTo("a=b");
    }

    @Test
    void prefersB3ToW3c() throws Exception {
        String other = "00-" + "1".repeat(32) + "-" + "1".repeat(16) + "-01";
        send(inbound, "/", "traceparent", other, "x-b3-traceid", TRACE, "x-b3-spanid", SPAN);
        assertContinues(TRACE, SPAN);
    }

    @Test
    void passesOnThatATraceIsNotSampled() throws Exception {
        send(inbound, "/", "x-b3-traceid", TRACE, "x-b3-spanid", SPAN, "x-b3-sampled", "0");
        Received received = application.received();
        assertThat(header(received, "x-b3-sampled")).isEqualTo("0");
        assertThat(header(received, "x-b3-traceid")).isEqualTo(TRACE);
        assertThat(header(received, "traceparent")).endsWith("-00");
        assertThat(spans()).isEmpty();
    }

    @Test
    void tracesNothingWithARequestIdThatIsNotAUuid() throws Exception {
        send(inbound, "/", "x-request-id", "my-own-id-42");
        Received received = application.received();
        assertThat(header(received, "x-request-id")).isEqualTo("my-own-id-42");
        assertThat(header(received, "x-b3-sampled")).isEqualTo("0");
        assertThat(spans()).isEmpty();
    }

    @Test
    void writesTheDecisionIntoTheRequestId() throws Exception {
        send(inbound, "/", "x-request-id", "d5d1c2a4-1111-4222-8333-444444444444");
        assertThat(header(application.received(), "x-request-id")).isEqualTo("d5d1c2a4-1111-9222-8333-444444444444");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zzzz", "463ac35c9f6413ad48485a3953bb612"})
    void letsAMalformedContextPassWithoutATrace(String traceId) throws Exception {
        send(inbound, "/", "x-b3-traceid", traceId, "x-b3-spanid", SPAN);
        Received received = application.received();
        assertThat(header(received, "x-b3-traceid")).isEqualTo(traceId);
        assertThat(header(received, "x-b3-spanid")).isEqualTo(SPAN);
        assertThat(spans()).isEmpty();
    }

    @Test
    void leavesEverythingElseUnchanged() throws Exception {
        HttpRequest request = request(inbound, "/path%20with?a=b&c=%2F")
                .header("X-Canary", "one")
                .header("X-Canary", "two")
                .header("User-Agent", "test")
                .header("Cookie", "a=b")
                .POST(BodyPublishers.ofString("body"))
                .build();
        assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("hello");
        Received received = application.received();
        assertThat(received.method()).isEqualTo("POST");
        assertThat(received.path()).isEqualTo("/path%20with?a=b&c=%2F");
        assertThat(received.body()).isEqualTo("body");
        assertThat(received.headers().get("X-Canary")).containsExactly("one", "two");
        assertThat(header(received, "User-Agent")).isEqualTo("test");
        assertThat(header(received, "Cookie")).isEqualTo("a=b");
        assertThat(header(received, "Host")).isEqualTo("127.0.0.1:" + inbound);
        assertThat(received.headers()).doesNotContainKeys("Via", "Forwarded", "X-forwarded-for", "Accept-encoding");
    }

    @Test
    void neitherFollowsARedirectNorUnpacksABody() throws Exception {
        HttpResponse<byte[]> moved = send(outbound, "/moved");
        assertThat(moved.statusCode()).isEqualTo(302);
        assertThat(moved.headers().firstValue("Location")).contains("/elsewhere");
        application.received();
        HttpResponse<byte[]> packed = send(outbound, "/packed");
        assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(packed.body()).isEqualTo(Application.packed());
        assertThat(packed.headers().allValues("Date")).hasSize(1);
        assertThat(packed.headers().map()).doesNotContainKey("server");
    }

    @Test
    void aServersErrorIsAFailedSpan() throws Exception {
        send(inbound, "/error");
        assertThat(onlySpan().tags()).containsEntry("error", "true").containsEntry("http.status_code", "500");
    }

    @Test
    void answers503ForAnUnreachableUpstream() throws Exception {
        assertThat(send(nowhere, "/").statusCode()).isEqualTo(503);
        assertThat(onlySpan().tags()).containsEntry("error", "true").containsEntry("http.status_code", "503");
    }

    private Received assertContinues(String traceId, String parentId) throws Exception {
        Received received = application.received();
        Span span = onlySpan();
        assertThat(span.traceId()).isEqualTo(traceId).isEqualTo(header(received, "x-b3-traceid"));
        assertThat(span.parentId()).isEqualTo(parentId).isEqualTo(header(received, "x-b3-parentspanid"));
        assertThat(span.id()).isNotEqualTo(parentId).isEqualTo(header(received, "x-b3-spanid"));
        assertThat(header(received, "x-b3-sampled")).isEqualTo("1");
        assertThat(received.headers().get("traceparent")).containsExactly("00-" + traceId + "-" + span.id() + "-01");
        return received;
    }

    private HttpResponse<byte[]> send(int port, String path, String... headers) throws Exception {
        HttpRequest.Builder request = request(port, path);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static String header(Received received, String name) {
        return received.headers().getFirst(name);
    }

    private Span onlySpan() throws Exception {
        assertThat(spans()).hasSize(1);
        return zipkin.spans().get(0);
    }

    /** All spans so far: stopping the sidecar ends the requests, and closing the export sends what is left. */
    private List<Span> spans() throws Exception {
        sidecar.close();
        sidecars.close();
        return zipkin.spans();
    }
}
