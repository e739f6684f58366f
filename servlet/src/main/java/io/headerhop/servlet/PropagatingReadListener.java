// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import jakarta.servlet.ReadListener;
import java.io.IOException;

/** Calls a listener with the request's headers. */
record PropagatingReadListener(ReadListener delegate, CapturedHeaders headers) implements ReadListener {
    @Override
    public void onDataAvailable() throws IOException {
        try (Scope scope = headers.makeCurrent()) {
            delegate.onDataAvailable();
        }
    }

    @Override
    public void onAllDataRead() throws IOException {
        try (Scope scope = headers.makeCurrent()) {
            delegate.onAllDataRead();
        }
    }

    @Override
    public void onError(Throwable failure) {
        try (Scope scope = headers.makeCurrent()) {
            delegate.onError(failure);
        }
    }
}
