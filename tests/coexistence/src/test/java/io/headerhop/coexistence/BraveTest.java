// SPDX-License-Identifier: Apache-2.0
package io.headerhop.coexistence;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import brave.Tracing;
import brave.handler.SpanHandler;
import brave.jakarta.servlet.TracingFilter;
import brave.okhttp3.TracingInterceptor;
import io.headerhop.HeaderPropagation;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Brave's own filter and interceptor, which write x-b3-* headers. */
class BraveTest {
    private final Tracing tracing = Tracing.newBuilder()
            .localServiceName("relay")
            .addSpanHandler(new KeepQuiet())
            .build();

    /** Without any handler Brave logs each span. */
    private static final class KeepQuiet extends SpanHandler {}

    @AfterEach
    void closeTracing() {
        tracing.close();
    }

    /** It writes before Headerhop does. */
    @Nested
    class AsApplicationInterceptor implements TracerContract {
        @Override
        public RelayService start(HeaderPropagation propagation) throws Exception {
            OkHttpClient client = new OkHttpClient.Builder()
                    .addInterceptor(TracingInterceptor.create(tracing))
                    .build();
            return new RelayService(propagation, client, TracingFilter.create(tracing));
        }

        @Test
        void byDefaultItsB3KeepsTheWholeGroupOutAndTheOtherFormStaysTheCallers() throws Exception {
            try (RelayService service = start(HeaderPropagation.istio())) {
                Map<String, String> received = service.receivedFor("b3: " + Inbound.B3);
                assertThat(received).doesNotContainKey("b3");
                Inbound.assertTracersOwn(received);

                assertThat(service.receivedFor(Inbound.ALL)).contains(entry("traceparent", Inbound.TRACEPARENT));
            }
        }

        @Test
        void replacingPutsTheInboundIdsInPlaceOfItsOwn() throws Exception {
            try (RelayService service = start(HeaderPropagation.istio().replacing(true))) {
                assertThat(service.receivedFor(Inbound.ALL)).contains(entry("x-b3-spanid", Inbound.SPAN_ID));
            }
        }
    }

    /** It writes after Headerhop, replacing headers with the same name. */
    @Nested
    class AsNetworkInterceptor implements TracerContract {
        @Override
        public RelayService start(HeaderPropagation propagation) throws Exception {
            OkHttpClient client = new OkHttpClient.Builder()
                    .addNetworkInterceptor(TracingInterceptor.create(tracing))
                    .build();
            return new RelayService(propagation, client, TracingFilter.create(tracing));
        }

        @Test
        void byDefaultItsB3ReplacesTheSameFormAndStandsBesideTheOther() throws Exception {
            try (RelayService service = start(HeaderPropagation.istio())) {
                assertThat(service.receivedFor(Inbound.ALL))
                        .doesNotContainEntry("x-b3-spanid", Inbound.SPAN_ID)
                        .contains(entry("traceparent", Inbound.TRACEPARENT));

                Map<String, String> received = service.receivedFor("b3: " + Inbound.B3);
                assertThat(received).containsKey("x-b3-spanid").contains(entry("b3", Inbound.B3));
            }
        }
    }
}
