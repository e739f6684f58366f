// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

import static io.headerhop.testkit.SmallService.copy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line. */
class HeaderhopCheckTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    @Test
    void endsWith0IfAllIsWell() throws Exception {
        int port = freePort();
        try (SmallService service = SmallService.start(
                4, exchange -> SmallService.call("http://localhost:" + port, copy(exchange, SmallService.NAMES)))) {
            int exit = run("--send", service.url("/orders?{id}"), "--listen", "" + port, "--requests", "20");
            assertThat(said(out))
                    .contains("20 requests, 6 of them alone and 14 with up to 16 at once")
                    .contains("PASSED");
            assertThat(exit).isZero();
        }
    }

    @Test
    void endsWith1IfNotAndWritesAPage() throws Exception {
        int port = freePort();
        Path page = directory.resolve("report.html");
        try (SmallService service = SmallService.start(
                4,
                exchange -> SmallService.call(
                        "http://localhost:" + port + "/%3Cstock%3E", copy(exchange, List.of("x-request-id"))))) {
            int exit = run(
                    "--send",
                    service.url("/orders"),
                    "--listen",
                    "" + port,
                    "--requests",
                    "20",
                    "--headers",
                    "x-request-id,x-canary",
                    "--html",
                    page.toString());
            assertThat(exit).isEqualTo(1);
            assertThat(said(out)).contains("1. missing x-canary", "FAILED: 1 finding.", "Report: file:");
        }
        assertThat(Files.readString(page))
                .contains("<title>Headerhop check</title>", "x-canary", "request 1: GET /%3Cstock%3E")
                .doesNotContain("<script", "src=", "href=");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --listen 9999                                        | --send and --listen are needed
                    --send ftp://service --listen 0                      | not a URL that a request can be sent to: ftp://service
                    --send http://service --listen many                  | --listen needs a number from 0 to 65535, not many
                    --send http://service --listen 0 --requests 3        | --requests needs a number from 6 to 100000, not 3
                    --send http://service --listen 0 --headers zipkin    | --headers: 'zipkin'
                    --send http://service --listen 0 --header accept     | --header needs a name and a value
                    --send http://service --listen 0 --loud              | no such option: --loud
                    --send http://service --listen 0 --expect /stock     | not a method and a path, with one blank between them, as in 'GET /prices/*': '/stock'
                    --send http://service --listen 0 --ignore /a/**/b    | not a path: '/a/**/b'. It begins with a slash and has no query; * stands
                    --send http://service --listen                       | --listen needs a value
                    --send --listen 9999                                 | --send needs a value
                    --send http://my_service --listen 0                  | Java sends nothing to a host whose name has an underscore
                    --send http://service --listen 0 --html /no/such/page.html | cannot write /no/such/page.html: java.nio.file.NoSuchFileException
                    """)
    void endsWith2IfItCannotBeginAndSaysWhy(String arguments, String why) throws Exception {
        assertThat(run(arguments.split(" +"))).isEqualTo(2);
        assertThat(said(err)).startsWith("headerhop-check: " + why);
        assertThat(said(out)).isEmpty();
    }

    @Test
    void sendsWhatTheServiceNeeds() throws Exception {
        int port = freePort();
        try (SmallService service = SmallService.start(4, exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(exchange.getRequestMethod() + ' ' + body).matches("PUT order hh\\w+");
            assertThat(exchange.getRequestHeaders().get("accept")).containsExactly("a/b", "c/d");
            SmallService.call("http://localhost:" + port + "/health", List.of());
            String stock =
                    SmallService.answer("http://localhost:" + port + "/stock", copy(exchange, SmallService.NAMES));
            assertThat(stock).isEqualTo("[7]");
        })) {
            int exit = run(
                    "--send",
                    service.url("/orders"),
                    "--listen",
                    "" + port,
                    "--requests",
                    "12",
                    "--method",
                    "PUT",
                    "--data",
                    "order {id}",
                    "--header",
                    "accept: a/b",
                    "--header",
                    "accept: c/d",
                    "--answer",
                    "[7]",
                    "--timeout",
                    "20",
                    "--patience",
                    "3",
                    "--ignore",
                    "/health",
                    "--expect",
                    "GET /stock",
                    "--allow-new-spans",
                    "--allow-all-headers");
            assertThat(said(out)).contains("PASSED");
            assertThat(exit).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"30, 0", "0, 1"})
    void canWaitForAServiceThatIsOnlyStarting(int seconds, int expected) throws Exception {
        int port = freePort();
        AtomicInteger requests = new AtomicInteger();
        try (SmallService service = SmallService.start(4, exchange -> {
            int request = requests.incrementAndGet();
            SmallService.call(
                    "http://localhost:" + port, request == 2 ? List.of() : copy(exchange, SmallService.NAMES));
            if (request <= 2) {
                throw new IllegalStateException("not ready");
            }
        })) {
            int exit = run(
                    "--send",
                    service.url("/orders"),
                    "--listen",
                    "" + port,
                    "--requests",
                    "12",
                    "--wait",
                    "" + seconds);
            assertThat(exit).as(said(out)).isEqualTo(expected);
        }
    }

    @Test
    void aReportIsInAscii() throws Exception {
        int port = freePort();
        try (SmallService service = SmallService.start(
                4, exchange -> SmallService.call("http://localhost:" + port, copy(exchange, List.of("b3"))))) {
            run("--send", service.url("/orders"), "--listen", "" + port, "--requests", "12");
            assertThat(said(out)).matches("\\p{ASCII}*");
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            assertThat(run("--send", "http://localhost:1", "--listen", "" + taken.getLocalPort()))
                    .isEqualTo(2);
            assertThat(said(err)).contains("cannot listen on").contains(":" + taken.getLocalPort());
        }
    }

    @Test
    void aPageThatCannotBeWrittenInTheEndDoesNotChangeTheVerdict() throws Exception {
        int port = freePort();
        Path page = Files.createDirectory(directory.resolve("pages")).resolve("report.html");
        try (SmallService service = SmallService.start(4, exchange -> {
            Files.deleteIfExists(page);
            Files.deleteIfExists(page.getParent());
            SmallService.call("http://localhost:" + port, copy(exchange, SmallService.NAMES));
        })) {
            int exit = run(
                    "--send",
                    service.url("/orders"),
                    "--listen",
                    "" + port,
                    "--requests",
                    "6",
                    "--html",
                    page.toString());
            assertThat(said(out)).contains("PASSED").doesNotContain("Report:");
            assertThat(said(err)).startsWith("headerhop-check: cannot write " + page);
            assertThat(exit).isZero();
        }
    }

    @Test
    void aFaultOfItsOwnIsNoVerdictOnTheService() throws Exception {
        PrintStream broken = new PrintStream(out, true, StandardCharsets.UTF_8) {
            @Override
            public void println(String line) {
                throw new IllegalStateException("broken");
            }
        };
        int exit = HeaderhopCheck.run(
                broken,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                "--send",
                "http://localhost:1",
                "--listen",
                "0");
        assertThat(exit).isEqualTo(2);
        assertThat(said(err)).contains("IllegalStateException: broken");
    }

    @Test
    void saysWhatItCanDo() throws Exception {
        assertThat(run("--help")).isZero();
        assertThat(said(out)).contains("--send URL", "--listen PORT", "--html FILE");
    }

    private int run(String... arguments) throws InterruptedException {
        return HeaderhopCheck.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments);
    }

    private static String said(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
