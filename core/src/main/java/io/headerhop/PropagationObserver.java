// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

/**
 * Is told when a header was dropped, withheld or had nowhere to come from, and when a scope was misused. Called on the
 * request's own thread, so it must be quick and thread-safe; an exception it throws is counted and goes no further.
 *
 * <p>{@link PropagationEvent#NOTHING_CURRENT} outside of any request belongs to no configuration, so that only the
 * default observer is told; it is counted all the same.
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
