// SPDX-License-Identifier: Apache-2.0
package io.headerhop.lost;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.HeaderPropagation;
import io.headerhop.PropagationEvent;
import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;

/** What the recorder does when an event's class is first needed happens on the thread of a request. */
class FlightRecorderFailureTest {
    @Test
    void anEventThatCannotBeRecordedIsCountedAndGoesNoFurther() throws Exception {
        try (LoaderWithoutEvents loader =
                new LoaderWithoutEvents(new InternalError("as an agent throws that rewrites the classes of events"))) {
            assertThat(loader.misuseAScope()).isEqualTo(2L);
            assertThat(loader.asked).isEqualTo(1);
        }
    }

    @Test
    void theEndOfADeepStackCostsOneEventOnly() throws Exception {
        try (LoaderWithoutEvents loader = new LoaderWithoutEvents(new StackOverflowError())) {
            assertThat(loader.misuseAScope()).isEqualTo(2L);
            assertThat(loader.asked).isEqualTo(2);
        }
    }

    /** Runs in a class loader of its own. */
    public static final class Application {
        private Application() {}

        public static long misuseAScope() {
            Scope scope = Headers.ofRequest(1).makeCurrent();
            scope.close();
            scope.close();
            scope.close();
            return PropagationEvent.SCOPE_CLOSED_TWICE.count();
        }
    }

    private static final class LoaderWithoutEvents extends URLClassLoader {
        private final Error failure;
        private int asked;

        LoaderWithoutEvents(Error failure) {
            super(
                    new URL[] {
                        locationOf(HeaderPropagation.class),
                        locationOf(Headers.class),
                        locationOf(FlightRecorderFailureTest.class)
                    },
                    FlightRecorderFailureTest.class.getClassLoader());
            this.failure = failure;
        }

        private static URL locationOf(Class<?> type) {
            return type.getProtectionDomain().getCodeSource().getLocation();
        }

        Object misuseAScope() throws ReflectiveOperationException {
            return loadClass(Application.class.getName())
                    .getDeclaredMethod("misuseAScope")
                    .invoke(null);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.equals("io.headerhop.FlightEvents")) {
                asked++;
                throw failure;
            }
            if (!name.startsWith("io.headerhop.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }
}
