// SPDX-License-Identifier: Apache-2.0
package consumer;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.jaxrs.HeaderPropagationClientFeature;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;

/** Makes a call; it is enough that the connection is refused, since everything has run by then. */
public final class Main {
    public static void main(String[] arguments) {
        try (Client client = ClientBuilder.newClient().register(HeaderPropagationClientFeature.class);
                Scope scope = CapturedHeaders.current().makeCurrent()) {
            client.target(arguments[0]).request().get().close();
        } catch (ProcessingException e) {
            System.out.println("refused");
        }
    }
}
