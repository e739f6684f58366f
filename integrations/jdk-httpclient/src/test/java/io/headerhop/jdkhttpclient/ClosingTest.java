// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jdkhttpclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.time.Duration;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A wrapper that does not declare what it cannot see at compile time would inherit methods that do nothing. */
@EnabledForJreRange(min = JRE.JAVA_21)
class ClosingTest {
    @ParameterizedTest
    @EnumSource
    void closesTheApplicationsClientAndItsOwn(Redirect policy) throws Exception {
        HttpClient original = HttpClient.newBuilder().followRedirects(policy).build();
        HttpClient client = HeaderPropagationHttpClient.create(original);
        assertThat(call(client, "isTerminated")).isEqualTo(false);
        ((AutoCloseable) (Object) client).close();
        assertThat(call(original, "isTerminated")).isEqualTo(true);
        assertThat(call(client, "isTerminated")).isEqualTo(true);
    }

    @ParameterizedTest
    @EnumSource
    void shutsDown(Redirect policy) throws Exception {
        HttpClient original = HttpClient.newBuilder().followRedirects(policy).build();
        HttpClient client = HeaderPropagationHttpClient.create(original);
        call(client, "shutdown");
        assertThat(HttpClient.class
                        .getMethod("awaitTermination", Duration.class)
                        .invoke(client, Duration.ofSeconds(20)))
                .isEqualTo(true);
        assertThat(call(original, "isTerminated")).isEqualTo(true);
    }

    @ParameterizedTest
    @EnumSource
    void shutsDownNow(Redirect policy) throws Exception {
        HttpClient client =
                HeaderPropagationHttpClient.build(HttpClient.newBuilder().followRedirects(policy));
        call(client, "shutdownNow");
        assertThat(HttpClient.class
                        .getMethod("awaitTermination", Duration.class)
                        .invoke(client, Duration.ofSeconds(20)))
                .isEqualTo(true);
    }

    private static Object call(HttpClient client, String name) throws Exception {
        Method method = HttpClient.class.getMethod(name);
        return method.invoke(client);
    }
}
