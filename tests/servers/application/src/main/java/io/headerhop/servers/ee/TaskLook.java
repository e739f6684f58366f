// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.ee;

import io.headerhop.servers.Looks;
import jakarta.enterprise.concurrent.spi.ThreadContextProvider;
import jakarta.enterprise.concurrent.spi.ThreadContextSnapshot;
import java.util.Map;

/**
 * A type of context that is nothing but a look at a thread before its next task. Its name is such that servers apply it
 * before Headerhop's; one that did so after it would show the task's own headers, and the test would fail.
 */
public class TaskLook implements ThreadContextProvider {
    @Override
    public ThreadContextSnapshot currentContext(Map<String, String> properties) {
        return () -> {
            Looks.look(Looks.TASK);
            return () -> {};
        };
    }

    @Override
    public ThreadContextSnapshot clearedContext(Map<String, String> properties) {
        return () -> () -> {};
    }

    @Override
    public String getThreadContextType() {
        return "Before";
    }
}
