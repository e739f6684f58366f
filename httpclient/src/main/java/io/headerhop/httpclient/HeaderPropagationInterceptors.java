// SPDX-License-Identifier: Apache-2.0
package io.headerhop.httpclient;

import io.headerhop.Adapters;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.async.H2AsyncClientBuilder;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * Lets the clients of Apache HttpClient 5 carry the headers that are current where a call is made. One line for each
 * builder, caching ones included, and no configuration:
 *
 * <pre>{@code
 * CloseableHttpClient client = HeaderPropagationInterceptors.install(HttpClients.custom()).build();
 * }</pre>
 *
 * <p>The headers are taken on the thread that calls {@code execute}; any thread may send the request. Redirects,
 * authentication, retries and background revalidation carry them too, and a redirect to a host outside of the
 * {@link io.headerhop.Destinations} loses them. The host that is judged is the one that the client connects to, with
 * its scheme's port if none was given, not what the {@code Host} header says. The caller's request object stays as it
 * was.
 *
 * <p>An asynchronous client's response consumer and its callback see the caller's headers as the current ones, on any
 * thread.
 *
 * <p>Install last: a handler that is put first after that stands in front, and if it proceeds on another thread, then
 * the headers are taken there.
 *
 * <p>The trap: {@code createMinimal()} and the other minimal clients have no builder and carry nothing; and a custom
 * {@code AsyncRequestProducer} that sends its request from another thread must be handed the headers there, for example
 * by {@link io.headerhop.CapturedHeaders#propagating(java.util.concurrent.Executor)}.
 *
 * <p>Installing twice does no harm. The methods keep no state and can be called from any thread.
 */
public final class HeaderPropagationInterceptors {
    private static final String CALL = "headerhop";
    private static final String HOP = "headerhop-hop";

    private HeaderPropagationInterceptors() {}

    /** For classic clients: {@code HttpClients.custom()} and {@code CachingHttpClients.custom()}. */
    public static <B extends HttpClientBuilder> B install(B builder) {
        Adapters.outbound("Apache HttpClient");
        builder.addExecInterceptorFirst(CALL, ClassicHandlers::onCall);
        builder.addExecInterceptorAfter(ChainElement.REDIRECT.name(), HOP, ClassicHandlers::onHop);
        return builder;
    }

    /** For asynchronous clients: {@code HttpAsyncClients.custom()} and {@code CachingHttpAsyncClients.custom()}. */
    public static <B extends HttpAsyncClientBuilder> B install(B builder) {
        Adapters.outbound("Apache HttpClient");
        builder.addExecInterceptorFirst(CALL, AsyncHandlers::onCall);
        builder.addExecInterceptorAfter(ChainElement.REDIRECT.name(), HOP, AsyncHandlers::onHop);
        return builder;
    }

    /** For asynchronous clients of HTTP/2 only: {@code HttpAsyncClients.customHttp2()} and its caching counterpart. */
    public static <B extends H2AsyncClientBuilder> B install(B builder) {
        Adapters.outbound("Apache HttpClient");
        builder.addExecInterceptorFirst(CALL, AsyncHandlers::onCall);
        builder.addExecInterceptorAfter(ChainElement.REDIRECT.name(), HOP, AsyncHandlers::onHop);
        return builder;
    }
}
