// SPDX-License-Identifier: Apache-2.0
package io.headerhop.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Uses what Jaeger 2.13 returned for a failed order, with spans from Envoy 1.40. */
class JaegerTest {
    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private HttpServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    @Test
    void readsATraceAsATree() throws Exception {
        Trace trace = Jaeger.parse(recorded("with")).get(0);
        assertThat(trace.isLinked()).isTrue();
        assertThat(trace.services()).containsExactly("catalog", "checkout", "inventory", "payment", "storefront");
        assertThat(trace.failsAt("payment", 504)).isTrue();
        assertThat(TraceTree.of(trace).stream().map(line -> line.replaceAll(" {2,}[0-9.]+ ms", "")))
                .containsExactly(
                        "storefront                         SERVER  GET /buy/espresso-machine      502  ✗",
                        "├─ storefront                      CLIENT  POST /orders                   502  ✗",
                        "│  └─ checkout                     SERVER  POST /orders                   502  ✗",
                        "│     ├─ checkout                  CLIENT  POST /reservations             200",
                        "│     │  └─ inventory              SERVER  POST /reservations             200",
                        "│     │     └─ inventory           CLIENT  GET /products/espresso-machine 200",
                        "│     │        └─ catalog          SERVER  GET /products/espresso-machine 200",
                        "│     └─ checkout                  CLIENT  POST /payments                 504  ✗",
                        "│        └─ payment                SERVER  POST /payments                 504  ✗ fails here",
                        "└─ storefront                      CLIENT  GET /products/espresso-machine 200",
                        "   └─ catalog                      SERVER  GET /products/espresso-machine 200");
    }

    @Test
    void readsUnrelatedTraces() throws Exception {
        List<Trace> traces = Jaeger.parse(recorded("without"));
        assertThat(traces)
                .allMatch(Trace::isLinked)
                .extracting(trace -> trace.spans().size())
                .containsExactlyInAnyOrder(1, 2, 2);
    }

    @Test
    void asksForEachServiceAndCountsATraceOnce() throws Exception {
        Jaeger jaeger = answering("{\"data\":[\"checkout\",\"store front\"]}", recorded("with"));
        List<Trace> traces = jaeger.traces("shop.run", "a-run", Instant.ofEpochSecond(1), Instant.ofEpochSecond(2), 12);
        assertThat(traces).hasSize(1);
        assertThat(asked)
                .containsExactly(
                        "service=checkout&tags={\"shop.run\":\"a-run\"}&start=1000000&end=2000000&limit=12",
                        "service=store+front&tags={\"shop.run\":\"a-run\"}&start=1000000&end=2000000&limit=12");
    }

    @Test
    void beforeTheFirstSpanThereIsNothing() throws Exception {
        assertThat(answering("{\"data\":null}", "").traces("shop.run", "a-run", Instant.EPOCH, Instant.now(), 1))
                .isEmpty();
    }

    @Test
    void anAnswerThatIsNotJaegersIsReported() {
        for (String answer : new String[] {"<html>", "", "{}", "{\"data\":[{}]}"}) {
            assertThatThrownBy(() -> Jaeger.parse(answer)).as(answer).isInstanceOf(IOException.class);
        }
    }

    private Jaeger answering(String services, String traces) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/", exchange -> {
            boolean forServices = exchange.getRequestURI().getPath().equals("/api/services");
            if (!forServices) {
                asked.add(exchange.getRequestURI().getQuery());
            }
            byte[] body = (forServices ? services : traces).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return new Jaeger(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    private static String recorded(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(JaegerTest.class.getResourceAsStream("/jaeger/" + name + ".json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
