// SPDX-License-Identifier: Apache-2.0
package io.headerhop.contract;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * For what an ordinary HTTP server does not do: drop connections, act as a proxy, upgrade to an endless WebSocket.
 * Answers each request as told and records its lines as received, with any body as the last one.
 *
 * <p>A tool of the contracts, and no part of their API.
 */
// The number of an address, which is looked up nowhere.
@SuppressWarnings("AddressSelection")
public final class ScriptedServer implements AutoCloseable {
    private final ServerSocket socket;
    private final Script script;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<List<String>> requests = new CopyOnWriteArrayList<>();

    /** What to answer to a request, given its number on the connection, from 0. Null drops the connection. */
    @FunctionalInterface
    public interface Script {
        @Nullable String answer(List<String> lines, int numberOnConnection);
    }

    public ScriptedServer(Script script) throws IOException {
        this.script = script;
        socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        threads.execute(this::accept);
    }

    public int port() {
        return socket.getLocalPort();
    }

    public String url(String host, String path) {
        return "http://" + host + ":" + port() + path;
    }

    /** The lines of each request, oldest first; header names in lower case. */
    public List<List<String>> requests() {
        return requests;
    }

    public static String answer(String statusAndHeaders) {
        return "HTTP/1.1 " + statusAndHeaders + "\r\nContent-Length: 0\r\n\r\n";
    }

    /** The answer of RFC 6455, section 4.2.2, to these lines. */
    public static String upgradeToWebSocket(List<String> lines) {
        String key = lines.stream()
                .filter(line -> line.startsWith("sec-websocket-key: "))
                .map(line -> line.substring("sec-websocket-key: ".length()))
                .findFirst()
                .orElseThrow();
        return "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Accept: " + accept(key) + "\r\n\r\n";
    }

    private static String accept(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = socket.accept();
                threads.execute(() -> serve(connection));
            }
        } catch (SocketException closed) {
            // the end of the test
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
            for (int number = 0; ; number++) {
                List<String> lines = new ArrayList<>();
                for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                    lines.add(lines.isEmpty() ? line : lowerCaseName(line));
                }
                if (lines.isEmpty()) {
                    return;
                }
                char[] body = new char[contentLength(lines)];
                for (int read = 0; read < body.length; ) {
                    int more = in.read(body, read, body.length - read);
                    if (more < 0) {
                        return;
                    }
                    read += more;
                }
                if (body.length > 0) {
                    lines.add(new String(body));
                }
                requests.add(lines);
                String answer = script.answer(lines, number);
                if (answer == null) {
                    return;
                }
                connection.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                if (answer.contains("Connection: close")) {
                    return;
                }
                if (answer.startsWith("HTTP/1.1 101")) {
                    // From here until the client disconnects, it is not HTTP.
                    while (in.read() >= 0) {}
                    return;
                }
            }
        } catch (IOException theClientIsGone) {
            // what was received is remembered
        }
    }

    private static int contentLength(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("content-length: "))
                .mapToInt(line -> Integer.parseInt(line.substring("content-length: ".length())))
                .findFirst()
                .orElse(0);
    }

    private static String lowerCaseName(String line) {
        int colon = line.indexOf(':');
        return line.substring(0, colon).toLowerCase(Locale.ROOT) + line.substring(colon);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }
}
