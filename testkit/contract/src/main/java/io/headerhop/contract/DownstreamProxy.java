// SPDX-License-Identifier: Apache-2.0
package io.headerhop.contract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP proxy on loopback that maps every host to {@link Downstream}, at its http or https port. */
// The number of an address, which is looked up nowhere.
@SuppressWarnings("AddressSelection")
final class DownstreamProxy implements AutoCloseable {
    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    DownstreamProxy() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        threads.execute(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                threads.execute(() -> serve(client));
            }
        } catch (SocketException closed) {
            // the end of the test
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(Socket client) {
        open.add(client);
        try {
            byte[] head = readHead(client.getInputStream());
            boolean tunnel = new String(head, StandardCharsets.US_ASCII).startsWith("CONNECT ");
            Socket server = new Socket(
                    InetAddress.getByName("127.0.0.1"),
                    tunnel
                            ? Downstream.instance().httpsPort()
                            : Downstream.instance().uri("/").getPort());
            open.add(server);
            if (tunnel) {
                client.getOutputStream().write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } else {
                server.getOutputStream().write(head);
            }
            threads.execute(() -> copy(server, client));
            copy(client, server);
        } catch (IOException theClientIsGone) {
            // what was received is remembered
        }
    }

    private static byte[] readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int end = 0; end < 4; ) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.write(next);
            end = next == '\r' || next == '\n' ? end + 1 : 0;
        }
        return head.toByteArray();
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            OutputStream out = to.getOutputStream();
            from.getInputStream().transferTo(out);
        } catch (IOException closed) {
            // the end of the connection
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket each : open) {
            each.close();
        }
        threads.shutdownNow();
    }
}
