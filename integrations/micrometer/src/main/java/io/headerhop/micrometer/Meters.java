// SPDX-License-Identifier: Apache-2.0
package io.headerhop.micrometer;

import io.headerhop.Adapters;
import io.headerhop.PropagationEvent;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/** The meters of one registry. It lives as long as they do: their functions are its methods. */
final class Meters implements Consumer<String> {
    private final MeterRegistry registry;

    Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    void register() {
        for (PropagationEvent event : PropagationEvent.values()) {
            switch (event) {
                case INJECTED, KEPT_CALLERS, NOTHING_CURRENT, LIKELY_LOST, NOTHING_CAME, WITHHELD -> {
                    // By client
                }
                case SCOPE_CLOSED_TWICE, SCOPE_CLOSED_OUT_OF_ORDER, SCOPE_CLOSED_ON_OTHER_THREAD ->
                    register(
                            "headerhop.scopes",
                            "Scopes that were closed wrongly",
                            event,
                            this::count,
                            "event",
                            word(event).substring("scope-".length()));
                case USER_CODE_FAILED ->
                    register("headerhop.failures", "Exceptions from code given to Headerhop", event, this::count);
                default -> headers(event, "none", this::count);
            }
        }
        Adapters.tellOfClients(this);
    }

    @Override
    public void accept(String client) {
        headers(PropagationEvent.INJECTED, client, event -> count(event, client));
        headers(PropagationEvent.KEPT_CALLERS, client, event -> count(event, client));
        calls(PropagationEvent.NOTHING_CURRENT, client);
        calls(PropagationEvent.NOTHING_CAME, client);
        calls(PropagationEvent.WITHHELD, client);
        // Not an outcome, since those are nothing-current too.
        register(
                "headerhop.calls.lost",
                "Calls that have probably lost their request's headers, of those whose stack was looked at",
                PropagationEvent.LIKELY_LOST,
                event -> count(event, client),
                "client",
                client);
    }

    private void headers(PropagationEvent event, String client, ToDoubleFunction<PropagationEvent> count) {
        register(
                "headerhop.headers",
                "What happened to headers on their way through the service",
                event,
                count,
                "event",
                word(event),
                "client",
                client);
    }

    private void calls(PropagationEvent event, String client) {
        register(
                "headerhop.calls",
                "Outbound calls that were sent without headers",
                event,
                without -> count(without, client),
                "outcome",
                word(event),
                "client",
                client);
    }

    private void register(
            String name,
            String description,
            PropagationEvent event,
            ToDoubleFunction<PropagationEvent> count,
            String... tags) {
        FunctionCounter.builder(name, event, count)
                .tags(tags)
                .description(description)
                .register(registry);
    }

    private double count(PropagationEvent event) {
        return event.count();
    }

    private double count(PropagationEvent event, String client) {
        return event.countByClient().getOrDefault(client, 0L);
    }

    private static String word(PropagationEvent event) {
        return event.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
