// SPDX-License-Identifier: Apache-2.0
package io.headerhop.contract;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An HTTP/1.1 client that sends exactly the header lines it is given: repeated, in upper or lower case, malformed, or
 * as several requests at once on one connection.
 *
 * <p>A tool of the contracts, and no part of their API.
 */
public final class RawHttp implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    private RawHttp(URI server) throws IOException {
        socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(20_000);
        in = new BufferedInputStream(socket.getInputStream());
    }

    public static RawHttp connect(URI server) throws IOException {
        return new RawHttp(server);
    }

    /** Sends one GET on its own connection. */
    public static Answer get(URI uri, String... headerLines) throws IOException {
        try (RawHttp connection = connect(uri)) {
            connection.send("GET", uri.getRawPath(), headerLines);
            return connection.answer();
        }
    }

    public record Answer(int status, List<String> headerLines, String body) {}

    public void send(String method, String path, String... headerLines) throws IOException {
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String line : headerLines) {
            request.append(line).append("\r\n");
        }
        write(request.append("\r\n").toString());
    }

    /** Sends these characters, one byte each. */
    public void write(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** Reads the next response of this connection. */
    public Answer answer() throws IOException {
        String statusLine = line();
        List<String> headerLines = new ArrayList<>();
        int length = -1;
        boolean chunked = false;
        for (String line = line(); !line.isEmpty(); line = line()) {
            headerLines.add(line);
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = length(lower.substring("content-length:".length()).strip());
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
        }
        int status = Integer.parseInt(statusLine.split(" ")[1]);
        String body = chunked ? chunks() : text(status == 204 || status == 304 ? 0 : length);
        return new Answer(status, headerLines, body);
    }

    /** A server whose application answers twice at once may write something that is not a response. */
    private static int length(String text) throws ProtocolException {
        if (!text.matches("\\d{1,9}")) {
            throw new ProtocolException("no length: '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    /** Reads everything until the server closes the connection. */
    public String all() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private String text(int length) throws IOException {
        byte[] bytes = length < 0 ? in.readAllBytes() : in.readNBytes(length);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private String chunks() throws IOException {
        StringBuilder body = new StringBuilder();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.append(text(size));
            line();
        }
        // Skip any trailers.
        while (!line().isEmpty()) {}
        return body.toString();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line().split(";")[0].strip(), 16);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
