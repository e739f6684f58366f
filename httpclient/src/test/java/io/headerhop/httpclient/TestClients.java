// SPDX-License-Identifier: Apache-2.0
package io.headerhop.httpclient;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headerhop.contract.OutboundCall;
import io.headerhop.contract.Trust;
import org.apache.hc.client5.http.HttpRequestRetryStrategy;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.CredentialsProvider;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.DefaultHttpRequestRetryStrategy;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.H2AsyncClientBuilder;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.SSLConnectionSocketFactory;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.util.TimeValue;

/** What the clients and requests of all tests have in common. */
final class TestClients {
    private TestClients() {}

    static CredentialsProvider credentials() {
        BasicCredentialsProvider credentials = new BasicCredentialsProvider();
        credentials.setCredentials(
                new AuthScope(null, -1), new UsernamePasswordCredentials("user", "password".toCharArray()));
        return credentials;
    }

    /** Retries once, without the usual pause of a second. */
    static HttpRequestRetryStrategy retryOnce() {
        return new DefaultHttpRequestRetryStrategy(1, TimeValue.ofMilliseconds(1));
    }

    static <B extends HttpAsyncClientBuilder> B withOneConnection(B builder) {
        builder.setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                .setMaxConnTotal(1)
                .setMaxConnPerRoute(1)
                .build());
        return builder;
    }

    /** As an application would set it up: credentials, one retry, and trust in the tests' server. */
    static <B extends HttpClientBuilder> B configured(B builder) {
        builder.setDefaultCredentialsProvider(credentials()).setRetryStrategy(retryOnce());
        builder.setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                .setSSLSocketFactory(new SSLConnectionSocketFactory(Trust.context(), NoopHostnameVerifier.INSTANCE))
                .build());
        return builder;
    }

    static <B extends HttpAsyncClientBuilder> B configured(B builder) {
        builder.setDefaultCredentialsProvider(credentials()).setRetryStrategy(retryOnce());
        builder.setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                .setTlsStrategy(trusting())
                .build());
        return builder;
    }

    static H2AsyncClientBuilder configured(H2AsyncClientBuilder builder) {
        return builder.setDefaultCredentialsProvider(credentials())
                .setRetryStrategy(retryOnce())
                .setTlsStrategy(trusting());
    }

    private static TlsStrategy trusting() {
        return ClientTlsStrategyBuilder.create()
                .setSslContext(Trust.context())
                .setHostnameVerifier(NoopHostnameVerifier.INSTANCE)
                .build();
    }

    static CloseableHttpAsyncClient started(CloseableHttpAsyncClient client) {
        client.start();
        return client;
    }

    static ClassicHttpRequest classic(OutboundCall call) {
        ClassicRequestBuilder request =
                ClassicRequestBuilder.create(call.method()).setUri(call.uri());
        if (call.body() != null) {
            request.setEntity(call.body(), ContentType.APPLICATION_JSON);
        }
        return withHeaders(request.build(), call);
    }

    static SimpleHttpRequest simple(OutboundCall call) {
        SimpleRequestBuilder request =
                SimpleRequestBuilder.create(call.method()).setUri(call.uri());
        if (call.body() != null) {
            request.setBody(call.body().getBytes(UTF_8), ContentType.APPLICATION_JSON);
        }
        return withHeaders(request.build(), call);
    }

    private static <R extends HttpRequest> R withHeaders(R request, OutboundCall call) {
        call.headers().forEach(request::setHeader);
        return request;
    }
}
