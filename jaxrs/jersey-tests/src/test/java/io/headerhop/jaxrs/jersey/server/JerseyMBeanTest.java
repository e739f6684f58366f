// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.jersey.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.headerhop.HeaderPropagation;
import io.headerhop.jaxrs.HeaderPropagationServerFeature;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
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
        URL[] classes = Arrays.stream(new Class<?>[] {
                    HeaderPropagation.class, HeaderPropagationServerFeature.class, JerseyMBeanTest.class
                })
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .toArray(URL[]::new);
        try (ApplicationClassLoader loader = new ApplicationClassLoader(classes)) {
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

    private static final class ApplicationClassLoader extends URLClassLoader {
        ApplicationClassLoader(URL[] classes) {
            super(classes, JerseyMBeanTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("io.headerhop.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }
}
