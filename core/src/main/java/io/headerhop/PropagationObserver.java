// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

/**
 * Is told when a header was dropped, withheld or had nowhere to come from, and when a scope was misused. Called on the
 * request's own thread, so it must be quick and thread-safe; an exception it throws is counted and goes no further.
 *
 * <p>{@link PropagationEvent#NOTHING_CURRENT} and {@link PropagationEvent#LIKELY_LOST} happen outside of any request
 * and so belong to no configuration: only the default observer is told. They are counted all the same, and
 * {@link PropagationStatus} has the calls.
 *
 * <p>The default observer logs each kind of event at most once a minute through {@link System.Logger}
 * {@code io.headerhop}. No observer is ever given a header's value.
 */
@FunctionalInterface
public interface PropagationObserver {
    /**
     * Something happened.
     *
     * @param subject what it happened to, as said at the constants of {@link PropagationEvent}: at most 100 printable
     *     ASCII characters, so that it cannot forge a log line
     */
    void on(PropagationEvent event, String subject);
}
