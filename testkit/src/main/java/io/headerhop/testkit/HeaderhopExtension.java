// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Proves in a JUnit test that a running service passes headers on. It has a stand-in for what the service calls, and
 * after each test it looks for headers that were left on a thread. For a static field:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final HeaderhopExtension mesh = HeaderhopExtension.start();
 *
 * @Test
 * void everyCallCarriesTheHeadersOfItsRequest() throws Exception {
 *     mesh.verify("http://localhost:" + port + "/orders");
 * }
 * }</pre>
 *
 * <p>The service is told to call {@link #url} in the place of its real neighbours, by a property or as it is otherwise
 * told in tests. The stand-in listens as soon as this object exists, until the last test of the class. One in a static
 * field of a superclass listens until the end of all tests.
 */
public final class HeaderhopExtension implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback {
    private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(HeaderhopExtension.class);

    private final Downstream downstream;
    private final boolean lookingForLeftHeaders;
    private volatile boolean closing;

    private HeaderhopExtension(Downstream downstream, boolean lookingForLeftHeaders) {
        this.downstream = downstream;
        this.lookingForLeftHeaders = lookingForLeftHeaders;
    }

    /** Starts the stand-in, on a free port of the loopback interface. */
    public static HeaderhopExtension start() {
        return start(0);
    }

    /** Starts the stand-in on this port, which the service may then know from a file. */
    public static HeaderhopExtension start(int port) {
        LeftHeaders.watch();
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        return new HeaderhopExtension(Downstream.start(address), true);
    }

    /** The same without a look at all threads after each test, which cannot tell tests apart that run in parallel. */
    public HeaderhopExtension ignoringLeftHeaders() {
        return new HeaderhopExtension(downstream, false);
    }

    /** The URL of the stand-in, without a path or a slash at its end. */
    public String url() {
        return downstream.url();
    }

    /** The stand-in, to have it answer what the service needs. */
    public Downstream downstream() {
        return downstream;
    }

    /**
     * Sends requests to this URL, and checks the calls that the stand-in receives.
     *
     * @param url may contain <code>{id}</code>: see {@link HeaderCheck}
     * @throws AssertionError with the report, if anything is wrong
     */
    public CheckReport verify(String url) throws InterruptedException {
        return verify(HeaderCheck.of(url));
    }

    /** The same with settings of its own. */
    public CheckReport verify(HeaderCheck check) throws InterruptedException {
        CheckReport report = check.run(downstream);
        if (!report.passed()) {
            throw new AssertionError(report.failure() + page(report));
        }
        return report;
    }

    /** Where Maven or Gradle puts what tests leave behind, if one of them runs the tests. */
    private static String page(CheckReport report) {
        for (String directory : List.of("target", "build")) {
            if (Files.isDirectory(Path.of(directory))) {
                try {
                    Path page = Files.createTempFile(
                            Files.createDirectories(Path.of(directory, "headerhop-check")), "report-", ".html");
                    Files.writeString(page, report.html());
                    return "Picture: " + page.toUri() + "\n";
                } catch (IOException e) {
                    return "No picture: " + e + "\n";
                }
            }
        }
        return "";
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IllegalAccessException {
        if (!closing) {
            closing = true;
            // Several classes may extend one that has a field for all of them.
            boolean shared = isSharedByClassesThatExtendItsOwn(context.getRequiredTestClass());
            (shared ? context.getRoot() : context).getStore(OURS).put(this, new Closing(downstream));
        }
        if (lookingForLeftHeaders) {
            LeftHeaders.watch();
        }
    }

    private boolean isSharedByClassesThatExtendItsOwn(Class<?> test) throws IllegalAccessException {
        for (Class<?> type = test.getSuperclass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())
                        && field.getType().equals(HeaderhopExtension.class)
                        && field.trySetAccessible()
                        && equals(field.get(null))) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (!closing) {
            closing = true;
            context.getStore(OURS).put(this, new Closing(downstream));
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws InterruptedException {
        if (lookingForLeftHeaders) {
            LeftHeaders.assertNone();
        }
    }

    /**
     * JUnit before 5.13 closes what is a {@code CloseableResource}, and later versions what is {@code AutoCloseable}.
     */
    @SuppressWarnings("deprecation")
    private record Closing(Downstream downstream) implements ExtensionContext.Store.CloseableResource, AutoCloseable {
        @Override
        public void close() {
            downstream.close();
        }
    }
}
