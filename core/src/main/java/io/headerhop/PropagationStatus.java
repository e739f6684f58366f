// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What this copy of the library has done since it was loaded: for a status page, a test. It has no header's value.
 * Immutable; the parts are read one after the other, so that under load they may differ by the calls made meanwhile.
 *
 * @param adapters the adapters that were installed, and the configuration that each inbound one captures by, in the
 *     words of the log
 * @param warnings what is wrong with the set-up, in the words of the log: an adapter that does not fit the service, or
 *     calls that had nothing to carry while nothing was captured from any request
 * @param counts how often each event has happened
 * @param countsByClient the same for events in outbound calls, by the client that made the call
 * @param lostCalls calls that were made where no request was current, one for each line of code, the latest first; at
 *     most 100. Those that have probably lost their request's headers are marked: {@link LostCall#likelyLoss}
 */
public record PropagationStatus(
        List<String> adapters,
        List<String> warnings,
        Map<PropagationEvent, Long> counts,
        Map<String, Map<PropagationEvent, Long>> countsByClient,
        List<LostCall> lostCalls) {
    /** Copies what it is given. */
    public PropagationStatus {
        adapters = List.copyOf(adapters);
        warnings = List.copyOf(warnings);
        counts = Map.copyOf(counts);
        countsByClient = Map.copyOf(countsByClient);
        lostCalls = List.copyOf(lostCalls);
    }

    /** As things are now. */
    public static PropagationStatus now() {
        Map<PropagationEvent, Long> counts = new EnumMap<>(PropagationEvent.class);
        Map<String, Map<PropagationEvent, Long>> byClient = new TreeMap<>();
        for (PropagationEvent event : PropagationEvent.values()) {
            counts.put(event, event.count());
            event.countByClient()
                    .forEach((client, count) -> byClient.computeIfAbsent(
                                    client, name -> new EnumMap<>(PropagationEvent.class))
                            .put(event, count));
        }
        return new PropagationStatus(Adapters.installed(), Adapters.warnings(), counts, byClient, Adapters.lostCalls());
    }

    /** As a JSON object, with the names of these components. */
    public String toJson() {
        return StatusJson.of(this);
    }

    /** As an HTML page in English, which needs no script and nothing from elsewhere. */
    public String toHtml() {
        return StatusHtml.of(this);
    }
}
