// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.javalin6;

import io.headerhop.servers.javalin.Handlers;
import io.headerhop.servers.servlet.RequestLook;
import io.headerhop.servlet.HeaderPropagationFilter;
import io.javalin.Javalin;
import io.javalin.http.util.AsyncExecutor;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import java.util.concurrent.ExecutorService;

/** With the filter; told "propagating", also with a default pool for {@code Context.async} that propagates. */
public final class Javalin6Application {
    public static void main(String[] arguments) {
        Handlers handlers = new Handlers();
        ExecutorService pool = handlers.pool();
        Javalin application = Javalin.create(config -> {
            config.jetty.modifyServletContextHandler(handler -> {
                handler.addFilter(HeaderPropagationFilter.class, "/*", EnumSet.allOf(DispatcherType.class));
                handler.addEventListener(new RequestLook());
            });
            if (arguments.length > 0) {
                config.appData(AsyncExecutor.getAsyncExecutorKey(), new AsyncExecutor(pool));
            }
        });
        handlers.byPath().forEach(application::get);
        application.start("127.0.0.1", 0);
        System.out.println("listening on 127.0.0.1:" + application.port());
    }
}
