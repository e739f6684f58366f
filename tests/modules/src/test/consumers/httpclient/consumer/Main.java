// SPDX-License-Identifier: Apache-2.0
package consumer;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.httpclient.HeaderPropagationInterceptors;
import java.io.IOException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;

/** Makes a call; it is enough that the connection is refused, since everything has run by then. */
public final class Main {
    public static void main(String[] arguments) {
        try (CloseableHttpClient client = HeaderPropagationInterceptors.install(HttpClients.custom()).build();
                Scope scope = CapturedHeaders.current().makeCurrent()) {
            client.execute(new HttpGet(arguments[0]), response -> response.getCode());
        } catch (IOException e) {
            System.out.println("refused");
        }
    }
}
