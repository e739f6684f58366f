// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jdkhttpclient;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the JDK has added to its client since 17, the version that this is compiled for. */
final class NewerMethods {
    // Null if this JDK lacks the method: then there is nothing to do.
    private static final @Nullable MethodHandle SHUTDOWN = added(HttpClient.class, "shutdown", methodType(void.class));
    private static final @Nullable MethodHandle SHUTDOWN_NOW =
            added(HttpClient.class, "shutdownNow", methodType(void.class));
    private static final @Nullable MethodHandle AWAIT_TERMINATION =
            added(HttpClient.class, "awaitTermination", methodType(boolean.class, Duration.class));
    private static final @Nullable MethodHandle IS_TERMINATED =
            added(HttpClient.class, "isTerminated", methodType(boolean.class));
    private static final @Nullable MethodHandle CLOSE = added(HttpClient.class, "close", methodType(void.class));
    private static final @Nullable MethodHandle CONNECTION_LABEL =
            added(HttpResponse.class, "connectionLabel", methodType(Optional.class));

    private NewerMethods() {}

    static void shutdown(HttpClient client) {
        call(SHUTDOWN, client);
    }

    static void shutdownNow(HttpClient client) {
        call(SHUTDOWN_NOW, client);
    }

    static void close(HttpClient client) {
        call(CLOSE, client);
    }

    static boolean awaitTermination(HttpClient client, Duration duration) throws InterruptedException {
        if (AWAIT_TERMINATION == null) {
            return false;
        }
        try {
            return (boolean) AWAIT_TERMINATION.invokeExact(client, duration);
        } catch (Throwable e) {
            throw NewerMethods.<RuntimeException>rethrown(e);
        }
    }

    static boolean isTerminated(HttpClient client) {
        if (IS_TERMINATED == null) {
            return false;
        }
        try {
            return (boolean) IS_TERMINATED.invokeExact(client);
        } catch (Throwable e) {
            throw NewerMethods.<RuntimeException>rethrown(e);
        }
    }

    @SuppressWarnings("unchecked")
    static Optional<String> connectionLabel(HttpResponse<?> response) {
        if (CONNECTION_LABEL == null) {
            return Optional.empty();
        }
        try {
            return (Optional<String>) CONNECTION_LABEL.invokeExact(response);
        } catch (Throwable e) {
            throw NewerMethods.<RuntimeException>rethrown(e);
        }
    }

    private static void call(@Nullable MethodHandle method, HttpClient client) {
        if (method != null) {
            try {
                method.invokeExact(client);
            } catch (Throwable e) {
                throw NewerMethods.<RuntimeException>rethrown(e);
            }
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> RuntimeException rethrown(Throwable thrown) throws E {
        throw (E) thrown;
    }

    private static @Nullable MethodHandle added(Class<?> type, String name, MethodType signature) {
        try {
            return MethodHandles.publicLookup().findVirtual(type, name, signature);
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return null;
        }
    }
}
