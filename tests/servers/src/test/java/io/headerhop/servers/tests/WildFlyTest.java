// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.tests;

import io.headerhop.jaxrs.resteasy.ClientThreadContext;
import io.headerhop.servers.tests.war.Definitions;
import io.headerhop.servers.tests.war.FeatureApplication;
import io.headerhop.servlet.HeaderPropagationFilter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;

/** WildFly, by the filter that the jar brings along, and by the JAX-RS feature. */
class WildFlyTest {
    @Nested
    class ByTheFilter extends Deployment
            implements ServerContract.WithDefinedExecutor, ServerContract.WithWorkThatOutlivesRequests {
        ByTheFilter() {
            super(
                    "filter",
                    new War().without("mp").with(HeaderPropagationFilter.class).withClass(Definitions.class));
        }
    }

    @Nested
    class ByTheFeature extends Deployment {
        ByTheFeature() {
            super("feature", new War().without("mp").withClass(FeatureApplication.class));
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Deployment
            implements ServerContract.WithAsynchronousClient,
                    ServerContract.WithExecutor,
                    ServerContract.WithExecutorOfClient,
                    ServerContract.WithMicroProfileClient,
                    ServerContract.WithStatusPage,
                    ServerContract.WithLooksBeforeTasks,
                    ServerContract.WithLooksBeforeRequests {
        private final String name;
        private final War war;
        private ServerProcess server;
        private Requests requests;

        Deployment(String name, War war) {
            this.name = name;
            this.war = war.with(ClientThreadContext.class);
        }

        @BeforeAll
        void start() throws Exception {
            Path wildfly = Unpacked.server("wildfly.zip");
            int port = Ports.free();
            Path base = Path.of("target", "wildfly-" + name).toAbsolutePath();
            Files.createDirectories(base.resolve("deployments"));
            Path configuration = base.resolve("configuration");
            Files.createDirectories(configuration);
            for (String file : List.of(
                    "standalone.xml",
                    "logging.properties",
                    "application-users.properties",
                    "application-roles.properties",
                    "mgmt-users.properties",
                    "mgmt-groups.properties")) {
                Files.write(
                        configuration.resolve(file),
                        Files.readAllBytes(
                                wildfly.resolve("standalone/configuration").resolve(file)));
            }
            war.writeTo(base.resolve("deployments/ROOT.war"));
            server = ServerProcess.start(
                    base,
                    Path.of("target", "wildfly-" + name + ".log"),
                    List.of(
                            "sh",
                            wildfly.resolve("bin/standalone.sh").toString(),
                            "-Djboss.server.base.dir=" + base,
                            "-Djboss.http.port=" + port,
                            "-Djboss.https.port=0",
                            "-Djboss.management.http.port=0"));
            server.awaitStart("WFLYSRV0025", "WFLYSRV0026|WFLYSRV0021");
            requests = new Requests("http://127.0.0.1:" + port);
        }

        @AfterAll
        void stop() throws Exception {
            server.close();
        }

        @Override
        public Requests requests() {
            return requests;
        }
    }
}
