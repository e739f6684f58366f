// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@link PropagationStatus} as JSON. */
final class StatusJson {
    private StatusJson() {}

    static String of(PropagationStatus status) {
        return object(
                "adapters", array(status.adapters(), StatusJson::text),
                "warnings", array(status.warnings(), StatusJson::text),
                "counts", counts(status.counts()),
                "countsByClient",
                        object(new TreeMap<>(status.countsByClient())
                                .entrySet().stream()
                                        .flatMap(client -> Stream.of(client.getKey(), counts(client.getValue())))
                                        .toArray(String[]::new)),
                "lostCalls", array(status.lostCalls(), StatusJson::lostCall));
    }

    private static String counts(Map<PropagationEvent, Long> counts) {
        return object(Arrays.stream(PropagationEvent.values())
                .filter(counts::containsKey)
                .flatMap(event -> Stream.of(event.name(), String.valueOf(counts.get(event))))
                .toArray(String[]::new));
    }

    private static String lostCall(LostCall call) {
        return object(
                "client", text(call.client()),
                "host", text(call.host()),
                "thread", text(call.thread()),
                "line", text(call.line()),
                "cause", text(call.cause()),
                "fix", text(call.fix()),
                "lastSeen", text(call.lastSeen().toString()),
                "likelyLoss", String.valueOf(call.likelyLoss()));
    }

    /** @param members name, value, name, value …; the values are JSON */
    private static String object(String... members) {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < members.length; i += 2) {
            json.append(i == 0 ? "" : ",").append(text(members[i])).append(':').append(members[i + 1]);
        }
        return json.append('}').toString();
    }

    private static <T> String array(Collection<T> items, Function<T, String> toJson) {
        return items.stream().map(toJson).collect(Collectors.joining(",", "[", "]"));
    }

    private static String text(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                json.append("\\u%04x".formatted((int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
