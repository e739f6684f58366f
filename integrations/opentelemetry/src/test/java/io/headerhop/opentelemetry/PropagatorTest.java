// SPDX-License-Identifier: Apache-2.0
package io.headerhop.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.headerhop.HeaderNames;
import io.headerhop.HeaderPropagation;
import io.headerhop.PropagationEvent;
import io.headerhop.spi.Address;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.internal.DefaultConfigProperties;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The propagator in the SDK, found and configured by it. */
class PropagatorTest {
    private static final String ID = "f058ebd6-02f7-4d3e-942e-904344e8cde5";

    private static OpenTelemetry sdk(String... settings) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "otel.propagators", "headerhop",
                "otel.traces.exporter", "none",
                "otel.metrics.exporter", "none",
                "otel.logs.exporter", "none"));
        for (String setting : settings) {
            properties.put(setting.split("=", 2)[0], setting.split("=", 2)[1]);
        }
        return AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(() -> properties)
                .disableShutdownHook()
                .addTracerProviderCustomizer((builder, unused) -> builder.addSpanProcessor(new Recorded()))
                .build()
                .getOpenTelemetrySdk();
    }

    /** Without any, newer versions record no spans. */
    private static final class Recorded implements SpanProcessor {
        @Override
        public void onStart(Context parent, ReadWriteSpan span) {}

        @Override
        public boolean isStartRequired() {
            return true;
        }

        @Override
        public void onEnd(ReadableSpan span) {}

        @Override
        public boolean isEndRequired() {
            return false;
        }
    }

    private static TextMapPropagator propagator(String... settings) {
        return sdk(settings).getPropagators().getTextMapPropagator();
    }

    private static Context extract(TextMapPropagator propagator, Context context, String... namesAndValues) {
        Map<String, List<String>> carrier = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            carrier.merge(
                    namesAndValues[i],
                    List.of(namesAndValues[i + 1]),
                    (before, next) -> List.of(before.get(0), next.get(0)));
        }
        return propagator.extract(context, carrier, new Lines());
    }

    private static final class Lines implements TextMapGetter<Map<String, List<String>>> {
        @Override
        public Iterable<String> keys(Map<String, List<String>> carrier) {
            return carrier.keySet();
        }

        @Override
        public String get(Map<String, List<String>> carrier, String key) {
            List<String> values = carrier.get(key);
            return values == null ? null : values.get(0);
        }

        @Override
        public Iterator<String> getAll(Map<String, List<String>> carrier, String key) {
            if (key.endsWith("-bin")) {
                throw new IllegalArgumentException(key);
            }
            List<String> values = carrier.get(key);
            return values == null ? Collections.emptyIterator() : values.iterator();
        }
    }

    private static Map<String, String> inject(TextMapPropagator propagator, Context context) {
        Map<String, String> carrier = new LinkedHashMap<>();
        propagator.inject(context, carrier, Map::put);
        return carrier;
    }

    @Test
    void whatCameInGoesOut() {
        TextMapPropagator propagator = propagator();
        Context context = extract(
                propagator, Context.root(), "x-request-id", ID, "x-b3-traceid", "1", "x-b3-spanid", "2", "cookie", "a");
        assertThat(inject(propagator, context))
                .containsExactly(entry("x-request-id", ID), entry("x-b3-traceid", "1"), entry("x-b3-spanid", "2"));
        assertThat(inject(propagator, Context.root())).isEmpty();
    }

    @Test
    void aRequestWithoutHeadersHasNoneOfTheRequestBefore() {
        TextMapPropagator propagator = propagator();
        Context before = extract(propagator, Context.root(), "x-request-id", ID);
        assertThat(inject(propagator, extract(propagator, before))).isEmpty();
    }

    @Test
    void repeatedAndInvalidHeadersAreCountedAndNotRepaired() {
        TextMapPropagator propagator = propagator("headerhop.headers=x-request-id,x-canary,x-user-*");
        long repeated = PropagationEvent.DROPPED_REPEATED.count();
        long invalid = PropagationEvent.DROPPED_INVALID.count();
        Context context = extract(
                propagator,
                Context.root(),
                "x-request-id",
                ID,
                "x-request-id",
                "another",
                "x-canary",
                "a\r\nb: c",
                "x-user-name",
                "one",
                "x-user-name",
                "two");
        assertThat(inject(propagator, context))
                .containsExactly(entry("x-request-id", ID), entry("x-user-name", "one,two"));
        assertThat(PropagationEvent.DROPPED_REPEATED.count() - repeated).isEqualTo(1);
        assertThat(PropagationEvent.DROPPED_INVALID.count() - invalid).isEqualTo(1);
    }

    @Test
    void aNameThatAProtocolDoesNotHaveIsLeftOut() {
        TextMapPropagator propagator = propagator("headerhop.headers=x-request-id,grpc-trace-bin");
        Context context = extract(propagator, Context.root(), "x-request-id", ID, "grpc-trace-bin", "AAA");
        Map<String, String> carrier = new LinkedHashMap<>();
        propagator.inject(context, carrier, (request, name, value) -> {
            if (name.endsWith("-bin")) {
                throw new IllegalArgumentException(name);
            }
            request.put(name, value);
        });
        assertThat(carrier).containsExactly(entry("x-request-id", ID));
    }

    @Test
    void theCallersOwnAreLeftInAnyCase() {
        TextMapPropagator propagator = propagator();
        Context context =
                extract(propagator, Context.root(), "x-request-id", ID, "x-b3-traceid", "1", "x-b3-spanid", "2");
        Map<String, String> carrier = new LinkedHashMap<>(Map.of("B3", "0", "X-REQUEST-ID", "own"));
        propagator.inject(context, carrier, Map::put);
        assertThat(carrier).containsOnly(entry("B3", "0"), entry("X-REQUEST-ID", "own"));
    }

    @Test
    void aProxysCopyIsReplacedAndAStaleOneRemoved() {
        TextMapPropagator propagator = propagator();
        Context context = extract(
                propagator,
                Context.root(),
                "x-b3-traceid",
                "1",
                "x-b3-spanid",
                "3",
                "x-b3-parentspanid",
                "2",
                "b3",
                "1-2-1");
        Map<String, String> carrier = new LinkedHashMap<>(Map.of("B3", "1-2-1", "X-B3-TraceId", "1"));
        propagator.inject(context, carrier, Map::put);
        assertThat(carrier)
                .containsOnly(entry("x-b3-traceid", "1"), entry("x-b3-spanid", "3"), entry("x-b3-parentspanid", "2"));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 8080, 127.0.0.1, true",
        "inventory, 8080, .svc, false",
        "inventory, 8080, inventory:8080, true",
        "inventory, 8080, inventory:80, false",
        "inventory.svc, 80, in-mesh, true",
        "bank.example.com, 443, in-mesh, false"
    })
    void theHostIsThatOfTheCallsSpan(String host, long port, String destinations, boolean allowed) {
        OpenTelemetry sdk = sdk("headerhop.destinations=" + destinations);
        TextMapPropagator propagator = sdk.getPropagators().getTextMapPropagator();
        Context context = extract(propagator, Context.root(), "x-request-id", ID);
        Span call = sdk.getTracer("test")
                .spanBuilder("GET")
                .setSpanKind(SpanKind.CLIENT)
                .setParent(context)
                .setAttribute("server.address", host)
                .setAttribute("server.port", port)
                .startSpan();
        assertThat(inject(propagator, context.with(call)).containsKey("x-request-id"))
                .isEqualTo(allowed);
        call.end();
    }

    @Test
    void anIpv6LiteralThatIsCutOffIsTakenFromTheUrl() {
        OpenTelemetry sdk = sdk("headerhop.destinations=[::1]:8080");
        TextMapPropagator propagator = sdk.getPropagators().getTextMapPropagator();
        Context context = extract(propagator, Context.root(), "x-request-id", ID);
        for (String url : List.of("http://[::1]:8080/", "http://[::2]:8080/")) {
            Span call = sdk.getTracer("test")
                    .spanBuilder("GET")
                    .setSpanKind(SpanKind.CLIENT)
                    .setAttribute("server.address", "[")
                    .setAttribute("server.port", 80)
                    .setAttribute("url.full", url)
                    .startSpan();
            assertThat(inject(propagator, context.with(call)).containsKey("x-request-id"))
                    .isEqualTo(url.contains("::1"));
            call.end();
        }
    }

    @Test
    void aCallOutsideOfAnyRequestIsNothingToWarnOf() {
        long before = PropagationEvent.NOTHING_CURRENT.count();
        assertThat(inject(propagator(), Context.root())).isEmpty();
        assertThat(PropagationEvent.NOTHING_CURRENT.count()).isEqualTo(before);
    }

    @Test
    void aRequestThatIsSentAgainHasWhatCameInThen() {
        TextMapPropagator propagator = propagator("headerhop.headers=x-request-id,x-tenant-*,x-canary");
        Map<String, String> kept = new LinkedHashMap<>(Map.of("x-canary", "own"));
        propagator.inject(
                extract(propagator, Context.root(), "x-request-id", "a", "x-tenant-name", "a"), kept, Map::put);
        assertThat(kept)
                .containsOnly(entry("x-request-id", "a"), entry("x-tenant-name", "a"), entry("x-canary", "own"));
        propagator.inject(extract(propagator, Context.root(), "x-request-id", "b", "x-canary", "b"), kept, Map::put);
        assertThat(kept).containsOnly(entry("x-request-id", "b"), entry("x-canary", "own"));
        propagator.inject(Context.root(), kept, Map::put);
        assertThat(kept).containsOnly(entry("x-canary", "own"));
    }

    @Test
    void whatTheCallerPutInPlaceOfOursIsItsChoice() {
        TextMapPropagator propagator = propagator();
        Map<String, String> kept = new LinkedHashMap<>();
        propagator.inject(extract(propagator, Context.root(), "x-request-id", "a"), kept, Map::put);
        kept.put("x-request-id", "own");
        propagator.inject(extract(propagator, Context.root(), "x-request-id", "b"), kept, Map::put);
        assertThat(kept).containsOnly(entry("x-request-id", "own"));
    }

    /** Whose library is optional, and whose methods cannot be looked at. */
    @Test
    void aRequestThatNeedsAMissingClassIsNotAskedAndTheCallGoesOut(@TempDir Path directory) throws Exception {
        Path missing = Files.writeString(directory.resolve("Missing.java"), "public class Missing {}");
        Path request = Files.writeString(
                directory.resolve("Request.java"),
                "public class Request { public Missing optional() { return null; }"
                        + " public String getHeader(String name) { return null; } }");
        assertThat(ToolProvider.findFirst("javac")
                        .orElseThrow()
                        .run(
                                System.out,
                                System.err,
                                "-d",
                                directory.toString(),
                                missing.toString(),
                                request.toString()))
                .isZero();
        Files.delete(directory.resolve("Missing.class"));
        TextMapPropagator propagator = propagator();
        Context context = extract(propagator, Context.root(), "x-request-id", ID);
        Map<String, String> sent = new HashMap<>();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()})) {
            Object carrier = loader.loadClass("Request").getConstructor().newInstance();
            propagator.inject(context, carrier, (unused, name, value) -> sent.put(name, value));
        }
        assertThat(sent).containsExactly(entry("x-request-id", ID));
    }

    @Test
    void aHopHasTheCapturedHeaderThoughAnotherCallChoseIt() {
        HeaderPropagation rules = HeaderPropagation.of(HeaderNames.of("x-canary"));
        Carried carried = new Carried(rules.capture(Map.of("x-canary", "a")));
        Address first = Address.of("http", "127.0.0.1", 80);
        inject(carried, first, false, new HashMap<>());
        inject(carried, first, false, new HashMap<>(Map.of("x-canary", "own")));
        Address hop = Address.of("http", "inventory", 80);
        assertThat(inject(carried, hop, true, new HashMap<>())).containsOnly(entry("x-canary", "a"));
        assertThat(inject(carried, hop, true, new HashMap<>(Map.of("x-canary", "own"))))
                .containsOnly(entry("x-canary", "own"));
        Address untrusted = Address.of("http", "bank.example.com", 80);
        assertThat(inject(carried, untrusted, true, new HashMap<>(Map.of("x-canary", "a"))))
                .isEmpty();
        assertThat(inject(carried, untrusted, true, new HashMap<>(Map.of("x-canary", "own"))))
                .containsOnly(entry("x-canary", "own"));
    }

    @Test
    void whatIsInjectedIntoEachRequestOfACallIsCountedOnce() {
        List<String> events = new ArrayList<>();
        HeaderPropagation rules = HeaderPropagation.of(HeaderNames.of("x-canary", "x-tenant"))
                .observer((event, subject) -> events.add(event + " " + subject));
        Carried carried = new Carried(rules.capture(Map.of("x-canary", "a", "x-tenant", "blue")));
        long before = PropagationEvent.INJECTED.count();
        Address first = Address.of("http", "127.0.0.1", 80);
        Map<String, String> own = Map.of("x-tenant", "own");
        events.clear();
        inject(carried, first, false, new HashMap<>(own));
        assertThat(events).containsExactly("KEPT_CALLERS x-tenant");
        inject(carried, Address.of("http", "inventory", 80), true, new HashMap<>(own));
        assertThat(events).containsExactly("KEPT_CALLERS x-tenant");
        inject(carried, Address.of("http", "bank.example.com", 80), true, new HashMap<>(own));
        assertThat(events).containsExactly("KEPT_CALLERS x-tenant", "WITHHELD bank.example.com");
        assertThat(PropagationEvent.INJECTED.count() - before).isEqualTo(2);
    }

    private static Map<String, String> inject(
            Carried carried, Address address, boolean sentAgain, Map<String, String> request) {
        Set<String> names = carried.headers().names();
        carried.inject(address, sentAgain, new Outbound<>(request, Map::put, names, names));
        return request;
    }

    @Test
    void aServersSpanHasItsOwnHostAndSaysNothingOfACall() {
        OpenTelemetry sdk = sdk("headerhop.destinations=own");
        TextMapPropagator propagator = sdk.getPropagators().getTextMapPropagator();
        Context context = extract(propagator, Context.root(), "x-request-id", ID);
        Span served = sdk.getTracer("test")
                .spanBuilder("GET")
                .setSpanKind(SpanKind.SERVER)
                .setParent(context)
                .setAttribute("server.address", "own")
                .startSpan();
        assertThat(inject(propagator, context.with(served))).isEmpty();
        served.end();
    }

    /** For code that injects by itself while it serves a request. */
    @Test
    void whatServesARequestBeginsWithItsOwnHostWhichIsNotThatOfACall() {
        Attributes own = Attributes.of(AttributeKey.stringKey("server.address"), "own");
        Context served = Called.begun(Called.served(Context.root()), own);
        assertThat(Called.addressIn(served)).isNull();
        assertThat(Called.addressIn(Called.begun(served, own))).isEqualTo(Address.of("", "own", -1));
        assertThat(Called.addressIn(Called.begun(Called.begun(served, own), Attributes.empty())))
                .isNull();
    }

    @Test
    void aHostThatNobodyKnowsGetsThemOnlyWhereAllDo() {
        TextMapPropagator all = propagator("headerhop.destinations=addressed");
        assertThat(inject(all, extract(all, Context.root(), "x-request-id", ID)))
                .isNotEmpty();
        TextMapPropagator allButOne = propagator("headerhop.destinations=addressed,-bank");
        assertThat(inject(allButOne, extract(allButOne, Context.root(), "x-request-id", ID)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "headerhop                      | istio,x-canary,baggage | x-request-id x-b3-traceid x-b3-spanid x-b3-parentspanid x-b3-sampled x-b3-flags b3 traceparent tracestate x-canary baggage",
                "tracecontext,baggage,headerhop | istio,x-canary,baggage | x-request-id x-canary",
                "b3multi,headerhop              | istio,x-canary,baggage | x-request-id x-canary baggage",
                "headerhop,baggage              | x-request-id,baggage   | x-request-id",
                "xray,headerhop                 | x-request-id,aws       | x-request-id",
                "xray-lambda,headerhop          | x-request-id,aws       | x-request-id",
                "jaeger,headerhop               | x-request-id,jaeger    | x-request-id",
                "ottrace,headerhop              | x-request-id,ot-tracer-spanid | x-request-id",
                "' TraceContext ,headerhop'     | istio                  | x-request-id",
                "none,headerhop                 | b3,-x-b3-*             | b3",
                "headerhop                      | x-request-id,x-user-*  | x-request-id"
            })
    void aTracersHeadersAreLeftToIt(String propagators, String headers, String fields) {
        Map<String, String> settings = Map.of("otel.propagators", propagators, "headerhop.headers", headers);
        TextMapPropagator propagator = new HeaderPropagationPropagatorProvider()
                .getPropagator(DefaultConfigProperties.createFromMap(settings));
        assertThat(propagator.fields()).containsExactlyInAnyOrder(fields.split(" "));
    }

    @Test
    void theSdksDefaultIsATracer() {
        TextMapPropagator propagator = new HeaderPropagationPropagatorProvider()
                .getPropagator(DefaultConfigProperties.createFromMap(Map.of()));
        assertThat(propagator.fields()).containsExactly("x-request-id");
    }

    @Test
    void whatHasNoCarrierIsLeftAlone() {
        TextMapPropagator propagator = propagator();
        Context context = extract(propagator, Context.root(), "x-request-id", ID);
        assertThat(propagator.extract(context, null, new Lines())).isSameAs(context);
        propagator.inject(context, null, (carrier, name, value) -> {
            throw new AssertionError(name);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "CLIENT, http://inventory:8080/, true",
        "PRODUCER, http://inventory:8080/, true",
        "CLIENT, http://inventory/, false",
        "CLIENT, http://bank.example.com:8080/, false",
        "CLIENT, no URL, false",
        "INTERNAL, http://inventory:8080/, false"
    })
    void theHostIsThatOfTheUrlWhereThereIsNoOther(SpanKind kind, String url, boolean allowed) {
        OpenTelemetry sdk = sdk("headerhop.destinations=inventory:8080");
        TextMapPropagator propagator = sdk.getPropagators().getTextMapPropagator();
        Context context = extract(propagator, Context.root(), "x-request-id", ID);
        Span call = sdk.getTracer("test")
                .spanBuilder("GET")
                .setSpanKind(kind)
                .setAttribute("url.full", url)
                .startSpan();
        assertThat(inject(propagator, context.with(call)).containsKey("x-request-id"))
                .isEqualTo(allowed);
        call.end();
    }

    @Test
    void whatLeavesNothingToCarryIsRefused() {
        assertThatThrownBy(() -> sdk("otel.propagators=headerhop", "headerhop.headers=istoi"))
                .hasRootCauseMessage(
                        "'istoi' is probably a mistake; write istio (a header that is really called so can be"
                                + " named in code)");
        assertThatThrownBy(() -> new HeaderPropagationPropagatorProvider()
                        .getPropagator(DefaultConfigProperties.createFromMap(
                                Map.of("otel.propagators", "b3,headerhop", "headerhop.headers", "b3"))))
                .hasMessage(
                        "headerhop.headers: beside the propagators b3, which write their own headers, 'x-b3-traceid,"
                                + " x-b3-spanid, x-b3-parentspanid, x-b3-sampled, x-b3-flags, b3' leaves nothing to carry; add"
                                + " headers to it, or leave headerhop out of otel.propagators");
    }
}
