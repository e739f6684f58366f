// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/** Reads a body of two parts, the second sent once the first has been read; echoes both. */
final class PartsListener implements ReadListener {
    private final WebApp app;
    private final AsyncContext async;
    private final Semaphore firstPartWasRead;
    private final StringBuilder body = new StringBuilder();

    PartsListener(WebApp app, AsyncContext async, Semaphore firstPartWasRead) {
        this.app = app;
        this.async = async;
        this.firstPartWasRead = firstPartWasRead;
    }

    @Override
    public void onDataAvailable() throws IOException {
        ServletInputStream in = async.getRequest().getInputStream();
        byte[] bytes = new byte[100];
        while (in.isReady() && !in.isFinished()) {
            int length = in.read(bytes);
            if (length > 0) {
                body.append(new String(bytes, 0, length, ISO_8859_1));
            }
        }
        app.at(body.indexOf("second") < 0 ? "first" : "second");
        if (body.indexOf("first,") == 0 && body.indexOf("second") < 0) {
            firstPartWasRead.release();
        }
    }

    @Override
    public void onAllDataRead() throws IOException {
        app.at("onAllDataRead");
        async.getResponse().getOutputStream().print(body.toString());
        async.complete();
    }

    @Override
    public void onError(Throwable failure) {
        app.at("onReadError");
        async.complete();
    }
}
