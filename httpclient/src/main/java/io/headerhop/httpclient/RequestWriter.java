package io.headerhop.httpclient;

import io.headerhop.HeaderWriter;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.hc.core5.http.HttpRequest;

/** Writes the same headers to several copies of one request. */
enum RequestWriter implements HeaderWriter<RequestWriter.Copies> {
    INSTANCE;

    /** The copies, and the call to which the headers that they are given belong. */
    record Copies(CallHeaders call, List<? extends HttpRequest> requests) {}

    @Override
    public Iterator<String> values(Copies copies, String name) {
        return copies.requests.stream()
                .flatMap(request -> Arrays.stream(request.getHeaders(name)))
                .map(header -> header.getValue() == null ? "" : header.getValue())
                .iterator();
    }

    @Override
    public void add(Copies copies, String name, String value) {
        copies.requests.forEach(request -> request.addHeader(new CarriedHeader(name, value, copies.call)));
    }

    @Override
    public void remove(Copies copies, String name) {
        copies.requests.forEach(request -> request.removeHeaders(name));
    }
}
