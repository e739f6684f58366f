// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.jersey.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.headerhop.ApplicationClassLoader;
import io.headerhop.jaxrs.HeaderPropagationServerFeature;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.Set;
import java.util.function.Supplier;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.glassfish.jersey.jdkhttp.JdkHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.Test;

/** The MBean of an application that stops before the JVM does: it would keep the application's classes. */
class JerseyMBeanTest {
    @Test
    void itIsThereForAsLongAsTheApplicationIs() throws Exception {
        MBeanServer management = ManagementFactory.getPlatformMBeanServer();
        ObjectName ours = new ObjectName("io.headerhop:*");
        Set<ObjectName> before = management.queryNames(ours, null);
        try (ApplicationClassLoader loader =
                new ApplicationClassLoader(HeaderPropagationServerFeature.class, JerseyMBeanTest.class)) {
            Supplier<?> application = (Supplier<?>) loader.loadClass(Application.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            HttpServer server = (HttpServer) application.get();
            try {
                assertThat(management.queryNames(ours, null)).hasSize(before.size() + 1);
            } finally {
                server.stop(0);
            }
            assertThat(management.queryNames(ours, null)).isEqualTo(before);
        }
    }

    public static final class Application implements Supplier<HttpServer> {
        @Override
        public HttpServer get() {
            ResourceConfig application = new ResourceConfig().register(new HeaderPropagationServerFeature());
            return JdkHttpServerFactory.createHttpServer(URI.create("http://127.0.0.1:0/"), application);
        }
    }
}
