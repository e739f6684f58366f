// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** One connection that sends the same request again and again with as little overhead as possible. */
final class KeepAlive implements AutoCloseable {
    private static final String LENGTH = "content-length: ";

    private final Socket socket;
    private final InputStream in;
    private final byte[] request;
    private final byte[] buffer = new byte[16_384];

    KeepAlive(int port, String path, List<Header> headers) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = socket.getInputStream();
        StringBuilder text = new StringBuilder("GET " + path + " HTTP/1.1\r\n");
        headers.forEach(header -> text.append(header).append("\r\n"));
        request = text.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** The body of one answer. */
    static String get(int port, String path, List<Header> headers) throws IOException {
        try (KeepAlive connection = new KeepAlive(port, path, headers)) {
            return connection.next();
        }
    }

    String next() throws IOException {
        socket.getOutputStream().write(request);
        int filled = 0;
        while (true) {
            int read = in.read(buffer, filled, buffer.length - filled);
            if (read < 0) {
                throw new EOFException();
            }
            filled += read;
            String answer = new String(buffer, 0, filled, StandardCharsets.ISO_8859_1);
            int body = answer.indexOf("\r\n\r\n") + 4;
            if (body >= 4 && filled >= body + contentLength(answer)) {
                return answer.substring(body);
            }
        }
    }

    private static int contentLength(String answer) throws IOException {
        if (!answer.startsWith("HTTP/1.1 200")) {
            throw new IOException(answer);
        }
        int start = answer.toLowerCase(Locale.ROOT).indexOf(LENGTH) + LENGTH.length();
        return Integer.parseInt(
                answer.substring(start, answer.indexOf("\r\n", start)).trim());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
