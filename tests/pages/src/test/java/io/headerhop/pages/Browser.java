// SPDX-License-Identifier: Apache-2.0
package io.headerhop.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * Chromium without a window, with one page, told what to do over its DevTools protocol. One thread uses it. Where there
 * is none, tests are skipped, unless the variable {@code HEADERHOP_BROWSER} is {@code required}.
 */
final class Browser implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;
    private static final String CONTRASTS = """
            (() => {
              const rgba = color => {
                const parts = color.match(/[\\d.]+/g).map(Number);
                return parts.length === 3 ? [...parts, 1] : parts;
              };
              const light = ([r, g, b]) => {
                const [x, y, z] = [r, g, b].map(c => c / 255)
                  .map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
                return 0.2126 * x + 0.7152 * y + 0.0722 * z;
              };
              const behind = element => {
                for (let e = element; e; e = e.parentElement) {
                  const color = rgba(getComputedStyle(e).backgroundColor);
                  if (color[3] > 0) return color;
                }
                return null;
              };
              const found = [];
              const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              while (texts.nextNode()) {
                const text = texts.currentNode.textContent.trim();
                const element = texts.currentNode.parentElement;
                if (!text || element.closest('style, title')) continue;
                const style = getComputedStyle(element);
                const color = rgba(element instanceof SVGElement ? style.fill : style.color);
                const back = behind(element);
                if (!back) { found.push('no background: ' + text); continue; }
                const [a, b] = [light(color), light(back)].sort((x, y) => y - x);
                const contrast = (a + 0.05) / (b + 0.05);
                found.push(contrast.toFixed(2).padStart(5, '0') + ' ' + text.slice(0, 60));
              }
              return found.sort().join('\\n');
            })()
            """;

    private final Process process;
    private final WebSocket socket;
    private final Messages messages = new Messages();
    private final List<String> problems = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private int lastId;

    private Browser(Process process, URI page) {
        this.process = process;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(page, messages)
                .join();
    }

    /** @param profile an empty folder */
    static Browser open(Path profile) throws Exception {
        Process process = new ProcessBuilder(
                        program().toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--no-first-run",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("said.txt").toFile())
                .start();
        try {
            Browser browser = new Browser(process, pageOf(process, profile));
            for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
                browser.command(domain + ".enable", Map.of());
            }
            return browser;
        } catch (Exception | Error e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static Path program() {
        Optional<Path> program = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
        if (program.isPresent()) {
            return program.get();
        }
        String missing = "there is no chromium, chromium-browser or google-chrome in the PATH";
        if ("required".equals(System.getenv("HEADERHOP_BROWSER"))) {
            throw new AssertionError(missing);
        }
        throw new TestAbortedException(missing);
    }

    /** The address of the one page, once the browser has written where it listens. */
    private static URI pageOf(Process process, Path profile) throws Exception {
        Path port = profile.resolve("DevToolsActivePort");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() - deadline < 0 && process.isAlive()) {
            List<String> lines = Files.exists(port) ? Files.readAllLines(port) : List.of();
            if (lines.size() >= 2) {
                URI list = URI.create("http://127.0.0.1:" + lines.get(0) + "/json/list");
                String targets = HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString())
                        .body();
                for (JsonElement target : JsonParser.parseString(targets).getAsJsonArray()) {
                    if (text(target.getAsJsonObject(), "type").equals("page")) {
                        return URI.create(text(target.getAsJsonObject(), "webSocketDebuggerUrl"));
                    }
                }
            }
            Thread.sleep(20);
        }
        throw new AssertionError(
                "the browser does not listen; it said " + Files.readString(profile.resolve("said.txt")));
    }

    /** Loads a page and waits until it is there, as somebody sees it who prefers these colours. */
    void visit(URI url, int width, int height, boolean dark) throws Exception {
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        JsonObject scheme = new JsonObject();
        scheme.addProperty("name", "prefers-color-scheme");
        scheme.addProperty("value", dark ? "dark" : "light");
        JsonArray features = new JsonArray();
        features.add(scheme);
        command("Emulation.setEmulatedMedia", Map.of("features", features));
        problems.clear();
        requests.clear();
        command("Page.navigate", Map.of("url", url.toString()));
        await(message -> message.has("method") && text(message, "method").equals("Page.loadEventFired"));
    }

    /** What the page has asked for, itself first. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** What the browser has found wrong, its policy for content included. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** For each text on the page its contrast to what is behind it, as {@code 07.25 the text}, the lowest first. */
    List<String> contrasts() throws Exception {
        return evaluate(CONTRASTS).getAsString().lines().toList();
    }

    JsonElement evaluate(String script) throws Exception {
        JsonObject answer = command("Runtime.evaluate", Map.of("expression", script, "returnByValue", true));
        assertThat(answer.has("exceptionDetails")).as(answer.toString()).isFalse();
        return answer.getAsJsonObject("result").get("value");
    }

    /** A picture of the page, no higher than this. */
    byte[] picture(int maxHeight, int scale) throws Exception {
        int width = evaluate("innerWidth").getAsInt();
        int height = Math.min(
                maxHeight, evaluate("document.documentElement.scrollHeight").getAsInt());
        JsonObject clip = new JsonObject();
        clip.addProperty("x", 0);
        clip.addProperty("y", 0);
        clip.addProperty("width", width);
        clip.addProperty("height", height);
        clip.addProperty("scale", scale);
        JsonObject answer = command("Page.captureScreenshot", Map.of("clip", clip, "captureBeyondViewport", true));
        return Base64.getDecoder().decode(text(answer, "data"));
    }

    private JsonObject command(String method, Map<String, Object> parameters) throws Exception {
        int id = ++lastId;
        JsonObject command = new JsonObject();
        command.addProperty("id", id);
        command.addProperty("method", method);
        command.add("params", new Gson().toJsonTree(parameters));
        socket.sendText(command.toString(), true).join();
        JsonObject answer =
                await(message -> message.has("id") && message.get("id").getAsInt() == id);
        assertThat(answer.has("error")).as(method + ": " + answer).isFalse();
        return answer.getAsJsonObject("result");
    }

    private JsonObject await(Predicate<JsonObject> expected) throws InterruptedException {
        while (true) {
            String text = messages.received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(text).as("an answer of the browser").isNotNull();
            JsonObject message = JsonParser.parseString(text).getAsJsonObject();
            listen(message);
            if (expected.test(message)) {
                return message;
            }
        }
    }

    private void listen(JsonObject message) {
        String method = message.has("method") ? text(message, "method") : "";
        switch (method) {
            case "Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded" ->
                problems.add(message.get("params").toString());
            case "Network.requestWillBeSent" ->
                requests.add(text(message.getAsJsonObject("params").getAsJsonObject("request"), "url"));
            default -> {}
        }
    }

    private static String text(JsonObject object, String name) {
        return object.get(name).getAsString();
    }

    @Override
    public void close() throws InterruptedException, IOException {
        socket.sendText("{\"id\":0,\"method\":\"Browser.close\"}", true);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    private static final class Messages implements WebSocket.Listener {
        private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                received.add(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}
