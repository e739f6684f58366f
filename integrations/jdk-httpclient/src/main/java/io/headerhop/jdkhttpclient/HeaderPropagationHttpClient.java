// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jdkhttpclient;

import io.headerhop.Adapters;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;

/**
 * Makes clients of {@code java.net.http} whose requests carry the headers that are current where {@code send} or
 * {@code sendAsync} is called. What it returns is itself a {@link HttpClient}, immutable and safe to share between
 * threads.
 *
 * <pre>{@code
 * HttpClient client = HeaderPropagationHttpClient.create(HttpClient.newHttpClient());
 * }</pre>
 *
 * <p>The caller's request is not changed. Body handlers, body subscribers, push promise handlers and the continuations
 * of {@code sendAsync} run with the caller's headers current, on any thread.
 *
 * <p>The JDK's client has no hook for a redirect. Where a client follows redirects, these methods follow them in its
 * place, by its rules, and each hop is checked: a redirect to a host outside the {@link io.headerhop.Destinations}
 * drops the headers.
 */
public final class HeaderPropagationHttpClient {
    private HeaderPropagationHttpClient() {}

    /**
     * Returns a client that behaves like this one and carries the current headers. Closing it closes this one.
     *
     * <p>If this client follows redirects, its settings are copied to a second one that does not, and that one sends
     * the requests. A local address cannot be copied, since a client does not tell its own: use {@link #build}. A
     * {@code HttpClient} that is not the JDK's cannot be copied at all: if it follows redirects, it continues to do so
     * unchecked, which is logged as a warning.
     */
    public static HttpClient create(HttpClient client) {
        if (client instanceof PropagatingHttpClient) {
            return client;
        }
        Adapters.outbound("the JDK's HttpClient");
        Redirect policy = client.followRedirects();
        if (policy == Redirect.NEVER) {
            return new PropagatingHttpClient(client, client, policy, null);
        }
        if (client.getClass().getModule() != HttpClient.class.getModule()) {
            Adapters.warn(
                    "The redirects of " + client.getClass().getName() + " cannot be checked: every host that it is"
                            + " redirected to receives the headers; create it with Redirect.NEVER, or from its builder");
            return new PropagatingHttpClient(client, client, policy, null);
        }
        return new PropagatingHttpClient(following(Redirect.NEVER, client), client, policy, new Redirects(policy));
    }

    /**
     * Builds a client that carries the current headers. Unlike {@link #create}, this keeps all that the builder was
     * told, and needs no second client. The builder is not changed.
     */
    public static HttpClient build(HttpClient.Builder builder) {
        Adapters.outbound("the JDK's HttpClient");
        HttpClient client = builder.build();
        Redirect policy = client.followRedirects();
        if (policy == Redirect.NEVER) {
            return new PropagatingHttpClient(client, client, policy, null);
        }
        // A builder does not tell its settings; only what it builds does.
        NewerMethods.shutdown(client);
        HttpClient sender = builder.followRedirects(Redirect.NEVER).build();
        builder.followRedirects(policy);
        return new PropagatingHttpClient(sender, sender, policy, new Redirects(policy));
    }

    private static HttpClient following(Redirect policy, HttpClient like) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .followRedirects(policy)
                .version(like.version())
                .sslContext(like.sslContext())
                .sslParameters(like.sslParameters());
        like.authenticator().ifPresent(builder::authenticator);
        like.connectTimeout().ifPresent(builder::connectTimeout);
        like.cookieHandler().ifPresent(builder::cookieHandler);
        like.executor().ifPresent(builder::executor);
        like.proxy().ifPresent(builder::proxy);
        return builder.build();
    }
}
