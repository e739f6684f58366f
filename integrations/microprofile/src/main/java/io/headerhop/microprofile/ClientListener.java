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

    @Override
    public void onNewClient(Class<?> client, RestClientBuilder builder) {
        builder.register(new ClientHandover());
        RegisterClientHeaders factory = client.getAnnotation(RegisterClientHeaders.class);
        if (factory != null && factory.value() == HeaderPropagationClientHeadersFactory.class) {
            builder.register(new ClientInjection(), LAST);
            Adapters.outbound("MicroProfile REST client");
        }
    }
}
