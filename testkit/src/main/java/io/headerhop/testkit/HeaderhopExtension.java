// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

import java.net.InetAddress;
import java.net.InetSocketAddress;
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
 * told in tests. The stand-in listens as soon as this object exists.
 */
public final class HeaderhopExtension implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback {
    private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(HeaderhopExtension.class);

    private final Downstream downstream;
    private final boolean lookingForLeftHeaders;
    private boolean closedWithTheClass;

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
        return check.verify(downstream);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        closedWithTheClass = true;
        // At the end of the run: several classes may share a static field of a class that they all extend.
        context.getRoot().getStore(OURS).put(this, downstream);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (!closedWithTheClass) {
            context.getStore(OURS).put(this, downstream);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws InterruptedException {
        if (lookingForLeftHeaders) {
            LeftHeaders.assertNone();
        }
    }
}
