// SPDX-License-Identifier: Apache-2.0
package io.headerhop.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's module that requires ours compiles without warnings and runs, without the annotations. */
class ModulePathTest {
    private final Path core = Jars.ours("");

    @TempDir
    private Path directory;

    @Test
    void coreNeedsNothingBesideIt() throws Exception {
        Consumer consumer = new Consumer("core", directory);
        consumer.compileAsModule(List.of(core));
        assertThat(consumer.runAsModule(List.of(core))).isEqualTo("carries f058ebd6-02f7-4d3e-942e-904344e8cde5 null");
    }

    @Test
    void servletNeedsTheServletApiAndIsFoundAsAService() throws Exception {
        List<Path> path = with(Jars.named("jakarta.servlet-api"), core, Jars.ours("-servlet"));

        Consumer consumer = new Consumer("servlet", directory);
        consumer.compileAsModule(path);
        assertThat(consumer.runAsModule(path)).isEqualTo("HeaderPropagationFilter HeaderPropagationInitializer");
    }

    /** A module that requires one of them therefore cannot be used with the other. */
    @Test
    void embeddedTomcatIsAnotherModuleWithTheServletApi() {
        List<ModuleDescriptor> tomcat =
                ModuleFinder.of(Jars.named("tomcat-embed-core").toArray(Path[]::new)).findAll().stream()
                        .map(ModuleReference::descriptor)
                        .toList();
        assertThat(tomcat).hasSize(1);
        assertThat(tomcat.get(0).exports()).extracting(Exports::source).contains("jakarta.servlet");
        assertThat(tomcat.get(0).name()).isNotEqualTo("jakarta.servlet");
    }

    @Test
    void requiringTheOkHttpAdapterBringsWhatItRequires() throws Exception {
        List<Path> path = with(Jars.named("okhttp(-jvm)?", "okio-jvm", "kotlin-stdlib"), core, Jars.ours("-okhttp"));

        Consumer consumer = new Consumer("okhttp", directory);
        consumer.compileAsModule(path);
        assertThat(consumer.runAsModule(path, nobodysAddress())).isEqualTo("refused");
    }

    @Test
    void requiringTheHttpClientAdapterBringsWhatItRequires() throws Exception {
        List<Path> path = with(
                Jars.named("httpclient5", "httpcore5", "httpcore5-h2", "slf4j-api"), core, Jars.ours("-httpclient"));

        Consumer consumer = new Consumer("httpclient", directory);
        consumer.compileAsModule(path);
        assertThat(consumer.runAsModule(path, nobodysAddress())).isEqualTo("refused");
    }

    @Test
    void requiringTheAdapterOfTheJdksClientBringsWhatItRequires() throws Exception {
        List<Path> path = List.of(core, Jars.ours("-jdk-httpclient"));

        Consumer consumer = new Consumer("jdk-httpclient", directory);
        consumer.compileAsModule(path);
        assertThat(consumer.runAsModule(path, nobodysAddress())).isEqualTo("refused");
    }

    @Test
    void requiringTheGrpcAdapterBringsWhatItRequires() throws Exception {
        List<Path> path = with(Jars.named("grpc-api", "guava"), core, Jars.ours("-grpc"));

        Consumer consumer = new Consumer("grpc", directory);
        consumer.compileAsModule(path);
        assertThat(consumer.runAsModule(path)).isEqualTo("carried 0");
    }

    /** It is an automatic module, too: kafka-clients has no module's name of its own. */
    @Test
    void aUserOfTheKafkaAdapterMustAlsoRequireCore() throws Exception {
        List<Path> path = with(Jars.named("kafka-clients", "slf4j-api"), core, Jars.ours("-kafka"));

        Consumer consumer = new Consumer("kafka", directory);
        consumer.compileAsModule(path);
        assertThat(consumer.runAsModule(path)).isEqualTo("carried 0");
    }

    @Test
    void requiringTheElementOfCoroutinesBringsWhatItRequires() throws Exception {
        List<Path> path =
                with(Jars.named("kotlinx-coroutines-core-jvm", "kotlin-stdlib"), core, Jars.ours("-kotlin-coroutines"));

        Consumer consumer = new Consumer("kotlin-coroutines", directory);
        consumer.compileAsModule(path);
        assertThat(consumer.runAsModule(path)).isEqualTo("carried 0");
    }

    @Test
    void theAccessorIsFoundAsAService() throws Exception {
        List<Path> path = with(Jars.named("context-propagation"), core, Jars.ours("-micrometer-context"));

        Consumer consumer = new Consumer("micrometer-context", directory);
        consumer.compileAsModule(path);
        assertThat(consumer.runAsModule(path)).isEqualTo("headerhop.headers 0");
    }

    @Test
    void requiringTheMetersBringsWhatTheyRequire() throws Exception {
        List<Path> path = with(
                Jars.named("micrometer-core", "micrometer-commons", "micrometer-observation"),
                core,
                Jars.ours("-micrometer"));

        Consumer consumer = new Consumer("micrometer", directory);
        consumer.compileAsModule(path);
        assertThat(consumer.runAsModule(path)).isEqualTo("0.0");
    }

    @Test
    void theListenerIsFoundAsAService() throws Exception {
        List<Path> path = with(Jars.named("slf4j-api"), core, Jars.ours("-slf4j"));

        Consumer consumer = new Consumer("slf4j", directory);
        consumer.compileAsModule(path);
        assertThat(consumer.runAsModule(path)).endsWith("io.headerhop.slf4j.MdcListener");
    }

    /** Parts of its API may be absent, so that it is an automatic module, too. */
    @Test
    void aUserOfThePropagatorMustAlsoRequireCore() throws Exception {
        List<Path> path =
                with(Jars.named("opentelemetry-(api|context|common|sdk.*)"), core, Jars.ours("-opentelemetry"));

        Consumer consumer = new Consumer("opentelemetry", directory);
        consumer.compileAsModule(path);
        assertThat(consumer.runAsModule(path)).isEqualTo("carried 0");
    }

    /** An automatic module cannot declare that it requires io.headerhop, so its user must. */
    @Test
    void aUserOfTheJaxrsAdapterMustAlsoRequireCore() throws Exception {
        List<Path> path = with(Jars.libraries(), core, Jars.ours("-jaxrs"));

        Consumer consumer = new Consumer("jaxrs", directory);
        consumer.compileAsModule(path);
        assertThat(consumer.runAsModule(path, nobodysAddress())).isEqualTo("refused");
    }

    private static List<Path> with(List<Path> libraries, Path... ours) {
        List<Path> path = new ArrayList<>(List.of(ours));
        path.addAll(libraries);
        return path;
    }

    /** A port where nothing listens any more. */
    private static String nobodysAddress() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "http://127.0.0.1:" + socket.getLocalPort() + "/";
        }
    }
}
