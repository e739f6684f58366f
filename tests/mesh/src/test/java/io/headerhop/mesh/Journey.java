// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh;

import io.headerhop.mesh.Service.Received;
import io.headerhop.support.Span;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One request on its way through the mesh. */
record Journey(String path, Mesh mesh) {
    /** One for each direction of each sidecar: in at a, b, c and d, and out to b, c and d. */
    private static final int SPANS = 7;

    private static final long REPORTED_WITHIN_SECONDS = 10;

    /** The picture of its spans, once all have arrived. */
    String picture() throws Exception {
        return Picture.of(awaitSpans());
    }

    /** The picture of its spans, taken after those of a later request, which is certainly traced, have arrived. */
    String pictureAfterAnother() throws Exception {
        Journey another = mesh.sendTrusted(Adapters.SERVLET_AND_OKHTTP, "x-envoy-force-trace", "1");
        if (another.awaitSpans().size() != SPANS) {
            throw new AssertionError("the request to wait for has the wrong spans:\n" + another.picture());
        }
        return Picture.of(spans());
    }

    private List<Span> awaitSpans() throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(REPORTED_WITHIN_SECONDS);
        List<Span> spans = spans();
        for (long pause = 5; spans.size() < SPANS && System.nanoTime() < deadline; pause = Math.min(2 * pause, 100)) {
            Thread.sleep(pause);
            spans = spans();
        }
        return spans;
    }

    private List<Span> spans() throws Exception {
        return mesh.tracer().backend().spans(path);
    }

    /** The sampling decision that each service received: 0 or 1. */
    List<Character> decisions() {
        return received()
                .map(request -> request.headers().get(mesh.tracer().decisionHeader()))
                .map(header -> header.charAt(header.length() - 1))
                .toList();
    }

    /** The distinct x-request-ids that the services received. */
    Set<String> requestIds() {
        return received().map(request -> request.headers().get("x-request-id")).collect(Collectors.toSet());
    }

    /** The distinct x-request-ids that the services would write to their logs. */
    Set<String> loggedRequestIds() {
        return received().map(Received::loggedRequestId).collect(Collectors.toSet());
    }

    private Stream<Received> received() {
        return Services.NAMES.stream().map(name -> Services.named(name).received(path));
    }
}
