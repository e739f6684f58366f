// SPDX-License-Identifier: Apache-2.0
package io.headerhop.httpclient;

import io.headerhop.Adapters;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.async.H2AsyncClientBuilder;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * Makes the clients of Apache HttpClient 5 carry the headers that are current where a call is made. One line per
 * builder, including caching ones, and no configuration:
 *
 * <pre>{@code
 * CloseableHttpClient client = HeaderPropagationInterceptors.install(HttpClients.custom()).build();
 * }</pre>
 *
 * <p>The headers are taken on the thread that calls {@code execute}; any thread may send the request. Redirects,
 * authentication, retries and background revalidation carry them too; a redirect to a host outside the
 * {@link io.headerhop.Destinations} drops them. What counts is the host that the client connects to, with its scheme's
 * default port if none was given, not the {@code Host} header. The caller's request object is not changed.
 *
 * <p>An asynchronous client's response consumer and its callback see the caller's headers as current, on any thread.
 *
 * <p>Install last: a handler added first after that runs before this one, and if it proceeds on another thread, the
 * headers are taken there.
 *
 * <p>Limits: {@code createMinimal()} and the other minimal clients have no builder and carry nothing; a custom
 * {@code AsyncRequestProducer} that sends its request from another thread needs the headers there, for example through
 * {@link io.headerhop.CapturedHeaders#propagating(java.util.concurrent.Executor)}.
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
