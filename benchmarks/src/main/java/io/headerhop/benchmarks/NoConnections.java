// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import java.util.function.Consumer;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.io.LeaseRequest;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** One connection that is always open, and answers without any I/O. */
@SuppressWarnings("deprecation") // Abstract, so it must be there
final class NoConnections extends ConnectionEndpoint implements HttpClientConnectionManager, LeaseRequest {
    private final Consumer<ClassicHttpRequest> sent;

    NoConnections(Consumer<ClassicHttpRequest> sent) {
        this.sent = sent;
    }

    @Override
    public LeaseRequest lease(String id, HttpRoute route, Timeout timeout, @Nullable Object state) {
        return this;
    }

    @Override
    public ConnectionEndpoint get(Timeout timeout) {
        return this;
    }

    @Override
    public boolean cancel() {
        return false;
    }

    @Override
    public void release(ConnectionEndpoint endpoint, @Nullable Object state, TimeValue keepAlive) {}

    @Override
    public void connect(ConnectionEndpoint endpoint, TimeValue timeout, HttpContext context) {}

    @Override
    public void upgrade(ConnectionEndpoint endpoint, HttpContext context) {}

    @Override
    public ClassicHttpResponse execute(
            String id, ClassicHttpRequest request, HttpRequestExecutor executor, HttpContext context) {
        sent.accept(request);
        return new BasicClassicHttpResponse(200);
    }

    @Override
    public ClassicHttpResponse execute(
            String id, ClassicHttpRequest request, RequestExecutor executor, HttpContext context) {
        sent.accept(request);
        return new BasicClassicHttpResponse(200);
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public void setSocketTimeout(Timeout timeout) {}

    @Override
    public void close() {}

    @Override
    public void close(CloseMode mode) {}
}
