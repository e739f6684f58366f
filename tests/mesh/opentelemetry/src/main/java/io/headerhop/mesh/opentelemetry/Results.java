// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh.opentelemetry;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * All that one run of the command has found: the content of {@code results.json}.
 *
 * @param made when, and on what
 * @param bytes the sizes of the jars that a service has more
 * @param trees by mode, one for each trace store
 * @param costs by mode, one for each time that the shop was opened
 */
record Results(Made made, Map<String, Long> bytes, Map<Mode, List<Trees>> trees, Map<Mode, List<Cost>> costs) {

    /** @param load orders before the memory is read the second time */
    record Made(String date, String jdk, String agent, String envoy, int cores, int load) {}

    /** The names in {@link #bytes()}. */
    static final String AGENT = "agent";

    static final String EXTENSION = "extension";
    static final String HEADERHOP = "headerhop";

    static Results read(Path file) throws IOException {
        return new Gson().fromJson(Files.readString(file), Results.class);
    }

    void write(Path file) throws IOException {
        Files.writeString(
                file,
                new GsonBuilder()
                                .setPrettyPrinting()
                                .disableHtmlEscaping()
                                .create()
                                .toJson(this)
                        + "\n");
    }
}
