// SPDX-License-Identifier: Apache-2.0
package io.headerhop.httpclient;

import java.util.Iterator;
import java.util.List;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.message.HeaderGroup;
import org.apache.hc.core5.http.message.HttpRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * The caller's request plus the injected headers, for the client to copy later attempts from; the caller's own object
 * never has them. Most calls need one attempt, so the headers are copied only on demand.
 */
class OriginalRequest extends HttpRequestWrapper {
    private final HttpRequest callers;
    private final List<Header> injected;
    private @Nullable HeaderGroup headers;

    OriginalRequest(HttpRequest callers, List<Header> injected) {
        super(callers);
        this.callers = callers;
        this.injected = injected;
    }

    /** For a classic client. */
    static final class Classic extends OriginalRequest implements ClassicHttpRequest {
        private final ClassicHttpRequest callers;

        Classic(ClassicHttpRequest callers, List<Header> injected) {
            super(callers, injected);
            this.callers = callers;
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

    private HeaderGroup headers() {
        HeaderGroup group = headers;
        if (group == null) {
            group = new HeaderGroup();
            group.setHeaders(callers.getHeaders());
            injected.forEach(group::addHeader);
            headers = group;
        }
        return group;
    }

    @Override
    public void addHeader(@Nullable Header header) {
        headers().addHeader(header);
    }

    @Override
    public void addHeader(String name, @Nullable Object value) {
        headers().addHeader(new BasicHeader(name, value));
    }

    @Override
    public void setHeader(@Nullable Header header) {
        headers().setHeader(header);
    }

    @Override
    public void setHeader(String name, @Nullable Object value) {
        headers().setHeader(new BasicHeader(name, value));
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
