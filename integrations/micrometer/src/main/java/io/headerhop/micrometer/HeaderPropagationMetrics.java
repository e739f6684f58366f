// SPDX-License-Identifier: Apache-2.0
package io.headerhop.micrometer;

import io.headerhop.PropagationEvent;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * The counts of {@link PropagationEvent} as meters. They are read when the registry is; nothing is added to a request.
 *
 * <table>
 * <caption>Counters</caption>
 * <tr><th>name</th><th>tags</th><th>counts</th></tr>
 * <tr><td>{@code headerhop.headers}</td><td>{@code event}: captured, injected, kept-callers, dropped-invalid …;
 * {@code client}: none for what came in</td><td>headers</td></tr>
 * <tr><td>{@code headerhop.calls}</td><td>{@code outcome}: nothing-current, nothing-came, withheld;
 * {@code client}</td><td>outbound calls that were sent without headers</td></tr>
 * <tr><td>{@code headerhop.calls.lost}</td><td>{@code client}</td><td>those of nothing-current that have probably lost
 * their request's headers; fewer than there are, see {@link PropagationEvent#LIKELY_LOST}</td></tr>
 * <tr><td>{@code headerhop.scopes}</td><td>{@code event}: closed-twice, closed-out-of-order,
 * closed-on-other-thread</td><td>scopes closed wrongly</td></tr>
 * <tr><td>{@code headerhop.failures}</td><td></td><td>exceptions from predicates, observers and listeners given to
 * Headerhop</td></tr>
 * </table>
 *
 * A client's counters are there from its first call on. Thread-safe.
 */
public final class HeaderPropagationMetrics implements MeterBinder {
    /** For {@link #bindTo}, or for a framework that does so itself. */
    public HeaderPropagationMetrics() {}

    @Override
    public void bindTo(MeterRegistry registry) {
        new Meters(registry).register();
    }
}
