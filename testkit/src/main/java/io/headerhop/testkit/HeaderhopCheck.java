// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

import io.headerhop.HeaderNames;
import io.headerhop.HeaderPropagation;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The same check from the command line. Exits with 0 if all is well, 1 if not, 2 if there is no verdict. */
final class HeaderhopCheck {
    private static final String USAGE = """
            Sends requests with mesh headers to a service, and checks the headers of the calls that it makes.

            headerhop-check --send URL --listen PORT [options]

              --send URL          where the service is called; {id} in it is another word in every request
              --listen PORT       stands in here, on all addresses, for what the service calls
              --requests N        how many in all: 200
              --concurrency N     how many at once, after the first ones: 16
              --headers LIST      which headers: istio. For instance istio,x-canary or w3c,x-request-id
              --html FILE         writes a page with a picture of which call got what
              --method METHOD     another method than GET
              --data BODY         a body; {id} in it is another word in every request
              --header 'NAME: V'  a header that the service needs; repeatable
              --answer BODY       what the calls are answered with, by 200 and application/json: {}
              --timeout SECONDS   how long a request may take: 30
              --patience SECONDS  how long to wait for a call that should have come: 2
              --wait SECONDS      how long to wait at first for an answer that is a success, where the service is only
                                  starting: 0
              --ignore PATH       calls that the service makes on its own, such as /health or '/metrics/**'; repeatable
              --expect CALL       a call that has to come, such as 'GET /prices/*'; repeatable
                                  in both, * stands for anything but a slash, ** at the end for whatever follows
              --allow-new-spans   for a service with a tracer: its calls may have other span ids
              --allow-all-headers for a gateway: it may pass on cookies and what is on no list
              --help              this text

            Exits with 0 if every call had every header of its request once and none that it must not have, with 1 if
            not, with 2 if the check could not begin or did not end.
            """;

    private @Nullable String send;
    private int listen = -1;
    private int requests = 200;
    private int concurrency = 16;
    private HeaderNames names = HeaderNames.istio();
    private String method = "GET";
    private @Nullable String data;
    private @Nullable Path html;
    private String answer = "{}";
    private Duration timeout = Duration.ofSeconds(30);
    private Duration patience = Duration.ofSeconds(2);
    private Duration wait = Duration.ZERO;
    private final List<String> ignored = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();
    private boolean newSpans;
    private boolean allHeaders;
    private final List<String[]> ownHeaders = new ArrayList<>();

    private HeaderhopCheck() {}

    /** What {@code --help} says. */
    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(System.out, System.err, arguments));
    }

    static int run(PrintStream out, PrintStream err, String... arguments) throws InterruptedException {
        if (List.of(arguments).contains("--help")) {
            out.print(USAGE);
            return 0;
        }
        try {
            HeaderhopCheck check = new HeaderhopCheck();
            check.read(List.of(arguments).iterator());
            return check.run(out, err);
        } catch (IllegalArgumentException | UncheckedIOException e) {
            err.println("headerhop-check: " + e.getMessage());
            err.println("headerhop-check --help says more.");
            return 2;
        } catch (RuntimeException | Error e) {
            // Else the JVM would exit with 1, as if something were wrong with the service.
            err.println("headerhop-check has failed itself:");
            e.printStackTrace(err);
            return 2;
        }
    }

    private void read(Iterator<String> arguments) {
        while (arguments.hasNext()) {
            String option = arguments.next();
            switch (option) {
                case "--send" -> send = value(option, arguments);
                case "--listen" -> listen = number(option, arguments, 0, 65_535);
                case "--requests" -> requests = number(option, arguments, 6, 100_000);
                case "--concurrency" -> concurrency = number(option, arguments, 1, 1000);
                case "--headers" -> names = names(value(option, arguments));
                case "--html" -> html = Path.of(value(option, arguments));
                case "--method" -> method = value(option, arguments);
                case "--data" -> data = value(option, arguments);
                case "--header" -> ownHeaders.add(header(value(option, arguments)));
                case "--answer" -> answer = value(option, arguments);
                case "--timeout" -> timeout = Duration.ofSeconds(number(option, arguments, 1, 3600));
                case "--patience" -> patience = Duration.ofSeconds(number(option, arguments, 1, 600));
                case "--wait" -> wait = Duration.ofSeconds(number(option, arguments, 0, 3600));
                case "--ignore" -> ignored.add(value(option, arguments));
                case "--expect" -> expected.add(value(option, arguments));
                case "--allow-new-spans" -> newSpans = true;
                case "--allow-all-headers" -> allHeaders = true;
                default -> throw new IllegalArgumentException("no such option: " + option);
            }
        }
        if (send == null || listen < 0) {
            throw new IllegalArgumentException("--send and --listen are needed");
        }
    }

    private static String value(String option, Iterator<String> arguments) {
        String value = arguments.hasNext() ? arguments.next() : "--";
        if (value.startsWith("--")) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return value;
    }

    private static int number(String option, Iterator<String> arguments, int least, int most) {
        String value = value(option, arguments);
        if (value.matches("\\d{1,9}")) {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new IllegalArgumentException(
                "%s needs a number from %d to %d, not %s".formatted(option, least, most, value));
    }

    private static HeaderNames names(String list) {
        try {
            return HeaderPropagation.from(setting -> setting.equals("headerhop.headers") ? list : null)
                    .names();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    String.valueOf(e.getMessage()).replace("headerhop.headers", "--headers"), e);
        }
    }

    private static String[] header(String line) {
        int colon = line.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("--header needs a name and a value: 'accept: text/plain', not " + line);
        }
        return new String[] {
            line.substring(0, colon).strip(), line.substring(colon + 1).strip()
        };
    }

    private int run(PrintStream out, PrintStream err) throws InterruptedException {
        HeaderCheck check = HeaderCheck.of(String.valueOf(send))
                .requests(requests)
                .concurrency(concurrency)
                .headers(names)
                .method(method, data)
                .patience(timeout, patience)
                .ignoring(ignored.toArray(String[]::new))
                .expecting(expected.toArray(String[]::new));
        for (String[] header : ownHeaders) {
            check = check.header(header[0], header[1]);
        }
        if (newSpans) {
            check = check.allowingNewSpans();
        }
        if (allHeaders) {
            check = check.allowingAllHeaders();
        }
        if (html != null) {
            // Now, and not when the check has run for minutes.
            write(html, "");
        }
        try (Downstream downstream = Downstream.start(new InetSocketAddress(listen))) {
            if (listen == 0) {
                out.println("Listening on port " + downstream.port());
            }
            downstream.answer(200, answer);
            check.awaitSuccess(wait);
            CheckReport report = check.run(downstream);
            out.print(report);
            if (html != null) {
                try {
                    write(html, report.html());
                    out.println("Report: " + html.toAbsolutePath().toUri());
                } catch (UncheckedIOException e) {
                    // The verdict is there.
                    err.println("headerhop-check: " + e.getMessage());
                }
            }
            return report.passed() ? 0 : 1;
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e, e);
        }
    }
}
