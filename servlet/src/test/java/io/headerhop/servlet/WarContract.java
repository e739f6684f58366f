package io.headerhop.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.HeaderPropagation;
import io.headerhop.contract.Headers;
import io.headerhop.contract.RawHttp;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for a web application that a server deploys: nothing but a jar in it, or in the server. */
interface WarContract {
    /** A running server with one web application at the root, which has a class loader of its own. */
    interface Server extends AutoCloseable {
        URI uri();

        ClassLoader classLoader();

        ServletContext context();

        /** Takes the application away; the server and its threads live on. */
        void undeploy() throws Exception;

        @Override
        void close() throws Exception;
    }

    /**
     * Starts a server and deploys the application, to which the server adds these initializers.
     *
     * @throws Exception with what the server tells the one who deploys, if it cannot be deployed
     */
    Server deploy(War war, ServletContainerInitializer... initializers) throws Exception;

    @Test
    default void theLibraryInAWarNeedsNoFurtherWord(@TempDir Path directory) throws Exception {
        try (Server server = deploy(War.withLibrary(directory))) {
            assertThat(get(server, "/loader")).isEqualTo("true");
            for (String path : List.of("/", "/task", "/timeout")) {
                assertThat(get(server, path)).isEqualTo(Headers.requestId(1));
            }
        }
    }

    @Test
    default void theLibraryInTheServerNeedsNoFurtherWord(@TempDir Path directory) throws Exception {
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
