// SPDX-License-Identifier: Apache-2.0
package io.headerhop.grpc;

import io.grpc.Metadata;
import io.headerhop.spi.HeaderWriter;
import java.util.Locale;
import java.util.function.BiConsumer;

/** Writes what goes out with a call. */
enum MetadataWriter implements HeaderWriter<Metadata> {
    INSTANCE;

    @Override
    public String client() {
        return "gRPC";
    }

    @Override
    public void forEach(Metadata metadata, BiConsumer<String, String> line) {
        MetadataLines.forEach(metadata, name -> true, line);
    }

    @Override
    public void add(Metadata metadata, String name, String value) {
        MetadataLines.add(metadata, name.toLowerCase(Locale.ROOT), value);
    }

    @Override
    public void remove(Metadata metadata, String name) {
        MetadataLines.remove(metadata, name.toLowerCase(Locale.ROOT));
    }
}
