// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import static java.lang.invoke.MethodType.methodType;
import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import kotlin.jvm.functions.Function0;
import kotlin.reflect.KClass;
import okhttp3.Call;
import okhttp3.EventListener;
import org.jspecify.annotations.Nullable;

/** The methods added to {@link Call} since OkHttp 4.12, the version that this is compiled against. */
final class CallMethods {
    // Null if this version of OkHttp lacks the method: then nobody can call it.
    private static final @Nullable MethodHandle TAG = added("tag", methodType(Object.class, Class.class));
    private static final @Nullable MethodHandle TAG_IN_KOTLIN = added("tag", methodType(Object.class, KClass.class));
    private static final @Nullable MethodHandle TAG_OR_ELSE =
            added("tag", methodType(Object.class, Class.class, Function0.class));
    private static final @Nullable MethodHandle TAG_OR_ELSE_IN_KOTLIN =
            added("tag", methodType(Object.class, KClass.class, Function0.class));
    private static final @Nullable MethodHandle ADD_EVENT_LISTENER =
            added("addEventListener", methodType(void.class, EventListener.class));

    private CallMethods() {}

    static @Nullable Object tag(Call call, Class<?> type) {
        try {
            return (Object) requireNonNull(TAG).invokeExact(call, type);
        } catch (Throwable e) {
            throw CallMethods.<RuntimeException>rethrown(e);
        }
    }

    static @Nullable Object tag(Call call, KClass<?> type) {
        try {
            return (Object) requireNonNull(TAG_IN_KOTLIN).invokeExact(call, type);
        } catch (Throwable e) {
            throw CallMethods.<RuntimeException>rethrown(e);
        }
    }

    static @Nullable Object tag(Call call, Class<?> type, Function0<?> orElse) {
        try {
            return (Object) requireNonNull(TAG_OR_ELSE).invokeExact(call, type, (Function0<?>) orElse);
        } catch (Throwable e) {
            throw CallMethods.<RuntimeException>rethrown(e);
        }
    }

    static @Nullable Object tag(Call call, KClass<?> type, Function0<?> orElse) {
        try {
            return (Object) requireNonNull(TAG_OR_ELSE_IN_KOTLIN).invokeExact(call, type, orElse);
        } catch (Throwable e) {
            throw CallMethods.<RuntimeException>rethrown(e);
        }
    }

    static void addEventListener(Call call, EventListener listener) {
        try {
            requireNonNull(ADD_EVENT_LISTENER).invokeExact(call, listener);
        } catch (Throwable e) {
            throw CallMethods.<RuntimeException>rethrown(e);
        }
    }

    /** OkHttp is written in Kotlin, whose methods can throw checked exceptions without declaring them. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> RuntimeException rethrown(Throwable thrown) throws E {
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
