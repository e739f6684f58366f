// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import jakarta.ws.rs.client.ClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.jboss.resteasy.client.jaxrs.internal.ResteasyClientBuilderImpl;
import org.junit.jupiter.api.Test;

/**
 * An application server that has RESTEasy inside and lets applications see none of its classes, as Open Liberty does.
 * The application has the jar, with a class loader of its own.
 */
class HiddenImplementationClientTest {
    private static final Downstream DOWNSTREAM = Downstream.instance();

    private final String path = DOWNSTREAM.path("hidden");

    @Test
    void anExecutorOfTheApplicationsStillWorks() throws Exception {
        inApplication(HiddenImplementationProgram.OwnExecutor.class);
        assertThat(DOWNSTREAM.received(path)).hasSize(3).satisfies(requests -> {
            assertThat(requests.get(0)).containsEntry("x-request-id", Headers.requestId(1));
            assertThat(requests.get(1)).doesNotContainKeys(Headers.carriedNames());
            assertThat(requests.get(2)).doesNotContainKeys(Headers.carriedNames());
        });
    }

    @Test
    void oneThatHandsHeadersOverMakesEachWayRight() throws Exception {
        inApplication(HiddenImplementationProgram.PropagatingExecutor.class);
        assertThat(DOWNSTREAM.received(path))
                .hasSize(3)
                .allSatisfy(request -> assertThat(request).containsEntry("x-request-id", Headers.requestId(1)));
    }

    @Test
    void andTheApplicationIsToldSo() throws Exception {
        try (WhatIsLogged log = new WhatIsLogged()) {
            inApplication(HiddenImplementationProgram.OwnExecutor.class);
            assertThat(log.text())
                    .contains("WARNING This RESTEasy client's own classes are hidden from the application")
                    .contains("ClientBuilder.executorService(CapturedHeaders.propagating(pool))");
        }
    }

    @SuppressWarnings("unchecked")
    private void inApplication(Class<? extends BiFunction<ClientBuilder, URI, Callable<Void>>> program)
            throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        ClassLoader ofApplication = new ApplicationClassLoader(before);
        thread.setContextClassLoader(new ContextClassLoader(before, ofApplication));
        try {
            var inApplication = (BiFunction<ClientBuilder, URI, Callable<Void>>)
                    Class.forName(program.getName(), true, ofApplication)
                            .getDeclaredConstructor()
                            .newInstance();
            // The server gives out the builder; the application knows it by the standard's types.
            inApplication
                    .apply(new ResteasyClientBuilderImpl(), DOWNSTREAM.uri(path))
                    .call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Lets the server find its own classes and the application's. */
    private static final class ContextClassLoader extends ClassLoader {
        private final ClassLoader application;

        ContextClassLoader(ClassLoader server, ClassLoader application) {
            super(server);
            this.application = application;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return name.startsWith("io.headerhop.") ? application.loadClass(name) : super.loadClass(name, resolve);
        }
    }

    /**
     * Loads Headerhop and the application's classes itself, takes the standard's from the server, and hides RESTEasy's.
     */
    private static final class ApplicationClassLoader extends ClassLoader {
        ApplicationClassLoader(ClassLoader server) {
            super(server);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                if (name.startsWith("org.jboss.resteasy.")) {
                    throw new ClassNotFoundException(name);
                }
                if (!name.startsWith("io.headerhop.")) {
                    return super.loadClass(name, resolve);
                }
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (file == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
