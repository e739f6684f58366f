// SPDX-License-Identifier: Apache-2.0
package io.headerhop.microprofile;

import io.headerhop.Adapters;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.annotation.RegisterClientHeaders;
import org.eclipse.microprofile.rest.client.spi.RestClientListener;

/**
 * Makes asynchronous methods of all MicroProfile REST clients run with the headers of the thread that calls them, and
 * registers what adds the headers to the calls of those clients that name
 * {@link HeaderPropagationClientHeadersFactory}. Found by {@link java.util.ServiceLoader}; public only for that.
 */
public final class ClientListener implements RestClientListener {
    /** Runs after the application's own request filters, whose headers stay. */
    private static final int LAST = Integer.MAX_VALUE;

    /** Called by {@link java.util.ServiceLoader}. */
    public ClientListener() {}

    /** Called for each client that is built; one builder can build several, and keeps what was registered before. */
    @Override
    public void onNewClient(Class<?> client, RestClientBuilder builder) {
        if (!builder.getConfiguration().isRegistered(ClientHandover.class)) {
            builder.register(new ClientHandover());
        }
        RegisterClientHeaders factory = client.getAnnotation(RegisterClientHeaders.class);
        if (factory != null && factory.value() == HeaderPropagationClientHeadersFactory.class) {
            injectionOf(builder).into(client);
            Adapters.outbound("MicroProfile REST client");
        }
    }

    private static ClientInjection injectionOf(RestClientBuilder builder) {
        for (Object registered : builder.getConfiguration().getInstances()) {
            if (registered instanceof ClientInjection injection) {
                return injection;
            }
        }
        ClientInjection injection = new ClientInjection();
        builder.register(injection, LAST);
        return injection;
    }
}
