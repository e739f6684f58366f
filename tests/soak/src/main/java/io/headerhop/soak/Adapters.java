// SPDX-License-Identifier: Apache-2.0
package io.headerhop.soak;

import io.headerhop.CapturedHeaders;
import io.headerhop.Destinations;
import io.headerhop.HeaderNames;
import io.headerhop.HeaderPropagation;
import io.headerhop.okhttp.HeaderPropagationCallFactory;
import io.headerhop.servlet.HeaderPropagationInitializer;
import jakarta.servlet.ServletContainerInitializer;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import okhttp3.Call;
import okhttp3.OkHttpClient;

/**
 * What carries the headers through the service. The soak's own test replaces each part with a broken one, to check that
 * the soak notices.
 */
record Adapters(
        ServletContainerInitializer inbound,
        UnaryOperator<ExecutorService> handover,
        Function<OkHttpClient, Call.Factory> okHttp) {

    static final HeaderPropagation PROPAGATION =
            HeaderPropagation.of(HeaderNames.istio().plus("x-tenant-*")).destinations(Destinations.only("127.0.0.1"));

    static Adapters installed() {
        return new Adapters(
                new HeaderPropagationInitializer(PROPAGATION),
                CapturedHeaders::propagating,
                HeaderPropagationCallFactory::create);
    }
}
