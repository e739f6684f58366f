// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * The outermost interceptor of a client, with the headers of the call current, on the dispatcher's threads too. In its
 * place and not around it: for one more interceptor OkHttp would copy its chain once more for each call.
 */
record CurrentInside(Interceptor interceptor) implements Interceptor {
    static OkHttpClient.Builder install(OkHttpClient.Builder client) {
        client.interceptors().set(0, new CurrentInside(client.interceptors().get(0)));
        return client;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        return intercept(chain, CallHeaders.capturedFor(chain.call()), interceptor);
    }

    /** Runs the interceptor with these headers current. */
    @SuppressWarnings("ReferenceEquality") // The same headers: nothing would change.
    static Response intercept(Chain chain, CapturedHeaders headers, Interceptor interceptor) throws IOException {
        if (CapturedHeaders.current() == headers) {
            return interceptor.intercept(chain);
        }
        try (Scope scope = headers.makeCurrent()) {
            return interceptor.intercept(chain);
        }
    }

    /** OkHttp names an interceptor that breaks its rules. */
    @Override
    public String toString() {
        return interceptor.toString();
    }
}
