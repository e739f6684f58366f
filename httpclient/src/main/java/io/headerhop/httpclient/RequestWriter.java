package io.headerhop.httpclient;

import io.headerhop.HeaderWriter;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
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
    public Iterator<String> values(Copies copies, String name) {
        return copies.asked.stream()
                .flatMap(request -> Arrays.stream(request.getHeaders(name)))
                .map(header -> header.getValue() == null ? "" : header.getValue())
                .iterator();
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
