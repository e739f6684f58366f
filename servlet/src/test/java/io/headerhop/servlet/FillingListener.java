// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/** Writes until the client's buffers are full; when there is room again, either completes or goes on. */
final class FillingListener implements WriteListener {
    private final WebApp app;
    private final AsyncContext async;
    private final ServletResponse response;
    private final Semaphore full;
    private final boolean endless;
    private boolean again;

    FillingListener(WebApp app, AsyncContext async, ServletResponse response, Semaphore full, boolean endless) {
        this.app = app;
        this.async = async;
        this.response = response;
        this.full = full;
        this.endless = endless;
    }

    @Override
    public void onWritePossible() throws IOException {
        app.at(again ? "onWritePossible again" : "onWritePossible");
        if (again && !endless) {
            async.complete();
            return;
        }
        again = true;
        ServletOutputStream out = response.getOutputStream();
        byte[] bytes = new byte[64 * 1024];
        while (out.isReady()) {
            out.write(bytes);
        }
        full.release();
    }

    @Override
    public void onError(Throwable failure) {
        app.at("onWriteError");
        async.complete();
    }
}
