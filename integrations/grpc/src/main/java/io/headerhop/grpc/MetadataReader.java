// SPDX-License-Identifier: Apache-2.0
package io.headerhop.grpc;

import io.grpc.Metadata;
import io.headerhop.spi.HeaderReader;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads what came with a call. */
enum MetadataReader implements HeaderReader<Metadata> {
    INSTANCE;

    @Override
    public @Nullable String first(Metadata metadata, String name) {
        List<String> values = MetadataLines.values(metadata, name);
        return values.isEmpty() ? null : values.get(0);
    }

    @Override
    public Iterator<String> values(Metadata metadata, String name) {
        return MetadataLines.values(metadata, name).iterator();
    }

    @Override
    public Iterator<String> names(Metadata metadata) {
        return metadata.keys().iterator();
    }

    @Override
    public boolean forEach(Metadata metadata, Predicate<String> wanted, BiConsumer<String, String> line) {
        MetadataLines.forEach(metadata, wanted, line);
        return true;
    }
}
