// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import java.io.IOException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;

/** Runs a callback with the headers of the call, or with none if it has none, whatever is current on the thread. */
record PropagatingCallback(CapturedHeaders headers, Call call, Callback callback) implements Callback {
    @Override
    public void onResponse(Call inner, Response response) throws IOException {
        try (Scope scope = headers.makeCurrent()) {
            callback.onResponse(call, response);
        }
    }

    @Override
    public void onFailure(Call inner, IOException failure) {
        try (Scope scope = headers.makeCurrent()) {
            callback.onFailure(call, failure);
        }
    }
}
