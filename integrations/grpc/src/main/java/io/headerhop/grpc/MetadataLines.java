// SPDX-License-Identifier: Apache-2.0
package io.headerhop.grpc;

import io.grpc.Metadata;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Metadata as lines of text. What gRPC keeps as bytes, the names that end in {@code -bin}, is the Base64 that goes over
 * the wire: so a {@code grpc-trace-bin} can come in by HTTP and leave by gRPC, or the other way round.
 */
final class MetadataLines {
    // HTTP allows more in a name, and gRPC throws.
    private static final Pattern NAME = Pattern.compile("[0-9a-z._-]+");

    private MetadataLines() {}

    static void forEach(Metadata metadata, Predicate<String> wanted, BiConsumer<String, String> line) {
        for (String name : metadata.keys()) {
            if (wanted.test(name)) {
                values(metadata, name).forEach(value -> line.accept(name, value));
            }
        }
    }

    /** All values in their order; {@code name} is in lower case. */
    static List<String> values(Metadata metadata, String name) {
        List<String> values = new ArrayList<>(1);
        if (isBinary(name)) {
            Iterable<byte[]> all = NAME.matcher(name).matches() ? metadata.getAll(binary(name)) : null;
            if (all != null) {
                all.forEach(
                        value -> values.add(Base64.getEncoder().withoutPadding().encodeToString(value)));
            }
        } else {
            Iterable<String> all = NAME.matcher(name).matches() ? metadata.getAll(text(name)) : null;
            if (all != null) {
                all.forEach(values::add);
            }
        }
        return values;
    }

    /** Adds a line, unless gRPC has no such name or the value is not the Base64 that it ought to be. */
    static void add(Metadata metadata, String name, String value) {
        if (!NAME.matcher(name).matches()) {
            return;
        }
        if (!isBinary(name)) {
            metadata.put(text(name), value);
            return;
        }
        List<byte[]> decoded = decoded(value);
        if (decoded != null) {
            decoded.forEach(bytes -> metadata.put(binary(name), bytes));
        }
    }

    /** HTTP may have joined several values by commas, which are not in Base64. */
    private static @Nullable List<byte[]> decoded(String value) {
        List<byte[]> decoded = new ArrayList<>(1);
        try {
            for (String one : value.split(",", -1)) {
                decoded.add(Base64.getDecoder().decode(one.strip()));
            }
            return decoded;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    static void remove(Metadata metadata, String name) {
        if (NAME.matcher(name).matches()) {
            metadata.removeAll(key(name));
        }
    }

    private static boolean isBinary(String name) {
        return name.endsWith(Metadata.BINARY_HEADER_SUFFIX);
    }

    private static Metadata.Key<?> key(String name) {
        return isBinary(name) ? binary(name) : text(name);
    }

    private static Metadata.Key<byte[]> binary(String name) {
        return Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER);
    }

    private static Metadata.Key<String> text(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }
}
