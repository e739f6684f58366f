// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Everything that Headerhop logs until this is closed: a line each, with its level. */
final class WhatIsLogged extends Handler implements AutoCloseable {
    private final Logger logger = Logger.getLogger("io.headerhop");
    private final StringBuffer text = new StringBuffer();

    WhatIsLogged() {
        logger.addHandler(this);
    }

    String text() {
        return text.toString();
    }

    @Override
    public void publish(LogRecord entry) {
        text.append(entry.getLevel()).append(' ').append(entry.getMessage()).append('\n');
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
