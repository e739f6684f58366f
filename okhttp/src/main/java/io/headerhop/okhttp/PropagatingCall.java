// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import static java.util.Objects.requireNonNull;

import io.headerhop.CapturedHeaders;
import java.io.IOException;
import kotlin.jvm.functions.Function0;
import kotlin.reflect.KClass;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.EventListener;
import okhttp3.Request;
import okhttp3.Response;
import okio.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A call whose callback runs with the caller's headers, and whose clone carries what is current where it is cloned.
 * OkHttp has no hook for the beginning and end of a callback, so the client's own call is wrapped in this one.
 *
 * <p>Compiled against 4.12, but implements {@link Call} of any later version too: methods added since are declared
 * below without {@code @Override} and reach the client's call through {@link CallMethods}.
 */
final class PropagatingCall implements Call {
    private final HeaderPropagationCallFactory factory;
    private final Request request;
    private final CapturedHeaders headers;
    private final Call call;

    /** @param request as the caller passed it; {@code call} has the headers */
    PropagatingCall(HeaderPropagationCallFactory factory, Request request, CapturedHeaders headers, Call call) {
        this.factory = factory;
        this.request = request;
        this.headers = headers;
        this.call = call;
    }

    @Override
    public Request request() {
        return request;
    }

    @Override
    public Response execute() throws IOException {
        return call.execute();
    }

    @Override
    public void enqueue(Callback callback) {
        call.enqueue(new PropagatingCallback(headers, this, requireNonNull(callback)));
    }

    @Override
    public void cancel() {
        call.cancel();
    }

    @Override
    public boolean isExecuted() {
        return call.isExecuted();
    }

    @Override
    public boolean isCanceled() {
        return call.isCanceled();
    }

    @Override
    public Timeout timeout() {
        return call.timeout();
    }

    @Override
    public Call clone() {
        return factory.newCall(request);
    }

    /** As of OkHttp 5.3. */
    public @Nullable Object tag(Class<?> type) {
        return CallMethods.tag(call, type);
    }

    /** As of OkHttp 5.3. */
    public @Nullable Object tag(KClass<?> type) {
        return CallMethods.tag(call, type);
    }

    /** As of OkHttp 5.3. */
    public @Nullable Object tag(Class<?> type, Function0<?> orElse) {
        return CallMethods.tag(call, type, orElse);
    }

    /** As of OkHttp 5.3. */
    public @Nullable Object tag(KClass<?> type, Function0<?> orElse) {
        return CallMethods.tag(call, type, orElse);
    }

    /** As of OkHttp 5.4. */
    public void addEventListener(EventListener listener) {
        CallMethods.addEventListener(call, listener);
    }

    @Override
    public String toString() {
        return call.toString();
    }
}
