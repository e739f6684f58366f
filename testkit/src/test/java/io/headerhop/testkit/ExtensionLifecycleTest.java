// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderPropagation;
import io.headerhop.Scope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The extension as JUnit runs it: what lives how long, and which test fails. */
class ExtensionLifecycleTest {
    private static final CapturedHeaders HEADERS =
            HeaderPropagation.istio().capture(Map.of("x-request-id", "7b2f1c9e-3d44-4a6b-9f0e-51c8a2d7e603"));

    /** The classes below are run by JUnit as tests of their own as well: then they have nothing to do. */
    private static volatile boolean running;

    private static volatile int port;
    private static final List<Integer> ports = new CopyOnWriteArrayList<>();
    private static final List<Scope> left = new ArrayList<>();

    @AfterEach
    void endWhatWasLeft() {
        left.forEach(Scope::close);
        left.clear();
        ports.clear();
    }

    static class First {
        @RegisterExtension
        static final HeaderhopExtension mesh = HeaderhopExtension.start(port);

        @Test
        void listens() throws IOException {
            assertListens(mesh);
        }

        @Nested
        class Inner {
            @Test
            void listensThere() throws IOException {
                assertListens(mesh);
            }
        }
    }

    static class Second {
        @RegisterExtension
        static final HeaderhopExtension mesh = HeaderhopExtension.start(port);

        @Test
        void listens() throws IOException {
            assertListens(mesh);
        }
    }

    /** For instance because a configuration file names it. */
    @Test
    void twoClassesCanHaveTheSamePortOneAfterTheOther() throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        TestExecutionSummary summary = run(First.class, Second.class);
        assertThat(summary.getTotalFailureCount()).isZero();
        assertThat(ports).containsOnly(port).hasSize(3);
        assertThat(isFree(port)).isTrue();
    }

    abstract static class Base {
        @RegisterExtension
        static final HeaderhopExtension mesh = HeaderhopExtension.start();

        @Test
        void listens() throws IOException {
            assertListens(mesh);
        }
    }

    static class OneOfTwo extends Base {}

    static class OtherOfTwo extends Base {}

    @Test
    void twoClassesCanShareTheFieldOfTheirSuperclass() {
        TestExecutionSummary summary = run(OneOfTwo.class, OtherOfTwo.class);
        assertThat(summary.getTotalFailureCount()).isZero();
        assertThat(ports).hasSize(2);
        assertThat(isFree(ports.get(0))).isTrue();
    }

    static class ForEachMethod {
        @RegisterExtension
        final HeaderhopExtension mesh = HeaderhopExtension.start();

        @Test
        void one() throws IOException {
            assertListens(mesh);
        }

        @Test
        void other() throws IOException {
            assertListens(mesh);
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class ForTheInstance {
        @RegisterExtension
        final HeaderhopExtension mesh = HeaderhopExtension.start();

        @Test
        void one() throws IOException {
            assertListens(mesh);
        }

        @Test
        void other() throws IOException {
            assertListens(mesh);
        }
    }

    @Test
    void oneInAnInstanceEndsWithIt() {
        assertThat(run(ForEachMethod.class).getTotalFailureCount()).isZero();
        assertThat(ports).hasSize(2).doesNotHaveDuplicates().allMatch(ExtensionLifecycleTest::isFree);
        ports.clear();
        assertThat(run(ForTheInstance.class).getTotalFailureCount()).isZero();
        assertThat(ports).hasSize(2).allMatch(ExtensionLifecycleTest::isFree);
    }

    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static class Leaving {
        @RegisterExtension
        static final HeaderhopExtension mesh = HeaderhopExtension.start();

        @Test
        @Order(1)
        void leavesThem() {
            assumeTrue(running);
            left.add(HEADERS.makeCurrent());
        }

        @Test
        @Order(2)
        void isNotToBlame() {}
    }

    static class LeavingAsItMay {
        @RegisterExtension
        static final HeaderhopExtension mesh = HeaderhopExtension.start().ignoringLeftHeaders();

        @Test
        void leavesThem() {
            assumeTrue(running);
            left.add(HEADERS.makeCurrent());
        }
    }

    /** This thread has had headers before any extension was there. */
    @Test
    void theTestThatLeftHeadersFailsAndNoOther() {
        HEADERS.makeCurrent().close();
        TestExecutionSummary summary = run(Leaving.class);
        assertThat(summary.getFailures())
                .hasSize(1)
                .allSatisfy(failure ->
                        assertThat(failure.getTestIdentifier().getDisplayName()).startsWith("leavesThem"));
        assertThat(summary.getTestsSucceededCount()).isEqualTo(1);
    }

    @Test
    void headersThatAreLeftCanBeIgnored() {
        assertThat(run(LeavingAsItMay.class).getTotalFailureCount()).isZero();
    }

    @Test
    void aThreadThatHasEndedHasLeftNothing() throws Exception {
        LeftHeaders.watch();
        Thread ended = new Thread(HEADERS::makeCurrent);
        ended.start();
        ended.join();
        LeftHeaders.assertNone();
    }

    static class OfAWrongService {
        @RegisterExtension
        static final HeaderhopExtension mesh = HeaderhopExtension.start();

        @Test
        void isWrong() throws Exception {
            assumeTrue(running);
            try (SmallService service =
                    SmallService.start(50, exchange -> SmallService.call(mesh.url() + "/stock", List.of()))) {
                mesh.verify(service.url("/orders"));
            }
        }
    }

    @Test
    void aWrongServiceFailsTheTestWithAReportAndAPicture() {
        TestExecutionSummary summary = run(OfAWrongService.class);
        assertThat(summary.getFailures())
                .hasSize(1)
                .allSatisfy(failure -> assertThat(failure.getException())
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContaining("lost: GET /stock, ")
                        .hasMessageMatching("(?s).*Picture: file:\\S+/target/headerhop-check/report-\\d+\\.html\\n"));
    }

    private static void assertListens(HeaderhopExtension mesh) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), mesh.downstream().port())) {
            assertThat(socket.isConnected()).isTrue();
        }
        if (running) {
            ports.add(mesh.downstream().port());
        }
    }

    private static TestExecutionSummary run(Class<?>... classes) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        running = true;
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(Arrays.stream(classes)
                                        .map(type -> selectClass(type))
                                        .toList())
                                // On the thread of the test that calls this
                                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                                .build(),
                        listener);
        running = false;
        return listener.getSummary();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
