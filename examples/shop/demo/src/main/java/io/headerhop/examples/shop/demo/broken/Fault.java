// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.demo.broken;

/** Where the broken storefront makes a call without handing the headers over. */
public enum Fault {
    /** In a pool of its own. */
    EXECUTOR,
    /** In a future without an executor. */
    COMMON_POOL,
    /** In a delayed task. */
    SCHEDULER,
    /** On a scheduler of Reactor. */
    REACTOR,
    /** In a callback of a client that does not know Headerhop. */
    CLIENT
}
