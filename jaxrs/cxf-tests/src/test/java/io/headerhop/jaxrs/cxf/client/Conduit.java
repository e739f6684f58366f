// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.cxf.client;

import io.headerhop.jaxrs.contract.AsyncExecutor;
import jakarta.ws.rs.client.ClientBuilder;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.cxf.transport.http.HTTPConduit;

/** Every way in which CXF sends a request. */
enum Conduit {
    /** The JDK's {@code java.net.http.HttpClient}: the default. */
    HTTP_CLIENT(false, false),
    URL_CONNECTION(true, false),
    /** Apache's asynchronous client; not all of its versions are available. */
    HC5(false, true);

    private final boolean urlConnection;
    private final boolean hc5;

    Conduit(boolean urlConnection, boolean hc5) {
        this.urlConnection = urlConnection;
        this.hc5 = hc5;
    }

    /** Those that are on the class path. */
    static Stream<Conduit> all() {
        return Arrays.stream(values()).filter(conduit -> conduit != HC5 || hc5IsThere());
    }

    private static boolean hc5IsThere() {
        return HTTPConduit.class.getResource("asyncclient/hc5/AsyncHTTPConduit.class") != null;
    }

    ClientBuilder builder() {
        return AsyncExecutor.POOL
                .builder()
                .property("force.urlconnection.http.conduit", urlConnection)
                .property("use.async.http.conduit", hc5);
    }

    ClientBuilder following() {
        return builder().property("http.autoredirect", true);
    }
}
