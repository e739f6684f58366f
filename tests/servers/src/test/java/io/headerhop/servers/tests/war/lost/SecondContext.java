// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.tests.war.lost;

public final class SecondContext extends OwnContext {
    public SecondContext() {
        super("Second");
    }
}
