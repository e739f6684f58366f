// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.contract.Headers;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** A container's threads outlive its applications. */
class NothingIsLeftBehindTest {
    @Test
    void aStoppedApplicationsClassesCanBeCollectedThoughItsThreadsLiveOn() throws Exception {
        ExecutorService containersThread = Executors.newSingleThreadExecutor();
        try {
            WeakReference<ClassLoader> application = runApplicationOn(containersThread);
            for (int i = 0; i < 200 && application.get() != null; i++) {
                System.gc();
                // Run something else on the same thread, so that none of the application's frames stays on its stack.
                containersThread.submit(() -> "idle").get();
            }
            assertThat(application.get()).isNull();
        } finally {
            containersThread.shutdown();
        }
    }

    private static WeakReference<ClassLoader> runApplicationOn(ExecutorService thread) throws Exception {
        try (ApplicationClassLoader loader = new ApplicationClassLoader()) {
            Method serve = loader.loadClass(Application.class.getName()).getDeclaredMethod("serveOneRequest");
            assertThat(serve.getDeclaringClass()).isNotSameAs(Application.class);
            thread.submit(() -> serve.invoke(null)).get();
            return new WeakReference<>(loader);
        }
    }

    /** Runs in a class loader of its own. */
    public static final class Application {
        private Application() {}

        public static void serveOneRequest() {
            try (Scope request = Headers.ofRequest(1).makeCurrent();
                    Scope nested = Headers.ofRequest(2).makeCurrent()) {
                CapturedHeaders.current().first("x-request-id");
            }
        }
    }
}
