// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import io.headerhop.CapturedHeaders;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Calls the write listener with the request's headers, and delegates everything else to the container's stream. */
final class PropagatingOutputStream extends ServletOutputStream {
    private final ServletOutputStream delegate;
    private final CapturedHeaders headers;

    PropagatingOutputStream(ServletOutputStream delegate, CapturedHeaders headers) {
        this.delegate = delegate;
        this.headers = headers;
    }

    boolean isFor(ServletOutputStream stream) {
        return delegate.equals(stream);
    }

    @Override
    public void setWriteListener(@Nullable WriteListener listener) {
        delegate.setWriteListener(listener == null ? null : new PropagatingWriteListener(listener, headers));
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
    public void print(boolean value) throws IOException {
        delegate.print(value);
    }

    @Override
    public void print(char c) throws IOException {
        delegate.print(c);
    }

    @Override
    public void print(int number) throws IOException {
        delegate.print(number);
    }

    @Override
    public void print(long number) throws IOException {
        delegate.print(number);
    }

    @Override
    public void print(float number) throws IOException {
        delegate.print(number);
    }

    @Override
    public void print(double number) throws IOException {
        delegate.print(number);
    }

    @Override
    public void println() throws IOException {
        delegate.println();
    }

    @Override
    public void println(String text) throws IOException {
        delegate.println(text);
    }

    @Override
    public void println(boolean value) throws IOException {
        delegate.println(value);
    }

    @Override
    public void println(char c) throws IOException {
        delegate.println(c);
    }

    @Override
    public void println(int number) throws IOException {
        delegate.println(number);
    }

    @Override
    public void println(long number) throws IOException {
        delegate.println(number);
    }

    @Override
    public void println(float number) throws IOException {
        delegate.println(number);
    }

    @Override
    public void println(double number) throws IOException {
        delegate.println(number);
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

    /** Overrides a method added in Servlet 6.1. */
    public void write(ByteBuffer buffer) throws IOException {
        ByteBufferMethods.write(delegate, buffer);
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
