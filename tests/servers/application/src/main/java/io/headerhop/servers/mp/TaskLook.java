// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.mp;

import io.headerhop.servers.Looks;
import java.util.Map;
import org.eclipse.microprofile.context.spi.ThreadContextProvider;
import org.eclipse.microprofile.context.spi.ThreadContextSnapshot;

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
