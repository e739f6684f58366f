// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat keeps a list of lines behind a facade, as bytes of which it makes Strings when it is asked for them. Here a
 * String is made only of what is captured.
 */
final class TomcatHeaders implements HeaderStore {
    private static final int MAX_KNOWN_LENGTH = 40;

    private final MethodHandle inner;
    private final Function<Object, Object> coyoteRequest;
    private final Function<Object, Object> headers;
    private final ToIntFunction<Object> size;
    private final Methods.Element name;
    private final Methods.Element value;
    private final ToIntFunction<Object> type;
    private final int bytesType;
    private final Function<Object, Object> chunk;
    private final Function<Object, Object> buffer;
    private final ToIntFunction<Object> start;
    private final ToIntFunction<Object> length;
    // Names that have come before, each in one of the two places for its hash: the same ones come with each request.
    // Where threads meet, one more String is made. Never more than these, and never long ones.
    private final @Nullable Name[] known = new Name[257];

    TomcatHeaders(Class<?> facade) throws Throwable {
        ClassLoader loader = facade.getClassLoader();
        Field field = facade.getDeclaredField("request");
        field.setAccessible(true);
        inner = MethodHandles.lookup().unreflectGetter(field).asType(MethodType.genericMethodType(1));
        Class<?> request = loader.loadClass("org.apache.catalina.connector.Request");
        Class<?> coyote = loader.loadClass("org.apache.coyote.Request");
        Class<?> lines = loader.loadClass("org.apache.tomcat.util.http.MimeHeaders");
        Class<?> text = loader.loadClass("org.apache.tomcat.util.buf.MessageBytes");
        Class<?> bytes = loader.loadClass("org.apache.tomcat.util.buf.ByteChunk");
        coyoteRequest = Methods.function(request, "getCoyoteRequest", coyote);
        headers = Methods.function(coyote, "getMimeHeaders", lines);
        size = Methods.number(lines, "size");
        name = Methods.element(lines, "getName", text);
        value = Methods.element(lines, "getValue", text);
        type = Methods.number(text, "getType");
        bytesType = text.getField("T_BYTES").getInt(null);
        chunk = Methods.function(text, "getByteChunk", bytes);
        buffer = Methods.function(bytes, "getBuffer", byte[].class);
        start = Methods.number(bytes, "getStart");
        length = Methods.number(bytes, "getLength");
    }

    @Override
    public boolean forEach(HttpServletRequest request, Predicate<String> wanted, BiConsumer<String, String> line) {
        Object own = ownRequest(request);
        if (own == null) {
            return false;
        }
        Object lines = headers.apply(coyoteRequest.apply(own));
        for (int i = 0, end = size.applyAsInt(lines); i < end; i++) {
            String text = nameOf(name.at(lines, i));
            if (text != null && wanted.test(text)) {
                String content = value.at(lines, i).toString();
                if (content != null) {
                    line.accept(text, content);
                }
            }
        }
        return true;
    }

    /** Null once the request is over: then the facade says what is wrong. */
    private @Nullable Object ownRequest(HttpServletRequest facade) {
        try {
            return (Object) inner.invokeExact((Object) facade);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private @Nullable String nameOf(Object text) {
        if (type.applyAsInt(text) != bytesType) {
            return text.toString();
        }
        Object bytes = chunk.apply(text);
        int count = length.applyAsInt(bytes);
        if (count == 0 || count > MAX_KNOWN_LENGTH) {
            return text.toString();
        }
        byte[] all = (byte[]) buffer.apply(bytes);
        int first = start.applyAsInt(bytes);
        int hash = count * 31 + all[first + count / 2] * 7 + all[first + count - 1];
        int place = hash & 255;
        for (int i = place; i <= place + 1; i++) {
            Name before = known[i];
            if (before != null && Arrays.equals(before.bytes, 0, before.bytes.length, all, first, first + count)) {
                return before.text;
            }
        }
        Name made = new Name(Arrays.copyOfRange(all, first, first + count), text.toString());
        known[place + 1] = known[place];
        known[place] = made;
        return made.text;
    }

    private record Name(byte[] bytes, String text) {}
}
