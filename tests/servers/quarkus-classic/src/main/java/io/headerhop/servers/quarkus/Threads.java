// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.quarkus;

import io.headerhop.servers.RawThreads;
import io.quarkus.runtime.ExecutorRecorder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Looks at the threads of Quarkus's worker pool. */
@Path("/threads/raw")
@ApplicationScoped
public class Threads {
    @GET
    public String found() throws InterruptedException {
        return RawThreads.found(ExecutorRecorder.getCurrent());
    }
}
