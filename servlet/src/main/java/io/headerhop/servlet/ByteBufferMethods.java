// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;

/**
 * Calls the stream methods added in Servlet 6.1, which code compiled against 6.0 cannot name. Initialized by the first
 * such call, which cannot happen with 6.0.
 */
final class ByteBufferMethods {
    private static final MethodHandle READ = find(ServletInputStream.class, "read", int.class);
    private static final MethodHandle WRITE = find(ServletOutputStream.class, "write", void.class);

    private ByteBufferMethods() {}

    static int read(ServletInputStream in, ByteBuffer buffer) throws IOException {
        try {
            return (int) READ.invokeExact(in, buffer);
        } catch (Throwable e) {
            throw ByteBufferMethods.<IOException>asItIs(e);
        }
    }

    static void write(ServletOutputStream out, ByteBuffer buffer) throws IOException {
        try {
            WRITE.invokeExact(out, buffer);
        } catch (Throwable e) {
            throw ByteBufferMethods.<IOException>asItIs(e);
        }
    }

    private static MethodHandle find(Class<?> stream, String name, Class<?> result) {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(stream, name, MethodType.methodType(result, ByteBuffer.class));
        } catch (ReflectiveOperationException e) {
            throw new UnsupportedOperationException(
                    "The servlet API must be 6.1 or later to read or write a ByteBuffer", e);
        }
    }

    /** Undeclared checked exceptions too, which languages other than Java can throw. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E asItIs(Throwable e) throws E {
        throw (E) e;
    }
}
