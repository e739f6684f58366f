// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.contract;

import io.headerhop.HeaderPropagation;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.function.Supplier;

/** What the test says. It sets these before it starts the application, in a class loader for each. */
@Path("/handle")
public class Handle {
    public static volatile HeaderPropagation rules;
    public static volatile Supplier<String> handler;

    @GET
    @Blocking
    public String handle() {
        return handler.get();
    }

    @Produces
    @Singleton
    HeaderPropagation rules() {
        return rules;
    }
}
