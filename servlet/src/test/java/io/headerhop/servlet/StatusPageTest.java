// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.contract.Headers;
import io.headerhop.servlet.contract.JettyServer;
import io.headerhop.spi.Address;
import io.headerhop.spi.HeaderWriter;
import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The status page in a real browser. The pictures are in {@code target/status-page}. */
class StatusPageTest {
    private static final int DARK = 100;
    private static final int LIGHT = 200;

    @ParameterizedTest
    @CsvSource({"light, 1200", "dark, 500"})
    void isDrawnInTheColoursThatTheReaderPrefers(String colours, int width, @TempDir Path profile) throws Exception {
        Path picture = Path.of("target/status-page", colours + "-" + width + ".png");
        Files.createDirectories(picture.getParent());
        visit(
                profile,
                "--blink-settings=preferredColorScheme=" + (colours.equals("dark") ? 0 : 1),
                "--window-size=" + width + ",1600",
                "--screenshot=" + picture.toAbsolutePath());
        BufferedImage page = ImageIO.read(picture.toFile());
        assertThat(page.getWidth()).isEqualTo(width);
        int background = brightness(page.getRGB(2, 2));
        if (colours.equals("dark")) {
            assertThat(background).isLessThan(DARK);
        } else {
            assertThat(background).isGreaterThan(LIGHT);
        }
        // There is something to read.
        assertThat(Arrays.stream(page.getRGB(0, 0, width, 400, null, 0, width))
                        .map(StatusPageTest::brightness)
                        .filter(brightness -> Math.abs(brightness - background) > 100)
                        .count())
                .isGreaterThan(500);
    }

    @Test
    void theBrowserFindsNothingWrong(@TempDir Path profile) throws Exception {
        String said = visit(profile, "--enable-logging=stderr", "--v=0", "--dump-dom");
        assertThat(said)
                .contains("<h1>Headerhop</h1>", "servlet filter", "inventory.example.com")
                .doesNotContain("CONSOLE", "Refused to");
    }

    private static String visit(Path profile, String... options) throws Exception {
        Optional<Path> browser = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(browser.isPresent(), "no Chromium in the PATH");
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServletContainerInitializer(new HeaderPropagationInitializer());
        context.addServlet(new ServletHolder(HeaderPropagationStatusServlet.loopbackOnly()), "/headerhop");
        try (JettyServer server = JettyServer.start(2, context)) {
            loseTheHeadersOfACall();
            List<String> command = new ArrayList<>(List.of(
                    browser.get().toString(),
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--hide-scrollbars",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--user-data-dir=" + profile));
            command.addAll(List.of(options));
            command.add(server.uri().resolve("/headerhop").toString());
            Path said = profile.resolve("said.txt");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError("the browser has not ended; it said " + Files.readString(said));
            }
            return Files.readString(said);
        }
    }

    /** So that the page has something to say. */
    private static void loseTheHeadersOfACall() {
        Headers.ofRequest(1);
        Adapters.inject(
                CapturedHeaders.none(),
                Address.of("http", "inventory.example.com", -1),
                new TreeMap<>(),
                RequestWriter.INSTANCE);
    }

    private enum RequestWriter implements HeaderWriter<Map<String, String>> {
        INSTANCE;

        @Override
        public String client() {
            return "OkHttp";
        }

        @Override
        public void forEach(Map<String, String> request, BiConsumer<String, String> line) {
            request.forEach(line);
        }

        @Override
        public void add(Map<String, String> request, String name, String value) {
            request.put(name, value);
        }

        @Override
        public void remove(Map<String, String> request, String name) {
            request.remove(name);
        }
    }

    private static int brightness(int rgb) {
        return ((rgb >> 16 & 0xff) + (rgb >> 8 & 0xff) + (rgb & 0xff)) / 3;
    }
}
