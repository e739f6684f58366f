// SPDX-License-Identifier: Apache-2.0
package io.headerhop.opentelemetry;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** gRPC's headers, which are asked by keys and not by names. */
final class GrpcMetadata {
    private final Object marshaller;
    private final Method key;
    private final Method getAll;
    private final Method discardAll;

    private GrpcMetadata(Class<?> type) throws ReflectiveOperationException {
        // Not by its name, which the agent might change here.
        Class<?> keyType = type.getClassLoader().loadClass(type.getName() + "$Key");
        Class<?> marshallerType = type.getClassLoader().loadClass(type.getName() + "$AsciiMarshaller");
        marshaller = type.getField("ASCII_STRING_MARSHALLER").get(null);
        key = keyType.getMethod("of", String.class, marshallerType);
        getAll = type.getMethod("getAll", keyType);
        discardAll = type.getMethod("discardAll", keyType);
    }

    /** Null for all other types. */
    static @Nullable GrpcMetadata of(Class<?> type) {
        if (!type.getSimpleName().equals("Metadata")) {
            return null;
        }
        try {
            return new GrpcMetadata(type);
        } catch (ReflectiveOperationException | LinkageError e) {
            return null;
        }
    }

    @Nullable Object values(Object metadata, String name) throws ReflectiveOperationException {
        Object ofName = keyOf(name);
        return ofName == null ? null : getAll.invoke(metadata, ofName);
    }

    void remove(Object metadata, String name) throws ReflectiveOperationException {
        Object ofName = keyOf(name);
        if (ofName != null) {
            Object unused = discardAll.invoke(metadata, ofName);
        }
    }

    /** Null for a name that has no text, as one that ends in -bin. */
    private @Nullable Object keyOf(String name) throws ReflectiveOperationException {
        try {
            return key.invoke(null, name, marshaller);
        } catch (InvocationTargetException e) {
            return null;
        }
    }
}
