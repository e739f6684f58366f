package io.headerhop.mesh;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Zipkin of the tests' own, started by the first that wants it. */
final class Zipkin implements TraceStore {
    private static Zipkin instance;

    private final int port;

    private Zipkin(int port) {
        this.port = port;
        Program program = Program.start(
                Path.of("target/zipkin/zipkin.log"),
                Map.of(),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        // Zipkin itself knows of no address to listen on; the server inside it does.
                        "-Darmeria.ports[0].address=127.0.0.1",
                        "-Darmeria.ports[0].port=" + port,
                        "-Darmeria.ports[0].protocols[0]=http",
                        "-jar",
                        "target/zipkin/zipkin.jar"));
        program.await("Zipkin", () -> Http.json(Http.uri(port, "/health")));
    }

    static synchronized Zipkin instance() {
        if (instance == null) {
            instance = new Zipkin(FreePort.any());
        }
        return instance;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public List<Span> spans(String path) throws IOException {
        String query = URLEncoder.encode("path=" + path, StandardCharsets.UTF_8);
        List<Span> spans = new ArrayList<>();
        for (JsonElement trace : Http.json(Http.uri(port, "/api/v2/traces?limit=100&annotationQuery=" + query))
                .getAsJsonArray()) {
            for (JsonElement span : trace.getAsJsonArray()) {
                spans.add(span(span.getAsJsonObject()));
            }
        }
        return spans;
    }

    private static Span span(JsonObject json) {
        return new Span(
                json.get("traceId").getAsString(),
                json.get("id").getAsString(),
                Optional.ofNullable(json.get("parentId")).map(JsonElement::getAsString),
                json.getAsJsonObject("localEndpoint").get("serviceName").getAsString(),
                json.get("kind").getAsString());
    }
}
