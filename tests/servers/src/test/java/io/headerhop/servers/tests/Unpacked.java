// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A server that comes as a zip file. */
final class Unpacked {
    private Unpacked() {}

    /** Unpacks the file that a system property names, unless that was done before; returns its only folder. */
    static Path server(String property) throws IOException {
        Path file = Path.of(System.getProperty(property));
        String name = file.getFileName().toString().replace(".zip", "");
        Path folder = Path.of("target", "unpacked", name).toAbsolutePath();
        Path complete = Path.of("target", "unpacked", name + ".complete");
        if (!Files.exists(complete)) {
            try (ZipFile zip = new ZipFile(file.toFile())) {
                for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                    ZipEntry entry = entries.nextElement();
                    Path target = folder.resolve(entry.getName()).normalize();
                    if (!target.startsWith(folder)) {
                        throw new IOException("outside of the folder: " + entry);
                    }
                    if (entry.isDirectory()) {
                        Files.createDirectories(target);
                    } else {
                        Files.createDirectories(target.getParent());
                        Files.write(target, zip.getInputStream(entry).readAllBytes());
                    }
                }
            }
            Files.createFile(complete);
        }
        try (var folders = Files.list(folder)) {
            return folders.findFirst().orElseThrow();
        }
    }
}
