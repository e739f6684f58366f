// SPDX-License-Identifier: Apache-2.0
package io.headerhop.coexistence;

import brave.Span.Kind;
import brave.Tracing;
import brave.handler.SpanHandler;
import brave.propagation.B3Propagation;
import brave.propagation.B3Propagation.Format;
import brave.propagation.Propagation.RemoteSetter;
import brave.propagation.TraceContext;
import brave.propagation.TraceContext.Injector;
import io.headerhop.contract.RawHttp;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A client with Brave in the calling service: makes a span in each sampling state and sends it in each form of B3. */
final class BraveClient implements AutoCloseable {
    /** How Brave can write B3; a span has a parent in all but one. */
    enum Form {
        SINGLE(b3().injectFormat(Kind.CLIENT, Format.SINGLE)),
        SINGLE_NO_PARENT(b3().injectFormat(Kind.CLIENT, Format.SINGLE_NO_PARENT)),
        MULTI(b3().injectFormat(Kind.CLIENT, Format.MULTI)),
        BOTH(b3().injectFormats(Kind.CLIENT, Format.SINGLE, Format.MULTI));

        private final Injector<List<String>> injector;

        Form(B3Propagation.FactoryBuilder b3) {
            injector = b3.build().get().injector(Lines.INSTANCE);
        }

        private static B3Propagation.FactoryBuilder b3() {
            return B3Propagation.newFactoryBuilder();
        }
    }

    enum Sampling {
        SAMPLED,
        NOT_SAMPLED,
        DEBUG,
        /** Left to the next service. */
        DEFERRED
    }

    /** What was sent, in Brave's terms. */
    record Sent(Form form, Sampling sampling, TraceContext context) {}

    private final Tracing tracing = Tracing.newBuilder()
            .localServiceName("client")
            .traceId128Bit(true)
            .addSpanHandler(new KeepQuiet())
            .build();

    /** Without any handler Brave logs each span. */
    static final class KeepQuiet extends SpanHandler {}

    /** One span for each form and state, none related to another. */
    List<Sent> spans() {
        List<Sent> spans = new ArrayList<>();
        for (Form form : Form.values()) {
            for (Sampling sampling : Sampling.values()) {
                TraceContext parent = tracing.tracer().newTrace().context();
                TraceContext.Builder child = tracing.tracer().newChild(parent).context().toBuilder();
                TraceContext context = switch (sampling) {
                    case SAMPLED -> child.sampled(true).build();
                    case NOT_SAMPLED -> child.sampled(false).build();
                    case DEBUG -> child.debug(true).build();
                    case DEFERRED -> child.sampled(null).build();
                };
                spans.add(new Sent(form, sampling, context));
            }
        }
        return spans;
    }

    /** Calls this URI in the span. */
    void call(URI uri, Sent span) throws IOException {
        List<String> headerLines = new ArrayList<>();
        span.form().injector.inject(span.context(), headerLines);
        RawHttp.Answer answer = RawHttp.get(uri, headerLines.toArray(String[]::new));
        if (answer.status() != 200) {
            throw new AssertionError(answer);
        }
    }

    @Override
    public void close() {
        tracing.close();
    }

    private enum Lines implements RemoteSetter<List<String>> {
        INSTANCE;

        @Override
        public Kind spanKind() {
            return Kind.CLIENT;
        }

        @Override
        public void put(List<String> lines, String name, String value) {
            lines.add(name + ": " + value);
        }
    }
}
