// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import io.headerhop.CapturedHeaders;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;

/** A callback that remembers how it was called, and what was current then. */
class Answer implements Callback {
    private final CompletableFuture<Integer> answered = new CompletableFuture<>();
    private final CompletableFuture<IOException> failed = new CompletableFuture<>();
    private volatile CapturedHeaders seen = CapturedHeaders.none();
    private volatile Call call;

    @Override
    public void onResponse(Call call, Response response) throws IOException {
        response.close();
        remember(call);
        answered.complete(response.code());
    }

    @Override
    public void onFailure(Call call, IOException failure) {
        remember(call);
        failed.complete(failure);
    }

    int awaitResponse() throws Exception {
        return answered.get(20, TimeUnit.SECONDS);
    }

    IOException awaitFailure() throws Exception {
        return failed.get(20, TimeUnit.SECONDS);
    }

    private void remember(Call calledWith) {
        seen = CapturedHeaders.current();
        call = calledWith;
    }

    /** The call that the callback was given. */
    Call call() {
        return call;
    }

    CapturedHeaders seen() {
        return seen;
    }
}
