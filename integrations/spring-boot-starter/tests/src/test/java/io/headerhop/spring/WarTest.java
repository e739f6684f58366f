// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.PropagationEvent;
import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import io.headerhop.contract.RawHttp;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.scan.StandardJarScanner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service that a Tomcat deploys, where the filter of headerhop-servlet registers itself too. */
class WarTest {
    private static final Downstream DOWNSTREAM = Downstream.instance();

    private static URI deploy(Tomcat tomcat, Path folder, String... parameters) throws Exception {
        String file = WarApplication.class.getName().replace('.', '/') + ".class";
        Path copy = folder.resolve("war/WEB-INF/classes").resolve(file);
        Files.createDirectories(copy.getParent());
        try (InputStream in =
                Objects.requireNonNull(WarTest.class.getClassLoader().getResourceAsStream(file))) {
            Files.copy(in, copy);
        }
        tomcat.setBaseDir(folder.resolve("tomcat").toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addWebapp("", folder.resolve("war").toString());
        // Looking for annotations in the jars of this test's class path takes seconds.
        ((StandardJarScanner) context.getJarScanner()).setScanClassPath(false);
        for (String parameter : parameters) {
            String[] pair = parameter.split("=", 2);
            context.addParameter(pair[0], pair[1]);
        }
        tomcat.start();
        assertThat(context.getState().isAvailable()).isTrue();
        return URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort());
    }

    private static void get(URI uri, String path, String header) throws Exception {
        try (RawHttp connection = RawHttp.connect(uri)) {
            connection.send("GET", path, header);
            assertThat(connection.answer().status()).isEqualTo(200);
        }
    }

    private static void stop(Tomcat tomcat) throws Exception {
        tomcat.stop();
        tomcat.destroy();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sync", "async", "streaming"})
    void eachRequestIsCapturedOnceAndItsHeadersAreCarried(String thread, @TempDir Path folder) throws Exception {
        Tomcat tomcat = new Tomcat();
        try {
            URI uri = deploy(tomcat, folder);
            String path = DOWNSTREAM.path("war");
            long captured = PropagationEvent.CAPTURED.count();
            get(uri, "/" + thread + "/rest-client?uri=" + DOWNSTREAM.uri(path), "x-request-id: " + Headers.requestId(1));
            assertThat(DOWNSTREAM.receivedOnce(path)).containsEntry("x-request-id", Headers.requestId(1));
            assertThat(PropagationEvent.CAPTURED.count() - captured).isEqualTo(1);
        } finally {
            stop(tomcat);
        }
    }

    @Test
    void switchedOffNoClientCarriesAnything(@TempDir Path folder) throws Exception {
        Tomcat tomcat = new Tomcat();
        try {
            URI uri = deploy(tomcat, folder, "headerhop.enabled=false");
            String path = DOWNSTREAM.path("war");
            get(uri, "/sync/rest-client?uri=" + DOWNSTREAM.uri(path), "x-request-id: " + Headers.requestId(1));
            assertThat(DOWNSTREAM.receivedOnce(path)).doesNotContainKey("x-request-id");
        } finally {
            stop(tomcat);
        }
    }
}
