// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import io.headerhop.Adapters;
import okhttp3.OkHttpClient;

/**
 * Makes an {@link OkHttpClient} carry the headers that are current where its calls are made: for libraries that take a
 * client or its builder, but no call factory. Where you make the calls yourself, and with Retrofit,
 * {@link HeaderPropagationCallFactory} does more.
 *
 * <pre>{@code
 * OkHttpClient client = HeaderPropagationInterceptors.install(new OkHttpClient.Builder()).build();
 * }</pre>
 *
 * <p>A call takes what is current when {@code newCall} or {@code clone} is called, and so do the calls of clients
 * derived from this one with {@code newBuilder}. The headers are current in interceptors, authenticators and event
 * listeners, on the dispatcher's threads too.
 *
 * <p>Install last. An event listener set on the builder afterwards, or on one that is derived, replaces the hook, and
 * nothing is carried; a warning says so. What interceptors added afterwards set on a request replaces a header of that
 * name, but not the others of its group.
 *
 * <p>Two things OkHttp has no hook for: a {@code Callback} is called with nothing current, and web sockets carry
 * nothing. The call factory does both.
 *
 * <p>Installing twice does no harm. The method keeps no state and can be called from any thread.
 */
public final class HeaderPropagationInterceptors {
    private HeaderPropagationInterceptors() {}

    /** Installs on this builder, and returns it. */
    public static OkHttpClient.Builder install(OkHttpClient.Builder builder) {
        Adapters.outbound("OkHttp");
        InstalledCalls.install(builder);
        return builder;
    }
}
