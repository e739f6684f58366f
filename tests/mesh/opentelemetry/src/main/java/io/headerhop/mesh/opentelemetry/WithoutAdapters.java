// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh.opentelemetry;

/**
 * Starts one of the shop's services with Headerhop's adapters carrying nothing. By a system property that is set after
 * the agent has started, since its extension reads the same settings.
 */
public final class WithoutAdapters {
    private WithoutAdapters() {}

    /**
     * Starts it.
     *
     * @param args the service's main class
     */
    public static void main(String[] args) throws Exception {
        System.setProperty("headerhop.headers", "x-no-header");
        Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
    }
}
