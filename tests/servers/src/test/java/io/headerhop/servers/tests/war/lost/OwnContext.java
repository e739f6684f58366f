// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.tests.war.lost;

import jakarta.enterprise.concurrent.spi.ThreadContextProvider;
import jakarta.enterprise.concurrent.spi.ThreadContextSnapshot;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A name among those that are current on a thread. */
public abstract class OwnContext implements ThreadContextProvider {
    private static final ThreadLocal<Set<String>> CURRENT = ThreadLocal.withInitial(TreeSet::new);

    private final String type;

    OwnContext(String type) {
        this.type = type;
    }

    static void set(String... names) {
        CURRENT.set(new TreeSet<>(Set.of(names)));
    }

    static String current() {
        return String.join(" and ", CURRENT.get());
    }

    @Override
    public ThreadContextSnapshot currentContext(Map<String, String> properties) {
        Meanwhile.anotherThreadSubmits();
        return snapshot(CURRENT.get().contains(type));
    }

    @Override
    public ThreadContextSnapshot clearedContext(Map<String, String> properties) {
        return snapshot(false);
    }

    private ThreadContextSnapshot snapshot(boolean present) {
        return () -> {
            boolean before = put(present);
            return () -> put(before);
        };
    }

    private boolean put(boolean present) {
        return present ? !CURRENT.get().add(type) : CURRENT.get().remove(type);
    }

    @Override
    public String getThreadContextType() {
        Meanwhile.stay();
        return type;
    }
}
