// SPDX-License-Identifier: Apache-2.0
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Starts a packaged application, sends it requests, and prints what the service that it calls has received: {@code java
 * Check.java JAVA JAR OPTIONS}. Every fifth request has no headers.
 */
final class Check {
    private static final int REQUESTS = 200;
    private static final int AT_ONCE = 16;
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
    private static final Pattern STARTED = Pattern.compile("Started DemoApplication");

    // Daemons: whatever goes wrong, this program ends.
    private static final ThreadFactory DAEMONS = task -> {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    };

    public static void main(String[] arguments) throws Exception {
        Map<String, String> received = new ConcurrentHashMap<>();
        ExecutorService threads = Executors.newCachedThreadPool(DAEMONS);
        HttpServer called = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 100);
        called.setExecutor(threads);
        called.createContext("/name/", exchange -> {
            String name = exchange.getRequestURI().getPath().substring("/name/".length());
            String id = exchange.getRequestHeaders().getFirst("x-request-id");
            String trace = exchange.getRequestHeaders().getFirst("traceparent");
            received.put(name, id + " " + trace);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        called.start();

        List<String> command = new ArrayList<>(List.of(arguments[0], "-jar", arguments[1]));
        command.addAll(List.of(arguments).subList(2, arguments.length));
        command.add("--server.address=127.0.0.1");
        command.add("--server.port=0");
        command.add("--called=http://127.0.0.1:" + called.getAddress().getPort());
        Process application = new ProcessBuilder(command).redirectErrorStream(true).start();
        CompletableFuture.delayedExecutor(2, TimeUnit.MINUTES).execute(application::destroyForcibly);
        try {
            BufferedReader log = application.inputReader();
            URI greeting = URI.create("http://127.0.0.1:" + portOf(log) + "/greeting/");
            threads.submit(() -> log.lines().forEach(line -> {}));
            System.out.println(send(greeting, received));
        } finally {
            application.destroy();
            called.stop(0);
        }
    }

    /** Waits until the application has started; its log is printed if it does not. */
    private static String portOf(BufferedReader log) throws Exception {
        String port = null;
        StringBuilder read = new StringBuilder();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            read.append(line).append('\n');
            Matcher matcher = PORT.matcher(line);
            if (matcher.find()) {
                port = matcher.group(1);
            }
            if (port != null && STARTED.matcher(line).find()) {
                return port;
            }
        }
        throw new IllegalStateException("it did not start:\n" + read);
    }

    private static String send(URI greeting, Map<String, String> received) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE, DAEMONS);
        List<Future<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(greeting.resolve("n" + i)).timeout(Duration.ofSeconds(30));
            if (i % 5 != 0) {
                request.header("x-request-id", id(i)).header("traceparent", trace(i));
            }
            answers.add(callers.submit(() -> client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode()));
        }
        int right = 0;
        int missing = 0;
        for (int i = 0; i < REQUESTS; i++) {
            if (answers.get(i).get() != 200) {
                throw new IllegalStateException("answered " + answers.get(i).get());
            }
            String expected = i % 5 == 0 ? "null null" : id(i) + " " + trace(i);
            String actual = received.get("n" + i);
            right += expected.equals(actual) ? 1 : 0;
            missing += "null null".equals(actual) && i % 5 != 0 ? 1 : 0;
        }
        return right + " right, " + missing + " missing, " + (REQUESTS - right - missing) + " wrong";
    }

    private static String id(int number) {
        return "f058ebd6-02f7-4d3e-942e-%012x".formatted(number);
    }

    private static String trace(int number) {
        return "00-%032x-%016x-01".formatted(number + 1, number + 1);
    }
}
