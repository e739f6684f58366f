package io.headerhop.okhttp;

import static java.util.Objects.requireNonNull;

import io.headerhop.CapturedHeaders;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.Callback;
import org.jspecify.annotations.Nullable;

/**
 * A call whose callback runs with the caller's headers, and whose clone carries what is current where it is cloned.
 *
 * <p>Not a class that implements {@link Call}: OkHttp adds abstract methods to it ({@code tag} in 5.3,
 * {@code addEventListener} in 5.4), and they would fail with an {@link AbstractMethodError} in a class that was
 * compiled against 4.12.
 */
record PropagatingCall(Call call, CapturedHeaders headers, Supplier<Call> again) implements InvocationHandler {
    static Call of(Call call, CapturedHeaders headers, Supplier<Call> again) {
        return (Call) Proxy.newProxyInstance(
                Call.class.getClassLoader(), new Class<?>[] {Call.class}, new PropagatingCall(call, headers, again));
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // A call is equal to itself only, as without the proxy.
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        Object argument = arguments == null ? null : arguments[0];
        return switch (method.getName()) {
            case "enqueue" -> enqueue((Call) proxy, (Callback) requireNonNull(argument));
            case "clone" -> again.get();
            case "equals" -> proxy == argument;
            default -> onCall(method, arguments);
        };
    }

    private @Nullable Object enqueue(Call self, Callback callback) {
        call.enqueue(new PropagatingCallback(headers, self, callback));
        return null;
    }

    private @Nullable Object onCall(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(call, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
