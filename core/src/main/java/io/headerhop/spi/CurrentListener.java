// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spi;

import io.headerhop.CapturedHeaders;

/**
 * Is told when other headers become current on a thread: to show them in a logging context, say. Not of those that are
 * current already, in a scope inside. Found by {@link java.util.ServiceLoader} in the class loader of this library,
 * once.
 *
 * <p>It is not told where nothing begins or ends on the thread: of a scope that another thread ends, until this thread
 * comes to the next one or asks what is current; and of what a framework says is current that itself knows it
 * ({@link io.headerhop.Adapters#askFramework}).
 *
 * <p>A constructor that throws {@link IllegalArgumentException}, because a setting is wrong, keeps the inbound adapters
 * from being installed, with this message.
 */
@FunctionalInterface
public interface CurrentListener {
    /**
     * Called on the thread itself, for each request and task at least twice: it must be quick. What it throws is
     * counted and goes no further.
     *
     * @param current {@link CapturedHeaders#none()} where nothing is current any more
     */
    void currentChanged(CapturedHeaders current);
}
