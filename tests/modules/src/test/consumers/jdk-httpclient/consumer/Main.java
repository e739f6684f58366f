// SPDX-License-Identifier: Apache-2.0
package consumer;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.jdkhttpclient.HeaderPropagationHttpClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** Makes a call; it is enough that the connection is refused, since everything has run by then. */
public final class Main {
    public static void main(String[] arguments) throws InterruptedException {
        HttpClient client = HeaderPropagationHttpClient.build(
                HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL));
        try (Scope scope = CapturedHeaders.current().makeCurrent()) {
            client.send(HttpRequest.newBuilder(URI.create(arguments[0])).build(), BodyHandlers.discarding());
        } catch (IOException e) {
            System.out.println("refused");
        }
    }
}
