package io.headerhop.jaxrs.jersey.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.Scope;
import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import io.headerhop.jaxrs.HeaderPropagationClientFeature;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.glassfish.jersey.client.ClientAsyncExecutor;
import org.glassfish.jersey.spi.ThreadPoolExecutorProvider;
import org.junit.jupiter.api.Test;

/** Applications can also give Jersey an executor by a provider; the feature's own stands back then. */
class JerseyExecutorProviderTest {
    private static final Downstream DOWNSTREAM = Downstream.instance();

    private final CompletableFuture<String> thread = new CompletableFuture<>();
    private final ClientRequestFilter observing =
            request -> thread.complete(Thread.currentThread().getName());
    private final String path = DOWNSTREAM.path("provider");

    @ClientAsyncExecutor
    public static class OfApplication extends ThreadPoolExecutorProvider {
        public OfApplication() {
            super("application");
        }
    }

    @Test
    void aProviderRegisteredAsAClassIsUsed() throws Exception {
        call(ClientBuilder.newClient()
                .register(HeaderPropagationClientFeature.class)
                .register(OfApplication.class));
    }

    @Test
    void aProviderRegisteredAsAnInstanceAfterTheFeatureIsUsed() throws Exception {
        call(ClientBuilder.newClient()
                .register(HeaderPropagationClientFeature.class)
                .register(new OfApplication()));
    }

    @Test
    void aProviderRegisteredAsAnInstanceBeforeTheFeatureIsUsed() throws Exception {
        call(ClientBuilder.newClient().register(new OfApplication()).register(HeaderPropagationClientFeature.class));
    }

    private void call(Client client) throws Exception {
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            Future<Response> response = client.register(observing)
                    .target(DOWNSTREAM.uri(path))
                    .request()
                    .async()
                    .get();
            response.get().close();
        }
        assertThat(thread.get()).startsWith("application");
        assertThat(DOWNSTREAM.receivedOnce(path)).containsEntry("x-request-id", Headers.requestId(1));
        client.close();
    }
}
