// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.contract;

import io.headerhop.contract.InboundContract;
import io.headerhop.contract.RawHttp;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Every kind of resource method. */
@Path("/")
@Produces("text/plain")
public final class ServerResource {
    /** Given to an exception mapper. */
    static final class Mapped extends RuntimeException {}

    /** Has a message body writer. */
    record Written(String text) {}

    /** Has none. */
    record Unwritable(String text) {}

    private final ServerNotes notes;
    private final InboundContract.Handler handler;

    ServerResource(ServerNotes notes, InboundContract.Handler handler) {
        this.notes = notes;
        this.handler = handler;
    }

    @GET
    @Path("handle")
    public String handle() {
        return handler.handle();
    }

    @GET
    @Path("written")
    public Written written() {
        notes.at("resource");
        return new Written("done");
    }

    @GET
    @Path("mapped")
    public String mapped() {
        throw new Mapped();
    }

    @GET
    @Path("unmapped")
    public String unmapped() {
        throw new IllegalStateException("on purpose");
    }

    @GET
    @Path("error")
    public String error() {
        throw new AssertionError("on purpose");
    }

    @GET
    @Path("nothing")
    public void nothing() {}

    @GET
    @Path("unwritable")
    public Unwritable unwritable() {
        return new Unwritable("done");
    }

    /** Filters treat requests below this path specially. */
    @GET
    @Path("filters/{what}")
    public Written filters() {
        return new Written("done");
    }

    @Path("locator")
    public Located locator() {
        notes.at("locator");
        return new Located();
    }

    public final class Located {
        @GET
        @Path("resource")
        public Written located() {
            notes.at("located resource");
            return new Written("done");
        }
    }

    @GET
    @Path("stream")
    public StreamingOutput stream() {
        return out -> {
            notes.at("stream");
            out.write("done".getBytes());
        };
    }

    @GET
    @Path("stream/failing")
    public StreamingOutput failingStream() {
        return out -> {
            out.write("begun".getBytes());
            throw new IOException("on purpose");
        };
    }

    /** More than fits into the buffers between here and a client that does not read. */
    @GET
    @Path("stream/endless")
    public StreamingOutput endlessStream() {
        return out -> {
            try {
                for (byte[] block = new byte[1 << 16]; ; ) {
                    out.write(block);
                    out.flush();
                    notes.at("first block");
                }
            } finally {
                notes.at("end of stream");
            }
        };
    }

    @GET
    @Path("call/{port}")
    public String call(@PathParam("port") int port) throws IOException {
        URI other = URI.create("http://127.0.0.1:" + port + "/written");
        RawHttp.get(other, "x-request-id: of-the-call", "Connection: close");
        notes.at("after the call");
        return "done";
    }

    @GET
    @Path("stage")
    public CompletionStage<Written> stage() {
        return notes.suspend(new CompletableFuture<>());
    }

    @GET
    @Path("stage/done")
    public CompletionStage<Written> stageThatIsDone() {
        return CompletableFuture.completedFuture(new Written("done"));
    }

    @GET
    @Path("stage/failed")
    public CompletionStage<Written> stageThatHasFailed() {
        return CompletableFuture.failedFuture(new Mapped());
    }

    @GET
    @Path("suspended")
    public void suspended(@Suspended AsyncResponse response) {
        notes.suspend(response);
    }

    @GET
    @Path("suspended/timeout")
    public void timeout(@Suspended AsyncResponse response) {
        // Not one millisecond: CXF then sometimes loses the request, with or without Headerhop.
        response.setTimeout(50, TimeUnit.MILLISECONDS);
    }

    @GET
    @Path("suspended/resumed")
    public void resumed(@Suspended AsyncResponse response) {
        response.resume(new Written("done"));
        notes.at("after resume");
    }

    @GET
    @Path("suspended/cancelled")
    public void cancelled(@Suspended AsyncResponse response) {
        response.cancel();
    }

    @GET
    @Path("suspended/mapped")
    public void mapped(@Suspended AsyncResponse response) {
        throw new Mapped();
    }

    @GET
    @Path("suspended/thrown")
    public void thrown(@Suspended AsyncResponse response) {
        throw new IllegalStateException("on purpose");
    }

    @GET
    @Path("suspended/resumed-and-thrown")
    public void resumedAndThrown(@Suspended AsyncResponse response) {
        response.resume(new Written("done"));
        throw new IllegalStateException("on purpose");
    }

    /** Continues after another thread has resumed the request. */
    @GET
    @Path("suspended/working")
    public void working(@Suspended AsyncResponse response) throws InterruptedException {
        notes.suspend(response);
        notes.await("resumed");
        notes.at("after somebody resumed");
    }
}
