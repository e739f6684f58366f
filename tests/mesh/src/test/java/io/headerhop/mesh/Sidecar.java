package io.headerhop.mesh;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.headerhop.mesh.Programs.Envoy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An Envoy in front of a service. */
final class Sidecar implements AutoCloseable {
    private static final Path FOLDER = Path.of("target/sidecars");

    private final Program program;
    private final Map<String, Integer> ports = new HashMap<>();

    private Sidecar(Program program) {
        this.program = program;
    }

    /** @param values what the service's template leaves open */
    static Sidecar start(Envoy envoy, String service, Map<String, ?> values) {
        try {
            Path config = Template.write("/sidecars/" + service + ".yaml", values, FOLDER.resolve(service + ".yaml"));
            Path address = FOLDER.resolve(service + ".address");
            Files.deleteIfExists(address);
            Sidecar sidecar = new Sidecar(Program.start(
                    FOLDER.resolve(service + ".log"),
                    Map.of(),
                    List.of(
                            envoy.path().toString(),
                            "--config-path",
                            config.toString(),
                            "--admin-address-path",
                            address.toString(),
                            "--disable-hot-restart",
                            "--concurrency",
                            "1",
                            "--log-level",
                            "warning")));
            sidecar.program.await("the sidecar of " + service, () -> sidecar.readPorts(address));
            return sidecar;
        } catch (IOException e) {
            throw new IllegalStateException("the sidecar of " + service, e);
        }
    }

    private Map<String, Integer> readPorts(Path address) throws IOException {
        String written = Files.readString(address);
        if (written.isEmpty()) {
            throw new IOException("the address is not written yet");
        }
        URI admin = URI.create("http://" + written + "/");
        if (Http.get(admin.resolve("ready")).statusCode() != 200) {
            throw new IOException("not ready yet");
        }
        JsonObject listeners = Http.json(admin.resolve("listeners?format=json")).getAsJsonObject();
        for (JsonElement listener : listeners.getAsJsonArray("listener_statuses")) {
            JsonObject status = listener.getAsJsonObject();
            JsonObject socket = status.getAsJsonObject("local_address").getAsJsonObject("socket_address");
            ports.put(status.get("name").getAsString(), socket.get("port_value").getAsInt());
        }
        return ports;
    }

    int port(String listener) {
        return ports.get(listener);
    }

    @Override
    public void close() {
        program.close();
    }
}
