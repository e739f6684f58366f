// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/** Calls a listener with the request's headers. */
record PropagatingWriteListener(WriteListener delegate, CapturedHeaders headers) implements WriteListener {
    @Override
    public void onWritePossible() throws IOException {
        try (Scope scope = headers.makeCurrent()) {
            delegate.onWritePossible();
        }
    }

    @Override
    public void onError(Throwable failure) {
        try (Scope scope = headers.makeCurrent()) {
            delegate.onError(failure);
        }
    }
}
