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
 * Calls what Servlet 6.1 has added to the streams, and code compiled against 6.0 cannot name. Initialized by the first
 * such call, which with 6.0 there is no way to make.
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
            throw new UnsupportedOperationException("Servlet 6.1 has it, and this is an earlier one", e);
        }
    }

    /** Undeclared exceptions too, which other languages than Java throw. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E asItIs(Throwable e) throws E {
        throw (E) e;
    }
}
