// SPDX-License-Identifier: Apache-2.0
package io.headerhop.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.orders.Orders;
import com.sun.net.httpserver.HttpServer;
import io.headerhop.PropagationStatus;
import io.headerhop.testkit.Check;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The status page of a service that loses headers, and the report on a service that does, in a real browser. The
 * pictures are in {@code target/pages}; {@code tests/pages/pictures} puts them into the documentation.
 */
class PagesTest {
    /** What WCAG asks for at level AA. */
    private static final double READABLE = 4.5;

    private static final Path PICTURES = Path.of("target/pages");

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path folder;

    private static Browser browser;
    private static Orders orders;
    private static URI report;

    @BeforeAll
    static void open() throws Exception {
        browser = Browser.open(Files.createDirectory(folder.resolve("profile")));
        Files.createDirectories(PICTURES);
        orders = Orders.open();
        assertThat(get(orders.url("/shop/order"))).isEqualTo(200);
        orders.refreshPrices();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (PropagationStatus.now().lostCalls().size() < 3 && System.nanoTime() - deadline < 0) {
            Thread.sleep(10);
        }
        report = reportOnAServiceThatLosesHeaders();
    }

    @AfterAll
    static void close() throws Exception {
        if (orders != null) {
            orders.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"960, light", "960, dark", "360, light", "360, dark"})
    void theStatusPageCanBeRead(int width, String colours) throws Exception {
        URI page = orders.url("/shop/headerhop");
        canBeRead(page, width, colours, "status-page");
        String text = browser.evaluate("document.body.innerText").getAsString();
        assertThat(text)
                .containsSubsequence(
                        "at 2 places in the code",
                        "Headers probably lost",
                        "Calls of no request",
                        "a recurring task",
                        "Outbound calls",
                        "OkHttp");
        assertThat(text.substring(0, text.indexOf("Calls of no request")))
                .contains(
                        "com.example.orders.Orders",
                        "to inventory by OkHttp on thread reservations-1",
                        "to payment by OkHttp on thread",
                        "submit through CapturedHeaders.propagating(pool)")
                .doesNotContain("prices");
    }

    /** Only where {@code tests/pages/pictures} asks for it. */
    @ParameterizedTest
    @EnabledIfSystemProperty(named = "pictures", matches = ".+")
    @ValueSource(booleans = {false, true})
    void thePicturesOfTheDocumentation(boolean dark) throws Exception {
        browser.visit(orders.url("/shop/headerhop"), 760, 800, dark);
        int height = browser.evaluate("[...document.querySelectorAll('h2')]"
                        + ".find(h => h.innerText == 'Installed').getBoundingClientRect().top")
                .getAsInt();
        Files.write(
                Path.of(System.getProperty("pictures"), dark ? "status-page-dark.png" : "status-page.png"),
                SmallPicture.of(browser.picture(height, 2)));
    }

    @ParameterizedTest
    @CsvSource({"1120, light", "1120, dark", "360, light", "360, dark"})
    void theReportCanBeRead(int width, String colours) throws Exception {
        canBeRead(report, width, colours, "report");
    }

    /** What scrolls fades out at its edge as long as there is more to come, and then no longer. */
    @Test
    void theReportsFadingEdgeCoversNothingAtTheEnd() throws Exception {
        browser.visit(report, 360, 800, false);
        String scrolling = "[...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth)";
        assertThat(browser.evaluate(scrolling + ".length").getAsInt()).isGreaterThanOrEqualTo(2);
        String right = ".getBoundingClientRect().right";
        String covered = ".filter(e => e.firstElementChild" + right + " > e" + right
                + " - parseFloat(getComputedStyle(e, '::after').width) + 1).length";
        assertThat(browser.evaluate(scrolling + covered).getAsInt()).isGreaterThanOrEqualTo(2);
        browser.evaluate(scrolling + ".forEach(e => e.scrollLeft = 1e6)");
        assertThat(browser.evaluate(scrolling + covered).getAsInt()).isZero();
    }

    private static void canBeRead(URI page, int width, String colours, String name) throws Exception {
        boolean dark = colours.equals("dark");
        browser.visit(page, width, 800, dark);
        byte[] picture = browser.picture(4000, 1);
        Files.write(PICTURES.resolve(name + "-" + colours + "-" + width + ".png"), picture);
        assertThat(browser.problems()).isEmpty();
        assertThat(browser.requests()).containsExactly(page.toString());
        assertThat(browser.evaluate("document.documentElement.scrollWidth").getAsInt())
                .as("the page must not scroll sideways")
                .isEqualTo(width);
        assertThat(browser.contrasts())
                .isNotEmpty()
                .allSatisfy(contrast -> assertThat(Double.parseDouble(contrast.substring(0, 5)))
                        .as(contrast)
                        .isGreaterThanOrEqualTo(READABLE));
        BufferedImage drawn = ImageIO.read(new ByteArrayInputStream(picture));
        assertThat(drawn.getWidth()).isEqualTo(width);
        int corner = drawn.getRGB(2, 2) & 0xff;
        if (dark) {
            assertThat(corner).isLessThan(60);
        } else {
            assertThat(corner).isGreaterThan(230);
        }
    }

    /** Shows that the tests above can fail. */
    @Test
    void theBrowserNoticesWhatIsWrong() throws Exception {
        Path page = folder.resolve("wrong.html");
        Files.writeString(page, """
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'">
                <body bgcolor="white"><p><font color="#999999">hardly to be read</font></p>
                <img src="http://127.0.0.1:9/picture.png" width="2000" height="1">
                """);
        browser.visit(page.toUri(), 360, 800, false);
        assertThat(browser.problems()).anyMatch(problem -> problem.contains("Content Security Policy"));
        assertThat(browser.contrasts()).containsExactly("02.85 hardly to be read");
        assertThat(browser.evaluate("document.documentElement.scrollWidth").getAsInt())
                .isGreaterThan(2000);
    }

    private static URI reportOnAServiceThatLosesHeaders() throws Exception {
        int port = freePort();
        HttpServer service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService threads = Executors.newFixedThreadPool(16);
        service.setExecutor(threads);
        service.createContext("/", exchange -> {
            String id = exchange.getRequestHeaders().getFirst("x-request-id");
            HttpRequest.Builder price = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/price"));
            exchange.getRequestHeaders().forEach((name, values) -> {
                if (name.toLowerCase(Locale.ROOT).matches("x-request-id|x-b3-.*|b3|traceparent|tracestate")) {
                    values.forEach(value -> price.header(name, value));
                }
            });
            CLIENT.sendAsync(price.build(), BodyHandlers.discarding()).join();
            // Every fourth loses them.
            boolean lost = id != null && id.hashCode() % 4 == 0;
            HttpRequest.Builder stock = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/stock"));
            if (id != null && !lost) {
                stock.header("x-request-id", id);
            }
            CLIENT.sendAsync(stock.build(), BodyHandlers.discarding()).join();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        service.start();
        Path html = folder.resolve("report.html");
        try {
            String said = Check.run(
                    "--send",
                    "http://127.0.0.1:" + service.getAddress().getPort() + "/order",
                    "--listen",
                    String.valueOf(port),
                    "--requests",
                    "60",
                    "--html",
                    html.toString());
            assertThat(html).as(said).exists();
        } finally {
            service.stop(0);
            threads.shutdownNow();
        }
        return html.toUri();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static int get(URI url) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
        connection.setRequestProperty("x-request-id", "7b1f4d8e-0000-4000-8000-000000000001");
        connection.setRequestProperty("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        return connection.getResponseCode();
    }
}
