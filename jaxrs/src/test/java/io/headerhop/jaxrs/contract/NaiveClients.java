// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.contract;

import io.headerhop.contract.Downstream;
import io.headerhop.contract.OutboundCall;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.util.EnumSet;
import java.util.Set;

/** What happens to a header that a client filter takes from a thread-local. */
public final class NaiveClients {
    private NaiveClients() {}

    /** The ways to invoke in which the {@link ThreadLocalFilter} sends the header. */
    public static Set<WayToInvoke> waysThatWork() throws Exception {
        Downstream downstream = Downstream.instance();
        Set<WayToInvoke> work = EnumSet.noneOf(WayToInvoke.class);
        Client client = ClientBuilder.newBuilder()
                .executorService(AsyncExecutor.daemons(1))
                .build()
                .register(new ThreadLocalFilter());
        for (WayToInvoke way : WayToInvoke.values()) {
            String path = downstream.path("naive");
            ThreadLocalFilter.REQUEST_ID.set("1");
            try {
                way.prepare(client, OutboundCall.get(downstream.uri(path))).send();
            } finally {
                ThreadLocalFilter.REQUEST_ID.remove();
            }
            if (downstream.receivedOnce(path).containsKey("x-request-id")) {
                work.add(way);
            }
        }
        return work;
    }
}
