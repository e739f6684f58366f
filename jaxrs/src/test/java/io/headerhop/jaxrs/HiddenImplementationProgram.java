// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import io.headerhop.jaxrs.contract.AsyncExecutor;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.Invocation;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.function.BiFunction;

/** The application of {@link HiddenImplementationClientTest}, loaded by a class loader of its own. */
final class HiddenImplementationProgram {
    private HiddenImplementationProgram() {}

    public static final class OwnExecutor implements BiFunction<ClientBuilder, URI, Callable<Void>> {
        @Override
        public Callable<Void> apply(ClientBuilder builder, URI uri) {
            return calls(builder, AsyncExecutor.daemons(1), uri);
        }
    }

    public static final class PropagatingExecutor implements BiFunction<ClientBuilder, URI, Callable<Void>> {
        @Override
        public Callable<Void> apply(ClientBuilder builder, URI uri) {
            return calls(builder, CapturedHeaders.propagating(AsyncExecutor.daemons(1)), uri);
        }
    }

    private static Callable<Void> calls(ClientBuilder builder, ExecutorService executor, URI uri) {
        return () -> {
            Client client = builder.executorService(executor).build().register(HeaderPropagationClientFeature.class);
            try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
                Invocation.Builder call = client.target(uri).request();
                call.get().close();
                call.async().get().get().close();
                call.rx().get().toCompletableFuture().get().close();
            } finally {
                client.close();
            }
            return null;
        };
    }
}
