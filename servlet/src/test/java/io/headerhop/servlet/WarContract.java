// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderPropagation;
import io.headerhop.contract.Headers;
import io.headerhop.contract.RawHttp;
import io.headerhop.spi.CurrentListener;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.lang.management.ManagementFactory;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for a web application that a server deploys: nothing but a jar in it, or in the server. */
interface WarContract {
    /** A running server with one web application at the root, which has a class loader of its own. */
    interface Server extends AutoCloseable {
        URI uri();

        ClassLoader classLoader();

        ServletContext context();

        /** Undeploys the application; the server and its threads live on. */
        void undeploy() throws Exception;

        @Override
        void close() throws Exception;
    }

    /**
     * Starts a server and deploys the application, to which the server adds these initializers.
     *
     * @throws Exception with the server's message, if the application cannot be deployed
     */
    Server deploy(War war, ServletContainerInitializer... initializers) throws Exception;

    @Test
    default void theLibraryInAWarNeedsNoConfiguration(@TempDir Path directory) throws Exception {
        try (Server server = deploy(War.withLibrary(directory))) {
            assertThat(get(server, "/loader")).isEqualTo("true");
            for (String path : List.of("/", "/task", "/timeout")) {
                assertThat(get(server, path)).isEqualTo(Headers.requestId(1));
            }
        }
    }

    @Test
    default void theLibraryInTheServerNeedsNoConfiguration(@TempDir Path directory) throws Exception {
        try (Server server = deploy(War.withoutLibrary(directory))) {
            assertThat(get(server, "/loader")).isEqualTo("false");
            assertThat(get(server, "/")).isEqualTo(Headers.requestId(1));
        }
    }

    @Test
    default void aServerThatRegistersItTooDoesNotRegisterItTwice(@TempDir Path directory) throws Exception {
        HeaderPropagationInitializer initializer = new HeaderPropagationInitializer(HeaderPropagation.istio());
        try (Server server = deploy(War.withoutLibrary(directory), initializer)) {
            assertThat(get(server, "/")).isEqualTo(Headers.requestId(1));
            assertThat(server.context().getFilterRegistrations()).containsOnlyKeys(HeaderPropagationFilter.NAME);
        }
    }

    @Test
    default void aServerThatRegistersACopyOfItsOwnDoesNotDisturbTheOneInTheWar(@TempDir Path directory)
            throws Exception {
        HeaderPropagationInitializer initializer = new HeaderPropagationInitializer(HeaderPropagation.istio());
        try (Server server = deploy(War.withLibrary(directory), initializer)) {
            assertThat(get(server, "/task")).isEqualTo(Headers.requestId(1));
            assertThat(server.context().getFilterRegistrations()).hasSize(2).containsKey(HeaderPropagationFilter.NAME);
        }
    }

    @Test
    default void aStaticFileIsAnsweredAsWithoutTheLibrary(@TempDir Path directory) throws Exception {
        War with = War.withLibrary(directory.resolve("with"));
        War without =
                War.withLibrary(directory.resolve("without"), War.contextParameter("headerhop.automatic", "false"));
        for (War war : List.of(with, without)) {
            Path file = Files.writeString(war.directory().resolve("static.txt"), "0123456789".repeat(100_000));
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        }
        List<String> expected = staticAnswers(without);
        assertThat(expected.get(0)).startsWith("HTTP/1.1 200").endsWith("0123456789");
        assertThat(expected.get(1)).startsWith("HTTP/1.1 206");
        assertThat(expected.get(2)).startsWith("HTTP/1.1 304");
        assertThat(staticAnswers(with)).isEqualTo(expected);
    }

    private List<String> staticAnswers(War war) throws Exception {
        List<String> answers = new ArrayList<>();
        try (Server server = deploy(war)) {
            String id = "x-request-id: " + Headers.requestId(1);
            for (String line :
                    List.of("Accept: */*", "Range: bytes=10-29", "If-Modified-Since: Wed, 01 Jan 2020 00:00:00 GMT")) {
                answers.add(all(server, id, line, "Connection: close"));
                answers.add(all(server, line, "Connection: close"));
            }
        }
        return List.of(answers.get(0), answers.get(2), answers.get(4), answers.toString());
    }

    private static String all(Server server, String... headerLines) throws Exception {
        try (RawHttp connection = RawHttp.connect(server.uri())) {
            connection.send("GET", "/static.txt", headerLines);
            return connection.all().replaceAll("(?m)^Date: .*$", "Date:");
        }
    }

    @Test
    default void contextParametersConfigureIt(@TempDir Path directory) throws Exception {
        String w3c = War.contextParameter("headerhop.headers", "w3c");
        try (Server server = deploy(War.withLibrary(directory, w3c))) {
            assertThat(get(server, "/")).isEqualTo("null");
        }
    }

    @Test
    default void aFilterOfItsOwnThatAListenerRegistersIsInEffect(@TempDir Path directory) throws Exception {
        String listener = "<listener><listener-class>%s</listener-class></listener>";
        assertNothingIsCaptured(War.withLibrary(directory, listener.formatted(WarOwnFilter.class.getName())));
    }

    @Test
    default void aFilterOfItsOwnInWebXmlIsInEffect(@TempDir Path directory) throws Exception {
        assertNothingIsCaptured(War.withLibrary(directory, War.filter(WarOwnFilter.class.getName(), "")));
    }

    @Test
    default void ourFilterInWebXmlIsInEffectWithItsParameters(@TempDir Path directory) throws Exception {
        String w3c =
                "<init-param><param-name>headerhop.headers</param-name><param-value>w3c</param-value></init-param>";
        assertNothingIsCaptured(War.withLibrary(directory, War.filter(HeaderPropagationFilter.class.getName(), w3c)));
    }

    private void assertNothingIsCaptured(War war) throws Exception {
        try (Server server = deploy(war)) {
            for (String path : List.of("/", "/task", "/timeout")) {
                assertThat(get(server, path)).isEqualTo("null");
            }
        }
    }

    @Test
    default void aWrongContextParameterFailsTheDeploymentAndSaysWhatToWrite(@TempDir Path directory) throws Exception {
        String wrong = War.contextParameter("headerhop.headers", "x canary");
        War war = War.withLibrary(directory, wrong);
        try (Server server = deploy(war)) {
            throw new AssertionError("was deployed at " + server.uri());
        } catch (Exception e) {
            assertThat(e).hasStackTraceContaining("headerhop.headers: 'x canary' is not a header name; write one");
        }
    }

    @Test
    default void eachDeploymentHasItsMBeanForAsLongAsItIsThere(@TempDir Path directory) throws Exception {
        MBeanServer management = ManagementFactory.getPlatformMBeanServer();
        Set<ObjectName> before = mBeans(management);
        War first = War.withLibrary(directory.resolve("first"));
        War second = War.withLibrary(directory.resolve("second"));
        try (Server one = deploy(first)) {
            Set<ObjectName> ofOne = mBeans(management);
            ofOne.removeAll(before);
            assertThat(ofOne).hasSize(1);
            ObjectName name = ofOne.iterator().next();
            get(one, "/");
            assertThat(captured(management, name)).isEqualTo(1);
            try (Server two = deploy(second)) {
                Set<ObjectName> ofTwo = mBeans(management);
                ofTwo.removeAll(before);
                ofTwo.remove(name);
                assertThat(ofTwo).hasSize(1);
                get(two, "/");
                get(two, "/");
                assertThat(captured(management, ofTwo.iterator().next())).isEqualTo(2);
                assertThat(captured(management, name)).isEqualTo(1);
                two.undeploy();
                assertThat(mBeans(management)).contains(name).doesNotContainAnyElementsOf(ofTwo);
            }
            one.undeploy();
            assertThat(mBeans(management)).isEqualTo(before);
        }
        try (Server again = deploy(War.withLibrary(directory.resolve("again")))) {
            assertThat(mBeans(management)).hasSize(before.size() + 1);
            again.undeploy();
        }
        assertThat(mBeans(management)).isEqualTo(before);
    }

    @Test
    default void aDeploymentThatFailsLeavesNoMBeanBehind(@TempDir Path directory) throws Exception {
        MBeanServer management = ManagementFactory.getPlatformMBeanServer();
        Set<ObjectName> before = mBeans(management);
        War war = War.withLibrary(directory).withListener(WrongSetting.class);
        try (Server server = deploy(war)) {
            throw new AssertionError("was deployed at " + server.uri());
        } catch (Exception e) {
            assertThat(e).hasStackTraceContaining("headerhop.mdc: write requestId");
        }
        assertThat(mBeans(management)).isEqualTo(before);
    }

    /** As the one of headerhop-slf4j does. */
    final class WrongSetting implements CurrentListener {
        public WrongSetting() {
            throw new IllegalArgumentException("headerhop.mdc: write requestId");
        }

        @Override
        public void currentChanged(CapturedHeaders current) {}
    }

    private static Set<ObjectName> mBeans(MBeanServer management) throws JMException {
        return new HashSet<>(management.queryNames(new ObjectName("io.headerhop:type=Propagation,*"), null));
    }

    private static long captured(MBeanServer management, ObjectName name) throws JMException {
        TabularData counts = (TabularData) management.getAttribute(name, "Counts");
        return (Long) counts.get(new Object[] {"CAPTURED"}).get("value");
    }

    @Test
    default void nothingKeepsTheClassesOfAnUndeployedApplication(@TempDir Path directory) throws Exception {
        assertThat(isCollectedAfterServing(
                        War.withLibrary(directory), "/", "/task", "/timeout", "/forgotten", "/nowhere"))
                .isTrue();
    }

    /** Shows that the test above can fail. */
    @Test
    default void aThreadLocalOfTheApplicationKeepsTheClassesOfAnUndeployedApplication(@TempDir Path directory)
            throws Exception {
        assertThat(isCollectedAfterServing(War.withLibrary(directory), "/leak")).isFalse();
    }

    private boolean isCollectedAfterServing(War war, String... paths) throws Exception {
        ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
        try (Server server = deploy(war)) {
            WeakReference<ClassLoader> loader = new WeakReference<>(server.classLoader(), collected);
            for (String path : paths) {
                assertThat(get(server, path)).isEqualTo(Headers.requestId(1));
            }
            server.undeploy();
            for (int tries = 0; tries < 20; tries++) {
                System.gc();
                if (collected.remove(100) == loader) {
                    return true;
                }
            }
            return false;
        }
    }

    private static String get(Server server, String path) throws Exception {
        String line = "x-request-id: " + Headers.requestId(1);
        return RawHttp.get(server.uri().resolve(path), line, "Connection: close")
                .body();
    }
}
