// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.javalin;

import io.headerhop.servers.servlet.RequestLook;
import io.headerhop.servlet.HeaderPropagationFilter;
import io.javalin.Javalin;
import io.javalin.http.util.AsyncExecutor;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import java.util.concurrent.ExecutorService;
import kotlin.LazyKt;

/** With the filter; told "propagating", also with a default pool for {@code Context.async} that propagates. */
public final class JavalinApplication {
    public static void main(String[] arguments) {
        Handlers handlers = new Handlers();
        ExecutorService pool = handlers.pool();
        Javalin application = Javalin.create(config -> {
                    config.jetty.modifyServletContextHandler(handler -> {
                        handler.addFilter(HeaderPropagationFilter.class, "/*", EnumSet.allOf(DispatcherType.class));
                        handler.addEventListener(new RequestLook());
                    });
                    if (arguments.length > 0) {
                        config.concurrency.executor = LazyKt.lazyOf(new AsyncExecutor(pool));
                    }
                    handlers.byPath().forEach(config.routes::get);
                })
                .start("127.0.0.1", 0);
        System.out.println("listening on 127.0.0.1:" + application.port());
    }
}
