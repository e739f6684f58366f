// SPDX-License-Identifier: Apache-2.0
package io.headerhop.opentelemetry;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.spi.Address;
import io.headerhop.spi.Injection;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What one inbound request left in the context: its headers, and the hosts that the code has called with them. By those
 * a redirect is judged where OpenTelemetry sees its hops, but not which call a hop belongs to. A host that the code has
 * called for the same request has the headers already.
 */
final class Carried {
    private static final ContextKey<Carried> KEY = ContextKey.named("headerhop");
    // A service that calls more hosts for one request loses headers on redirects to the others.
    private static final int MAX_HOSTS = 64;

    private final CapturedHeaders headers;
    // By the host in lower case.
    private final Map<String, Address> hosts = new ConcurrentHashMap<>(4);

    Carried(CapturedHeaders headers) {
        this.headers = headers;
    }

    static @Nullable Carried of(Context context) {
        return context.get(KEY);
    }

    Context in(Context context) {
        return context.with(KEY, this);
    }

    CapturedHeaders headers() {
        return headers;
    }

    <C> void inject(Address address, boolean sentAgain, Outbound<C> outbound) {
        String host = address.host().toLowerCase(Locale.ROOT);
        if (!sentAgain) {
            Injection unused = Adapters.inject(headers, address, outbound, Outbound.writer());
            if (hosts.size() < MAX_HOSTS) {
                hosts.put(host, address);
            }
            return;
        }
        Address first = hosts.get(host);
        if (first == null) {
            // Which of them led here makes no difference where none is the same host.
            first = hosts.values().stream().findFirst().orElse(null);
        }
        if (first != null) {
            // What the caller chose is asked of the hop, since other calls went to that host as well.
            boolean unused = Adapters.injected(headers, first, outbound, Outbound.writer())
                    .followTo(address, outbound, Outbound.writer());
        }
    }
}
