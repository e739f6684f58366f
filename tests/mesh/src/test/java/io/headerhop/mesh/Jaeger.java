package io.headerhop.mesh;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** A Jaeger of the tests' own, started by the first that wants it. */
final class Jaeger implements TraceStore {
    private static Jaeger instance;

    private final int port;
    private final int api;

    private Jaeger(int port, int api) {
        this.port = port;
        this.api = api;
        Path folder = Path.of("target/jaeger");
        Path config = Template.write("/jaeger.yaml", Map.of("spans", port, "api", api), folder.resolve("jaeger.yaml"));
        Program program = Program.start(
                folder.resolve("jaeger.log"),
                // Or it sends spans about itself to wherever OTLP is usually taken.
                Map.of("OTEL_TRACES_SAMPLER", "always_off"),
                List.of(Programs.jaeger().toString(), "--config", config.toString()));
        program.await("Jaeger", () -> Http.json(Http.uri(api, "/api/services")));
        program.await("Jaeger", () -> Http.get(Http.uri(port, "/")));
    }

    static synchronized Jaeger instance() {
        if (instance == null) {
            instance = new Jaeger(FreePort.any(), FreePort.any());
        }
        return instance;
    }

    @Override
    public int port() {
        return port;
    }

    /** Its API wants the name of a service, and returns whole traces in which that service has such a span. */
    @Override
    public List<Span> spans(String path) throws IOException {
        String tags = URLEncoder.encode("{\"path\":\"" + path + "\"}", StandardCharsets.UTF_8);
        List<Span> spans = new ArrayList<>();
        for (String service : Services.NAMES) {
            String query = "?limit=100&lookback=1h&service=" + service + "&tags=" + tags;
            for (JsonElement trace : Http.json(Http.uri(api, "/api/traces" + query))
                    .getAsJsonObject()
                    .getAsJsonArray("data")) {
                JsonObject processes = trace.getAsJsonObject().getAsJsonObject("processes");
                for (JsonElement span : trace.getAsJsonObject().getAsJsonArray("spans")) {
                    spans.add(span(span.getAsJsonObject(), processes));
                }
            }
        }
        return spans.stream().distinct().toList();
    }

    private static Span span(JsonObject json, JsonObject processes) {
        String process = json.get("processID").getAsString();
        return new Span(
                json.get("traceID").getAsString(),
                json.get("spanID").getAsString(),
                StreamSupport.stream(json.getAsJsonArray("references").spliterator(), false)
                        .map(reference ->
                                reference.getAsJsonObject().get("spanID").getAsString())
                        .findFirst(),
                processes.getAsJsonObject(process).get("serviceName").getAsString(),
                tag(json, "span.kind").orElseThrow().toUpperCase(Locale.ROOT));
    }

    private static Optional<String> tag(JsonObject span, String key) {
        return StreamSupport.stream(span.getAsJsonArray("tags").spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .filter(tag -> tag.get("key").getAsString().equals(key))
                .map(tag -> tag.get("value").getAsString())
                .findFirst();
    }
}
