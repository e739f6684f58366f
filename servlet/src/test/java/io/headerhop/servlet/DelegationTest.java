// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import io.headerhop.CapturedHeaders;
import io.headerhop.contract.Delegation;
import io.headerhop.contract.Headers;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

/** Wrappers compiled against the lowest Servlet API delegate every method of the one on the class path. */
class DelegationTest {
    private static final CapturedHeaders HEADERS = Headers.ofRequest(1);
    private static final HeaderPropagationFilter FILTER = new HeaderPropagationFilter(Headers.RULES);

    @Test
    void everyMethodOfTheRequestIsDelegated() {
        Delegation.of(HttpServletRequest.class, DelegationTest::wrap).assertComplete();
    }

    @Test
    void everyMethodOfTheResponseIsDelegated() {
        Delegation.of(HttpServletResponse.class, response -> PropagatingResponse.of(response, HEADERS))
                .assertComplete();
    }

    @Test
    void everyMethodOfTheInputStreamIsDelegated() {
        Delegation.of(ServletInputStream.class, in -> new PropagatingInputStream(in, HEADERS))
                .assertComplete();
    }

    @Test
    void everyMethodOfTheOutputStreamIsDelegated() {
        Delegation.of(ServletOutputStream.class, out -> new PropagatingOutputStream(out, HEADERS))
                .assertComplete();
    }

    @Test
    void everyMethodOfTheAsyncContextIsDelegated() {
        Delegation.of(AsyncContext.class, context -> new PropagatingAsyncContext(context, wrap(unused()), false))
                .assertComplete();
    }

    @Test
    void everyMethodOfTheListenersIsDelegated() {
        PropagatingAsyncContext context =
                new PropagatingAsyncContext(unused(AsyncContext.class), wrap(unused()), false);
        Delegation.of(AsyncListener.class, listener -> new PropagatingAsyncListener(listener, context))
                .assertComplete();
        Delegation.of(ReadListener.class, listener -> new PropagatingReadListener(listener, HEADERS))
                .assertComplete();
        Delegation.of(WriteListener.class, listener -> new PropagatingWriteListener(listener, HEADERS))
                .assertComplete();
    }

    private static PropagatingRequest wrap(HttpServletRequest request) {
        HttpServletResponse response = PropagatingResponse.of(unused(HttpServletResponse.class), HEADERS);
        return (PropagatingRequest) PropagatingRequest.of(request, response, FILTER, HEADERS);
    }

    private static HttpServletRequest unused() {
        return unused(HttpServletRequest.class);
    }

    private static <T> T unused(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            if (method.getName().equals("equals")) {
                return proxy == args[0];
            }
            throw new AssertionError(method + " is called");
        }));
    }
}
