// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import io.headerhop.spi.CurrentListener;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Those that are installed. Most services have none, and then the compiler leaves all of this out. */
final class CurrentListeners {
    private static final List<IllegalArgumentException> WRONG_SETTINGS = new ArrayList<>();
    private static final CurrentListener[] INSTALLED = installed();

    private CurrentListeners() {}

    /** What is wrong is said at start, where somebody reads it, and not in each request. */
    static void requireRightSettings() {
        if (!WRONG_SETTINGS.isEmpty()) {
            IllegalArgumentException wrong = WRONG_SETTINGS.get(0);
            throw new IllegalArgumentException(wrong.getMessage(), wrong);
        }
    }

    static void tell(CapturedHeaders current) {
        for (CurrentListener listener : INSTALLED) {
            try {
                listener.currentChanged(current);
            } catch (Throwable e) {
                PropagationEvent.USER_CODE_FAILED.add(1);
            }
        }
    }

    private static CurrentListener[] installed() {
        List<CurrentListener> found = new ArrayList<>();
        try {
            ServiceLoader.load(CurrentListener.class, CurrentListener.class.getClassLoader())
                    .forEach(found::add);
        } catch (ServiceConfigurationError e) {
            if (e.getCause() instanceof IllegalArgumentException wrong) {
                WRONG_SETTINGS.add(wrong);
            } else {
                // A jar without what it is for: the headers are carried all the same.
                Adapters.warn("Headerhop cannot show what is current: " + e.getMessage() + reason(e));
            }
        }
        return found.toArray(CurrentListener[]::new);
    }

    private static String reason(ServiceConfigurationError error) {
        return error.getCause() == null ? "" : ": " + error.getCause();
    }
}
