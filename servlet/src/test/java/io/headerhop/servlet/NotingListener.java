// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/** Notes what is current when it is called, stays on for further cycles, and completes the request if necessary. */
record NotingListener(WebApp app) implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {
        app.at("onComplete");
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        app.at("onTimeout");
        event.getAsyncContext().complete();
    }

    @Override
    public void onError(AsyncEvent event) {
        app.at("onError");
        event.getAsyncContext().complete();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        app.at("onStartAsync");
        event.getAsyncContext().addListener(this);
    }
}
