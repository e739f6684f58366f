// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.contract;

import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a suspended request can be resumed with; servers write each of these in a different way. */
public enum Answer {
    NOTHING(() -> null),
    SMALL(() -> "done"),
    /** More than fits into the buffers between a server and a client that does not read. */
    LARGE(() -> new byte[Answer.MORE_THAN_BUFFERS]),
    STREAMED(() -> stream(Answer.MORE_THAN_BUFFERS)),
    FAILING(() -> (StreamingOutput) out -> {
        throw new IOException("on purpose");
    }),
    FAILING_LATE(() -> (StreamingOutput) out -> {
        out.write(new byte[1 << 16]);
        out.flush();
        throw new IOException("on purpose");
    }),
    UNWRITABLE(() -> new ServerResource.Unwritable("done")),
    REFUSAL(() -> Response.status(429).entity("done").build()),
    EXCEPTION(() -> new IllegalStateException("on purpose")),
    ERROR(() -> new AssertionError("on purpose"));

    private static final int MORE_THAN_BUFFERS = 1 << 24;

    private final Supplier<@Nullable Object> body;

    Answer(Supplier<@Nullable Object> body) {
        this.body = body;
    }

    void resume(AsyncResponse response) {
        Object answer = body.get();
        if (answer instanceof Throwable failure) {
            response.resume(failure);
        } else {
            response.resume(answer);
        }
    }

    void complete(CompletableFuture<Response> stage) {
        Object answer = body.get();
        if (answer instanceof Throwable failure) {
            stage.completeExceptionally(failure);
        } else {
            stage.complete(
                    answer instanceof Response response
                            ? response
                            : Response.ok(answer).build());
        }
    }

    private static StreamingOutput stream(int length) {
        return out -> {
            byte[] block = new byte[1 << 16];
            for (int written = 0; written < length; written += block.length) {
                out.write(block);
                out.flush();
            }
        };
    }
}
