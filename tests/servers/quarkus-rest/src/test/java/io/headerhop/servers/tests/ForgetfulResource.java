// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.tests;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

@Path("/forgetful")
public class ForgetfulResource {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @GET
    public String get() throws IOException, InterruptedException {
        URI forgotten = URI.create("http://localhost:" + Integer.getInteger("mesh.port") + "/forgotten");
        return CLIENT.send(HttpRequest.newBuilder(forgotten).build(), BodyHandlers.ofString())
                .body();
    }
}
