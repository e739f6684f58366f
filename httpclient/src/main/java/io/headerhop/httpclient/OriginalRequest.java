// SPDX-License-Identifier: Apache-2.0
package io.headerhop.httpclient;

import io.headerhop.spi.Injection;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.message.HttpRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * The caller's request plus the injected headers, for the client to copy later attempts from; the caller's own object
 * never has them. Most calls need one attempt, so there is a copy of the headers only on demand. Also tells the chain's
 * later handler what was injected.
 */
class OriginalRequest extends HttpRequestWrapper {
    private final Injection injection;
    private final HttpRequest first;
    private final HttpHost host;
    // Of this one, only the headers are used.
    private @Nullable HttpRequest headers;

    /**
     * @param callers is left alone
     * @param first the copy of it that is sent first, with what was injected
     * @param host where that goes
     */
    OriginalRequest(HttpRequest callers, Injection injection, HttpRequest first, HttpHost host) {
        super(callers);
        this.injection = injection;
        this.first = first;
        this.host = host;
    }

    /** For a classic client. */
    static final class Classic extends OriginalRequest implements ClassicHttpRequest {
        private final ClassicHttpRequest callers;
        // Null when the call has ended.
        private @Nullable List<ExecRuntime> redirected = List.of();

        Classic(ClassicHttpRequest callers, Injection injection, HttpRequest first, HttpHost host) {
            super(callers, injection, first, host);
            this.callers = callers;
        }

        /** From now on the call may be known by its {@code ExecRuntime} alone. */
        synchronized void expectRedirect(ExecRuntime runtime) {
            List<ExecRuntime> known = redirected;
            // It has ended if a handler stopped waiting for a thread that goes on.
            if (known != null && ClassicHandlers.REDIRECTED.put(runtime, injection()) == null) {
                known = known.isEmpty() ? new ArrayList<>() : known;
                known.add(runtime);
                redirected = known;
            }
        }

        synchronized void end() {
            if (redirected != null) {
                redirected.forEach(ClassicHandlers.REDIRECTED::remove);
            }
            redirected = null;
        }

        @Override
        public @Nullable HttpEntity getEntity() {
            return callers.getEntity();
        }

        @Override
        public void setEntity(@Nullable HttpEntity entity) {
            callers.setEntity(entity);
        }
    }

    Injection injection() {
        return injection;
    }

    @SuppressWarnings("ReferenceEquality") // A later hop's request is another object.
    boolean isFirstHop(HttpRequest hop, HttpRoute route) {
        return hop == first && route.getTargetHost().equals(host);
    }

    private HttpRequest headers() {
        HttpRequest copy = headers;
        if (copy == null) {
            copy = new BasicHttpRequest(getMethod(), "/");
            copy.setHeaders(super.getHeaders());
            injection.again(copy, CallHeaders.WRITER);
            headers = copy;
        }
        return copy;
    }

    @Override
    public void addHeader(@Nullable Header header) {
        headers().addHeader(header);
    }

    @Override
    public void addHeader(String name, @Nullable Object value) {
        headers().addHeader(name, value);
    }

    @Override
    public void setHeader(@Nullable Header header) {
        headers().setHeader(header);
    }

    @Override
    public void setHeader(String name, @Nullable Object value) {
        headers().setHeader(name, value);
    }

    @Override
    public void setHeaders(Header @Nullable ... all) {
        headers().setHeaders(all);
    }

    @Override
    public boolean removeHeader(@Nullable Header header) {
        return headers().removeHeader(header);
    }

    @Override
    public boolean removeHeaders(@Nullable String name) {
        return headers().removeHeaders(name);
    }

    @Override
    public boolean containsHeader(String name) {
        return headers().containsHeader(name);
    }

    @Override
    public int countHeaders(String name) {
        return headers().countHeaders(name);
    }

    @Override
    public @Nullable Header getFirstHeader(String name) {
        return headers().getFirstHeader(name);
    }

    @Override
    public @Nullable Header getLastHeader(String name) {
        return headers().getLastHeader(name);
    }

    @Override
    public @Nullable Header getHeader(String name) throws ProtocolException {
        return headers().getHeader(name);
    }

    @Override
    public Header[] getHeaders() {
        return headers().getHeaders();
    }

    @Override
    public Header[] getHeaders(String name) {
        return headers().getHeaders(name);
    }

    @Override
    public Iterator<Header> headerIterator() {
        return headers().headerIterator();
    }

    @Override
    public Iterator<Header> headerIterator(String name) {
        return headers().headerIterator(name);
    }
}
