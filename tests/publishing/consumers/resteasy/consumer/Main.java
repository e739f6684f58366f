// SPDX-License-Identifier: Apache-2.0
package consumer;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.jaxrs.HeaderPropagationClientFeature;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.util.concurrent.ExecutionException;

/** Makes an asynchronous call, which goes through RESTEasy's own executor. */
public final class Main {
    public static void main(String[] arguments) throws Exception {
        try (Client client = ClientBuilder.newClient().register(HeaderPropagationClientFeature.class);
                Scope scope = CapturedHeaders.current().makeCurrent()) {
            client.target(arguments[0]).request().async().get().get().close();
        } catch (ExecutionException e) {
            System.out.println(e.getCause() instanceof ProcessingException ? "refused" : e.toString());
        }
    }
}
