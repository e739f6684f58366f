// SPDX-License-Identifier: Apache-2.0
package io.headerhop.contract;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Every kind of response a server can give, each at its own path: for tests that compare clients.
 *
 * <p>A tool of the contracts, and no part of their API.
 */
// Lines of HTTP end in CR and LF.
@SuppressWarnings("StringConcatToTextBlock")
public final class EveryAnswer implements ScriptedServer.Script {
    private final CountDownLatch end;
    private final Map<String, Integer> visits = new ConcurrentHashMap<>();

    /** @param end when the requests held back are answered */
    public EveryAnswer(CountDownLatch end) {
        this.end = end;
    }

    @Override
    public @Nullable String answer(List<String> lines, int numberOnConnection) {
        String[] requestLine = lines.get(0).split(" ");
        String method = requestLine[0];
        String path = requestLine[1];
        int visit = visits.merge(path, 1, Integer::sum);
        String[] parts = path.substring(1).split("/", 3);
        return switch (parts[0]) {
            case "redirect" -> redirect(parts[1], parts.length < 3 ? "" : parts[2], lines);
            case "circle" -> status("302 Found\r\nLocation: " + path);
            case "down" ->
                parts[1].equals("0")
                        ? ok(method, "at the bottom")
                        : status("302 Found\r\nLocation: /down/" + (Integer.parseInt(parts[1]) - 1));
            case "nowhere" -> status("302 Found");
            case "secured" ->
                lines.stream().anyMatch(line -> line.startsWith("authorization: "))
                        ? ok(method, "secret")
                        : status("401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"shop\"");
            case "closed" -> status("401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"shop\"");
            case "unavailable" ->
                visit % 2 == 1
                        ? status("503 Service Unavailable\r\nRetry-After: " + parts[1])
                        : ok(method, "available");
            case "timeout" ->
                visit % 2 == 1 ? status("408 Request Timeout\r\nConnection: close") : ok(method, "in time");
            case "status" -> status(parts[1] + " As asked for");
            case "drop" -> null;
            case "drops-the-second" -> numberOnConnection == 1 ? null : ok(method, "kept");
            case "nonsense" -> "nonsense\r\nConnection: close\r\n\r\n";
            case "short" -> "HTTP/1.1 200 OK\r\nContent-Length: 100\r\nConnection: close\r\n\r\nshort";
            case "cached" ->
                lines.contains("if-none-match: \"1\"")
                        ? "HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n"
                        : ok(method, "fresh", "Cache-Control: max-age=" + parts[1] + "\r\nETag: \"1\"\r\n");
            case "cookie" -> ok(method, "sweet", "Set-Cookie: visit=" + visit + "; Path=/\r\n");
            case "trailers" ->
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: x-sum\r\n\r\n"
                        + "4\r\nbody\r\n0\r\nx-sum: 42\r\n\r\n";
            case "hints" -> "HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n" + ok(method, "hinted");
            // With the frame that closes it.
            case "socket" -> ScriptedServer.upgradeToWebSocket(lines) + "\u0088\u0002\u0003\u00e8";
            case "held" -> {
                awaitEnd();
                yield ok(method, "at last");
            }
            default -> ok(method, "visit " + visit);
        };
    }

    private static String redirect(String status, String to, List<String> lines) {
        String host = lines.stream()
                .filter(line -> line.startsWith("host: "))
                .map(line -> line.substring("host: ".length()))
                .findFirst()
                .orElseThrow();
        String location = switch (to) {
            case "same" -> "/end";
            case "other" -> "http://" + host.replace("127.0.0.1", "localhost") + "/end";
            case "authority" -> "//" + host + "/end";
            case "query" -> "?x=1";
            case "empty" -> "";
            case "ftp" -> "ftp://" + host + "/end";
            case "https" -> "https://" + host + "/end";
            case "broken" -> "http://:::/";
            case "spaces" -> "/e n d?a b";
            default -> throw new IllegalArgumentException(to);
        };
        return status(status + " Redirect\r\nLocation: " + location);
    }

    private static String status(String statusAndHeaders) {
        return ScriptedServer.answer(statusAndHeaders);
    }

    private static String ok(String method, String body) {
        return ok(method, body, "");
    }

    private static String ok(String method, String body, String headers) {
        return "HTTP/1.1 200 OK\r\n" + headers + "Content-Length: " + body.length() + "\r\n\r\n"
                + (method.equals("HEAD") ? "" : body);
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
