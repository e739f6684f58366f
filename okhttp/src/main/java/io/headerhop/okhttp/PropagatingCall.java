package io.headerhop.okhttp;

import static java.lang.invoke.MethodType.methodType;
import static java.util.Objects.requireNonNull;

import io.headerhop.CapturedHeaders;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import kotlin.jvm.functions.Function0;
import kotlin.reflect.KClass;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.EventListener;
import okhttp3.Request;
import okhttp3.Response;
import okio.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A call whose callback runs with the caller's headers, and whose clone carries what is current where it is cloned.
 * OkHttp tells nobody when a callback begins and ends: this is why it is not the client's own call that is returned.
 *
 * <p>Compiled against 4.12 and the {@link Call} of any version since: what was added to it stands below without
 * {@code @Override} and reaches the client's call by method handles.
 */
final class PropagatingCall implements Call {
    // Null where OkHttp does not have the method yet: nobody can call it there.
    private static final @Nullable MethodHandle TAG = added("tag", methodType(Object.class, Class.class));
    private static final @Nullable MethodHandle TAG_IN_KOTLIN = added("tag", methodType(Object.class, KClass.class));
    private static final @Nullable MethodHandle TAG_OR_ELSE =
            added("tag", methodType(Object.class, Class.class, Function0.class));
    private static final @Nullable MethodHandle TAG_OR_ELSE_IN_KOTLIN =
            added("tag", methodType(Object.class, KClass.class, Function0.class));
    private static final @Nullable MethodHandle ADD_EVENT_LISTENER =
            added("addEventListener", methodType(void.class, EventListener.class));

    private final HeaderPropagationCallFactory factory;
    private final Request request;
    private final CapturedHeaders headers;
    private final Call call;

    /** @param request as the caller gave it; {@code call} was made with a copy that knows its headers */
    PropagatingCall(HeaderPropagationCallFactory factory, Request request, CapturedHeaders headers, Call call) {
        this.factory = factory;
        this.request = request;
        this.headers = headers;
        this.call = call;
    }

    @Override
    public Request request() {
        return request;
    }

    @Override
    public Response execute() throws IOException {
        return call.execute();
    }

    @Override
    public void enqueue(Callback callback) {
        call.enqueue(new PropagatingCallback(headers, this, requireNonNull(callback)));
    }

    @Override
    public void cancel() {
        call.cancel();
    }

    @Override
    public boolean isExecuted() {
        return call.isExecuted();
    }

    @Override
    public boolean isCanceled() {
        return call.isCanceled();
    }

    @Override
    public Timeout timeout() {
        return call.timeout();
    }

    @Override
    public Call clone() {
        return factory.newCall(request);
    }

    /** As of OkHttp 5.3. */
    public @Nullable Object tag(Class<?> type) {
        return invoke(TAG, type);
    }

    /** As of OkHttp 5.3. */
    public @Nullable Object tag(KClass<?> type) {
        return invoke(TAG_IN_KOTLIN, type);
    }

    /** As of OkHttp 5.3. */
    public @Nullable Object tag(Class<?> type, Function0<?> orElse) {
        return invoke(TAG_OR_ELSE, type, orElse);
    }

    /** As of OkHttp 5.3. */
    public @Nullable Object tag(KClass<?> type, Function0<?> orElse) {
        return invoke(TAG_OR_ELSE_IN_KOTLIN, type, orElse);
    }

    /** As of OkHttp 5.4. */
    public void addEventListener(EventListener listener) {
        invoke(ADD_EVENT_LISTENER, listener);
    }

    @Override
    public String toString() {
        return call.toString();
    }

    private @Nullable Object invoke(@Nullable MethodHandle method, Object... arguments) {
        try {
            return requireNonNull(method).bindTo(call).invokeWithArguments(arguments);
        } catch (Throwable e) {
            PropagatingCall.<RuntimeException>rethrow(e);
            return null;
        }
    }

    /** OkHttp is written in a language whose methods declare nothing and can throw anything. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void rethrow(Throwable thrown) throws E {
        throw (E) thrown;
    }

    private static @Nullable MethodHandle added(String name, MethodType type) {
        try {
            return MethodHandles.publicLookup().findVirtual(Call.class, name, type);
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return null;
        }
    }
}
