// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import brave.baggage.BaggageField;
import brave.baggage.BaggagePropagation;
import brave.baggage.BaggagePropagationConfig.SingleBaggageField;
import brave.propagation.B3Propagation;
import brave.propagation.CurrentTraceContext;
import brave.propagation.Propagation;
import brave.propagation.ThreadLocalCurrentTraceContext;
import brave.propagation.TraceContext;
import brave.propagation.TraceContextOrSamplingFlags;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import java.util.List;
import okhttp3.Interceptor;
import okhttp3.Request;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpRequestInterceptor;

/** Brave's propagation of B3 and, as baggage, x-request-id, used only to pass headers on: no spans. */
final class BraveRequestId implements Interceptors {
    private final CurrentTraceContext current = ThreadLocalCurrentTraceContext.create();
    private final Propagation.Factory factory = BaggagePropagation.newFactoryBuilder(B3Propagation.newFactoryBuilder()
                    .injectFormat(B3Propagation.Format.MULTI)
                    .build())
            .add(SingleBaggageField.remote(BaggageField.create("x-request-id")))
            .build();
    private final Propagation<String> propagation = factory.get();
    private final TraceContext.Extractor<HttpServletRequest> extractor =
            propagation.extractor(HttpServletRequest::getHeader);
    private final TraceContext.Injector<Request.Builder> okHttp = propagation.injector(Request.Builder::header);
    private final TraceContext.Injector<HttpRequest> httpClient = propagation.injector(HttpRequest::setHeader);
    private final TraceContext.Injector<ClientRequestContext> jaxrs =
            propagation.injector((request, name, value) -> request.getHeaders().putSingle(name, value));

    @Override
    public Filter filter() {
        return (request, response, chain) -> {
            TraceContextOrSamplingFlags extracted = extractor.extract((HttpServletRequest) request);
            TraceContext context = extracted.context();
            if (context == null) {
                chain.doFilter(request, response);
                return;
            }
            if (!extracted.extra().isEmpty()) {
                TraceContext.Builder builder = context.toBuilder();
                extracted.extra().forEach(builder::addExtra);
                context = builder.build();
            }
            try (CurrentTraceContext.Scope scope = current.newScope(factory.decorate(context))) {
                chain.doFilter(request, response);
            }
        };
    }

    @Override
    public Interceptor okHttp() {
        return chain -> {
            TraceContext context = current.get();
            if (context == null) {
                return chain.proceed(chain.request());
            }
            Request.Builder request = chain.request().newBuilder();
            okHttp.inject(context, request);
            return chain.proceed(request.build());
        };
    }

    @Override
    public HttpRequestInterceptor httpClient() {
        return (request, entity, context) -> {
            TraceContext trace = current.get();
            if (trace != null) {
                httpClient.inject(trace, request);
            }
        };
    }

    @Override
    public ClientRequestFilter jaxrs() {
        return request -> {
            TraceContext context = current.get();
            if (context != null) {
                jaxrs.inject(context, request);
            }
        };
    }

    /** Without x-b3-flags, which is 0, and without x-request-id if there is no trace. */
    @Override
    public List<String> carries(Scenario scenario) {
        return switch (scenario.name()) {
            case "b3", "twoCalls" ->
                List.of(
                        "X-B3-ParentSpanId: 0020000000000001",
                        "X-B3-Sampled: 1",
                        "X-B3-SpanId: a2fb4a1d1a96d312",
                        "X-B3-TraceId: 463ac35c9f6413ad48485a3953bb6124",
                        "x-request-id: 7d7f4a3e-2b1c-4d8e-9f00-1234567890ab");
            default -> List.of();
        };
    }
}
