// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderPropagation;
import io.headerhop.contract.Headers;
import io.headerhop.contract.InboundContract;
import io.headerhop.contract.RawHttp;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Quarkus REST in this JVM: each application in a class loader of its own, which shares Headerhop's core with the test.
 */
class QuarkusRestContractTest implements InboundContract {
    private static final String PORT = "quarkus.http.port";
    private static final String THREADS = "quarkus.thread-pool.max-threads";

    @Override
    public RunningServer start(HeaderPropagation rules, int workers, Handler handler) throws Exception {
        URLClassLoader loader =
                new URLClassLoader(new URL[] {application().toUri().toURL()}, new SharedCore());
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        int port = Ports.free();
        System.setProperty(PORT, String.valueOf(port));
        System.setProperty(THREADS, String.valueOf(workers));
        try {
            Class<?> handle = loader.loadClass("io.headerhop.servers.contract.Handle");
            handle.getField("rules").set(null, rules);
            Supplier<String> calling = handler::handle;
            handle.getField("handler").set(null, calling);
            Object application = loader.loadClass("io.quarkus.runner.ApplicationImpl")
                    .getConstructor()
                    .newInstance();
            application.getClass().getMethod("start", String[].class).invoke(application, (Object) new String[0]);
            URI uri = URI.create("http://127.0.0.1:" + port + "/handle");
            Executor threads = (Executor) loader.loadClass("io.quarkus.runtime.ExecutorRecorder")
                    .getMethod("getCurrent")
                    .invoke(null);
            return new Running(loader, (AutoCloseable) application, uri, threads);
        } finally {
            thread.setContextClassLoader(before);
            System.clearProperty(PORT);
            System.clearProperty(THREADS);
        }
    }

    /** Not so here: see the next. */
    @Override
    public void aScopeThatTheHandlerForgotToCloseEndsWithTheRequest() {}

    /** Quarkus does not say when a thread has finished working for a request. */
    @Test
    void aScopeThatTheHandlerForgotToCloseStaysOnItsThread() throws Exception {
        try (RunningServer server = start(RULES, 1, () -> {
            String before = String.valueOf(CapturedHeaders.current().first("x-request-id"));
            Headers.ofRequest(2).makeCurrent();
            return before;
        })) {
            String first = "x-request-id: " + Headers.requestId(1);
            assertThat(RawHttp.get(server.uri(), first, "Connection: close").body())
                    .isEqualTo(Headers.requestId(1));
            assertThat(RawHttp.get(server.uri(), first, "Connection: close").body())
                    .isEqualTo(Headers.requestId(2));
        }
    }

    private static Path application() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("quarkus-contract", "target"))) {
            return files.filter(file -> file.getFileName().toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private record Running(URLClassLoader loader, AutoCloseable application, URI uri, Executor workers)
            implements RunningServer {
        @Override
        public void close() throws Exception {
            application.close();
            loader.close();
        }
    }

    /** The JDK, and the packages of Headerhop's core. */
    private static final class SharedCore extends ClassLoader {
        SharedCore() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return name.matches("io\\.headerhop\\.(spi\\.)?[A-Z].*")
                    ? HeaderPropagation.class.getClassLoader().loadClass(name)
                    : super.loadClass(name, resolve);
        }
    }
}
