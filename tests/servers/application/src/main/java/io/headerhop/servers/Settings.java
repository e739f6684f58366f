// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers;

/** By environment variables, which all servers pass on. */
public final class Settings {
    private Settings() {}

    /** The address of the called service. */
    public static String service() {
        return System.getenv("SERVICE");
    }
}
