// SPDX-License-Identifier: Apache-2.0
package io.headerhop.opentelemetry;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.Destinations;
import io.headerhop.HeaderPropagation;
import io.headerhop.spi.Address;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Carries the headers of a request in OpenTelemetry's context: captured where a request or message comes in, injected
 * where a call goes out, by whatever OpenTelemetry instruments. Thread-safe.
 */
final class HeaderPropagator implements TextMapPropagator {
    // A reserved name: no host is called so.
    private static final Address UNKNOWN = Address.of("", "unknown.invalid", -1);

    private final HeaderPropagation rules;
    private final Collection<String> fields;
    private final boolean allowsUnknown;
    private final AtomicBoolean announced = new AtomicBoolean();

    HeaderPropagator(HeaderPropagation rules) {
        this.rules = rules;
        this.fields = Stream.of(rules.names().toString().split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty() && !name.startsWith("-") && !name.endsWith("*"))
                .toList();
        // Only what every host may have can go to one that nobody knows.
        this.allowsUnknown =
                rules.destinations().toString().equals(Destinations.addressed().toString());
    }

    /** Those that have no prefix, which stands for names that nobody knows before they come. */
    @Override
    public Collection<String> fields() {
        return fields;
    }

    @Override
    public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
        if (carrier == null) {
            return context;
        }
        announce();
        CapturedHeaders headers = Adapters.capture(rules, new Inbound<>(carrier, getter), Inbound.reader());
        // Also where nothing came: what was in the context belongs to another request.
        return Called.served(new Carried(headers).in(context));
    }

    @Override
    public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
        if (carrier == null) {
            return;
        }
        announce();
        Carried carried = Carried.of(context);
        Address address = Called.addressIn(context);
        CapturedHeaders headers = carried == null ? CapturedHeaders.none() : carried.headers();
        Outbound<C> outbound = new Outbound<>(carrier, setter, fields, headers.names());
        boolean again = Called.isSentAgain(context);
        if (!again) {
            outbound.takeBack();
        }
        if (carried == null || Adapters.areNothing(headers)) {
            // Not even reported: what to do about it would be other advice here.
            return;
        }
        if (address == null && !allowsUnknown) {
            Adapters.warn("Headerhop cannot tell the host of the calls that OpenTelemetry makes with a "
                    + carrier.getClass().getName() + "; they get no headers, since the destinations are limited to "
                    + rules.destinations());
            return;
        }
        carried.inject(address == null ? UNKNOWN : address, again, outbound);
    }

    /** Not when it is made: the agent makes it before the application has set up its logging. */
    private void announce() {
        if (!announced.get() && announced.compareAndSet(false, true)) {
            Adapters.inbound("propagator of OpenTelemetry", rules);
        }
    }

    @Override
    public String toString() {
        return "HeaderPropagator{" + rules + '}';
    }
}
