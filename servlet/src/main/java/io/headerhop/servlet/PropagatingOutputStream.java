package io.headerhop.servlet;

import io.headerhop.CapturedHeaders;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.Objects;

/**
 * Calls the write listener with the request's headers, and hands all else to the container's stream. The many forms of
 * {@code print} end in one of the forms of {@code write}.
 */
final class PropagatingOutputStream extends ServletOutputStream {
    private final ServletOutputStream delegate;
    private final CapturedHeaders headers;

    PropagatingOutputStream(ServletOutputStream delegate, CapturedHeaders headers) {
        this.delegate = delegate;
        this.headers = headers;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
        delegate.setWriteListener(new PropagatingWriteListener(Objects.requireNonNull(listener), headers));
    }

    @Override
    public boolean isReady() {
        return delegate.isReady();
    }

    @Override
    public void print(String text) throws IOException {
        delegate.print(text);
    }

    @Override
    public void write(int b) throws IOException {
        delegate.write(b);
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        delegate.write(bytes);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        delegate.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
        delegate.flush();
    }

    @Override
    public void close() throws IOException {
        delegate.close();
    }
}
