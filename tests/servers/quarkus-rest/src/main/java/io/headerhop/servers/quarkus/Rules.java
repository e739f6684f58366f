// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.quarkus;

import io.headerhop.HeaderPropagation;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The application's own rules. */
public class Rules {
    @Produces
    @Singleton
    HeaderPropagation rules() {
        return HeaderPropagation.istio().plus("x-canary");
    }
}
