package io.headerhop.httpclient;

import io.headerhop.spi.HeaderWriter;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;

/** Writes the same headers to several copies of one request. */
enum RequestWriter implements HeaderWriter<RequestWriter.Copies> {
    INSTANCE;

    /**
     * The copies to be written, those of them that tell what the caller has set, and the call to which the headers that
     * they are given belong.
     */
    record Copies(CallHeaders call, List<? extends HttpRequest> asked, List<? extends HttpRequest> written) {}

    @Override
    public void forEach(Copies copies, BiConsumer<String, String> line) {
        for (HttpRequest request : copies.asked) {
            for (Header header : request.getHeaders()) {
                line.accept(header.getName(), header.getValue() == null ? "" : header.getValue());
            }
        }
    }

    @Override
    public void add(Copies copies, String name, String value) {
        copies.written.forEach(request -> request.addHeader(new CarriedHeader(name, value, copies.call)));
    }

    @Override
    public void remove(Copies copies, String name) {
        copies.written.forEach(request -> request.removeHeaders(name));
    }
}
