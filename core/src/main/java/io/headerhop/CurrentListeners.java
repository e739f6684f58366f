// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import io.headerhop.spi.CurrentListener;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Those that are installed. Most services have none, and then the compiler leaves all of this out. */
final class CurrentListeners {
    // A broken class path can say the same again and again.
    private static final int MAX_FAILURES = 100;
    // What the thread's listeners were last told of: the headers' storage, null for none. Of the JDK's classes alone.
    private static final ThreadLocal<@Nullable AtomicReference<@Nullable Object>> TOLD = new ThreadLocal<>();

    private static final List<IllegalArgumentException> WRONG_SETTINGS = new ArrayList<>();
    private static final CurrentListener[] INSTALLED =
            in(CurrentListener.class.getClassLoader()).toArray(CurrentListener[]::new);

    private CurrentListeners() {}

    /** What is wrong is said at start, where somebody reads it, and not in each request. */
    static void requireRightSettings() {
        if (!WRONG_SETTINGS.isEmpty()) {
            IllegalArgumentException wrong = WRONG_SETTINGS.get(0);
            throw new IllegalArgumentException(wrong.getMessage(), wrong);
        }
    }

    static void tell(CapturedHeaders current) {
        if (INSTALLED.length > 0) {
            tellInstalled(current);
        }
    }

    private static void tellInstalled(CapturedHeaders current) {
        AtomicReference<@Nullable Object> told = TOLD.get();
        if (told == null) {
            told = new AtomicReference<>();
            TOLD.set(told);
        }
        Object storage = current == CapturedHeaders.none() ? null : current.storage();
        if (told.getPlain() == storage && !current.isEmpty()) {
            // The same in a scope inside, as of a second adapter, or in the one around it.
            return;
        }
        told.setPlain(storage);
        for (CurrentListener listener : INSTALLED) {
            try {
                listener.currentChanged(current);
            } catch (Throwable e) {
                PropagationEvent.USER_CODE_FAILED.add(1);
            }
        }
    }

    /** Nothing is current on this thread: another one may have ended what was. */
    static void tellOfNothing() {
        if (INSTALLED.length > 0) {
            AtomicReference<@Nullable Object> told = TOLD.get();
            if (told != null && told.getPlain() != null) {
                tellInstalled(CapturedHeaders.none());
            }
        }
    }

    static List<CurrentListener> in(ClassLoader loader) {
        List<CurrentListener> found = new ArrayList<>();
        Iterator<CurrentListener> listeners =
                ServiceLoader.load(CurrentListener.class, loader).iterator();
        for (int failures = 0; failures < MAX_FAILURES; failures++) {
            try {
                while (listeners.hasNext()) {
                    found.add(listeners.next());
                }
                break;
            } catch (ServiceConfigurationError | LinkageError e) {
                if (e.getCause() instanceof IllegalArgumentException wrong) {
                    WRONG_SETTINGS.add(wrong);
                } else {
                    // A jar without what it is for, or for a later JDK: the headers are carried all the same.
                    Adapters.warn("Headerhop cannot show what is current: " + e.getMessage() + reason(e));
                }
            }
        }
        return found;
    }

    private static String reason(Error error) {
        return error.getCause() == null ? "" : ": " + error.getCause();
    }
}
