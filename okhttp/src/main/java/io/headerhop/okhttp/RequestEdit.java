// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import static java.util.Objects.requireNonNull;

import io.headerhop.spi.HeaderWriter;
import java.util.function.BiConsumer;
import okhttp3.Headers;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** A request, copied only if it changes. */
final class RequestEdit {
    private final Request original;
    private final Headers headers;
    private Request.@Nullable Builder builder;

    /** @param headers the headers that replace the request's own, before anything is added */
    @SuppressWarnings("ReferenceEquality") // The same object if there is nothing to replace.
    RequestEdit(Request original, Headers headers) {
        this.original = original;
        this.headers = headers;
        if (headers != original.headers()) {
            builder().headers(headers);
        }
    }

    boolean isUnchanged() {
        return builder == null;
    }

    Request.Builder builder() {
        Request.Builder changed = builder;
        if (changed == null) {
            changed = original.newBuilder();
            builder = changed;
        }
        return changed;
    }

    private Headers headers() {
        return builder == null ? headers : requireNonNull(builder).build().headers();
    }

    enum Writer implements HeaderWriter<RequestEdit> {
        INSTANCE;

        @Override
        public String client() {
            return "OkHttp";
        }

        @Override
        public void forEach(RequestEdit edit, BiConsumer<String, String> line) {
            Headers headers = edit.headers();
            for (int i = 0; i < headers.size(); i++) {
                line.accept(headers.name(i), headers.value(i));
            }
        }

        @Override
        public void add(RequestEdit edit, String name, String value) {
            edit.builder().addHeader(name, value);
        }

        @Override
        public void remove(RequestEdit edit, String name) {
            edit.builder().removeHeader(name);
        }
    }
}
