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
 * @param bytes the sizes of jars
 * @param trees by mode, one for each trace store
 * @param costs by mode, one for each time that the shop was opened
 */
record Results(Made made, Bytes bytes, Map<Mode, List<Trees>> trees, Map<Mode, List<Cost>> costs) {

    /** @param load orders before the memory is read the second time */
    record Made(String date, String jdk, String agent, String envoy, int cores, int load) {}

    /**
     * What a service has more: the agent, Headerhop's extension for it, and all Headerhop's jars that the shop uses.
     */
    record Bytes(long agent, long extension, long headerhop) {}

    List<Trees> trees(Mode mode) {
        return trees.getOrDefault(mode, List.of());
    }

    List<Cost> costs(Mode mode) {
        return costs.getOrDefault(mode, List.of());
    }

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
