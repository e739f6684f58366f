// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Keeps what the containers and clients log out of the terminal. */
final class LibraryLog {
    // Kept in a field: a logger without references is garbage-collected, with its handlers.
    private static final Logger ROOT = Logger.getLogger("");

    private LibraryLog() {}

    static void writeTo(Path file) throws IOException {
        LogManager.getLogManager().reset();
        FileHandler handler = new FileHandler(file.toString());
        handler.setFormatter(new SimpleFormatter());
        ROOT.addHandler(handler);
    }
}
