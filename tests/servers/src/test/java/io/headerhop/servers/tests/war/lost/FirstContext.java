// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.tests.war.lost;

public final class FirstContext extends OwnContext {
    public FirstContext() {
        super("First");
    }
}
