package io.headerhop.jaxrs.resteasy;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import org.jboss.resteasy.spi.concurrent.ThreadContext;
import org.jspecify.annotations.Nullable;

/**
 * Hands the current headers over to the threads of RESTEasy's executors, which run a client's asynchronous calls and
 * their callbacks. RESTEasy finds it as a service: {@code client.register} does not reach these executors. Public for
 * that only; without RESTEasy it is never loaded.
 */
public final class ClientThreadContext implements ThreadContext<ClientThreadContext.Task> {
    /** One task, for which RESTEasy asks for the context where it is submitted. */
    public static final class Task {
        private final CapturedHeaders headers = CapturedHeaders.current();
        private @Nullable Scope scope;

        private Task() {}
    }

    /** Called by RESTEasy. */
    public ClientThreadContext() {}

    @Override
    public Task capture() {
        return new Task();
    }

    @Override
    public void push(Task task) {
        task.scope = task.headers.makeCurrent();
    }

    /** Makes current again what was: with a direct or caller-runs executor, that is the caller's own thread. */
    @Override
    public void reset(Task task) {
        if (task.scope != null) {
            task.scope.close();
        }
    }
}
