// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import io.headerhop.CapturedHeaders;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Calls the read listener with the request's headers, and delegates everything else to the container's stream. */
final class PropagatingInputStream extends ServletInputStream {
    private final ServletInputStream delegate;
    private final CapturedHeaders headers;

    PropagatingInputStream(ServletInputStream delegate, CapturedHeaders headers) {
        this.delegate = delegate;
        this.headers = headers;
    }

    boolean isFor(ServletInputStream stream) {
        return delegate.equals(stream);
    }

    @Override
    public void setReadListener(@Nullable ReadListener listener) {
        delegate.setReadListener(listener == null ? null : new PropagatingReadListener(listener, headers));
    }

    @Override
    public boolean isFinished() {
        return delegate.isFinished();
    }

    @Override
    public boolean isReady() {
        return delegate.isReady();
    }

    @Override
    public int read() throws IOException {
        return delegate.read();
    }

    @Override
    public int read(byte[] bytes) throws IOException {
        return delegate.read(bytes);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return delegate.read(bytes, offset, length);
    }

    /** Overrides a method added in Servlet 6.1. */
    public int read(ByteBuffer buffer) throws IOException {
        return ByteBufferMethods.read(delegate, buffer);
    }

    @Override
    public byte[] readAllBytes() throws IOException {
        return delegate.readAllBytes();
    }

    @Override
    public byte[] readNBytes(int length) throws IOException {
        return delegate.readNBytes(length);
    }

    @Override
    public int readNBytes(byte[] bytes, int offset, int length) throws IOException {
        return delegate.readNBytes(bytes, offset, length);
    }

    @Override
    public long transferTo(OutputStream out) throws IOException {
        return delegate.transferTo(out);
    }

    @Override
    public int readLine(byte[] bytes, int offset, int length) throws IOException {
        return delegate.readLine(bytes, offset, length);
    }

    @Override
    public long skip(long count) throws IOException {
        return delegate.skip(count);
    }

    @Override
    public void skipNBytes(long count) throws IOException {
        delegate.skipNBytes(count);
    }

    @Override
    public int available() throws IOException {
        return delegate.available();
    }

    @Override
    public void mark(int limit) {
        delegate.mark(limit);
    }

    @Override
    public void reset() throws IOException {
        delegate.reset();
    }

    @Override
    public boolean markSupported() {
        return delegate.markSupported();
    }

    @Override
    public void close() throws IOException {
        delegate.close();
    }
}
