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
        URL[] classes = {
            HeaderPropagation.class.getProtectionDomain().getCodeSource().getLocation(),
            Headers.class.getProtectionDomain().getCodeSource().getLocation(),
            FlightRecorderFailureTest.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
        };
        try (LoaderWithoutEvents loader = new LoaderWithoutEvents(classes)) {
            Object count = loader.loadClass(Application.class.getName())
                    .getDeclaredMethod("misuseAScope")
                    .invoke(null);
            assertThat(count).isEqualTo(2L);
            assertThat(loader.failures).isEqualTo(1);
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
        private int failures;

        LoaderWithoutEvents(URL[] classes) {
            super(classes, FlightRecorderFailureTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.equals("io.headerhop.FlightEvents")) {
                failures++;
                throw new InternalError("as an agent throws that rewrites the classes of events");
            }
            if (!name.startsWith("io.headerhop.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }
}
