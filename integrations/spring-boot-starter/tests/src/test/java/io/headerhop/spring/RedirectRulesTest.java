// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Request;
import io.headerhop.contract.Downstream;
import io.headerhop.contract.OutboundCall;
import io.headerhop.contract.OutboundClient.PreparedCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Where the starter follows by the rules of browsers, blocking and reactive clients do the same. What each client would
 * do alone is here too.
 */
@ParameterizedClass
@EnumSource
class RedirectRulesTest {
    private static final Downstream DOWNSTREAM = Downstream.instance();

    /** By status: what a request with this method becomes. */
    private static final List<String> METHODS = List.of(
            "301 POST: GET",
            "301 PUT: PUT with body",
            "301 DELETE: DELETE",
            "301 HEAD: HEAD",
            "302 POST: GET",
            "302 PUT: PUT with body",
            "302 DELETE: DELETE",
            "302 HEAD: HEAD",
            "303 POST: GET",
            "303 PUT: GET",
            "303 DELETE: GET",
            "303 HEAD: HEAD",
            "307 POST: POST with body",
            "307 PUT: PUT with body",
            "307 DELETE: DELETE",
            "307 HEAD: HEAD",
            "308 POST: POST with body",
            "308 PUT: PUT with body",
            "308 DELETE: DELETE",
            "308 HEAD: HEAD");

    private static final String LIMIT = "21 requests, then it fails";

    enum Client {
        REST_JETTY(
                RequestFactory.JETTY::prepare,
                RequestFactory.JETTY::prepareAlone,
                "9 requests, then it fails",
                "302 DELETE: GET"),
        REST_REACTOR(
                RequestFactory.REACTOR::prepare,
                RequestFactory.REACTOR::prepareAlone,
                "52 requests, then the answer",
                "301 POST: POST with body",
                "302 POST: POST with body",
                "303 POST: GET with body",
                "303 PUT: GET with body",
                "303 HEAD: GET"),
        FEIGN_HTTP_CLIENT_5(
                FeignClient.HTTP_CLIENT_5::prepare,
                FeignClient.HTTP_CLIENT_5::prepareAlone,
                "51 requests, then it fails"),
        FEIGN_OK_HTTP(
                FeignClient.OK_HTTP::prepare,
                FeignClient.OK_HTTP::prepareAlone,
                LIMIT,
                "301 PUT: GET",
                "301 DELETE: GET",
                "302 PUT: GET",
                "302 DELETE: GET"),
        WEB_JETTY(
                Connector.JETTY::prepare,
                Connector.JETTY::prepareAlone,
                "9 requests, then it fails",
                "302 DELETE: GET"),
        WEB_HTTP_COMPONENTS(
                Connector.HTTP_COMPONENTS::prepare,
                Connector.HTTP_COMPONENTS::prepareAlone,
                "51 requests, then it fails");

        /** What differs from {@link #METHODS}. */
        private final List<String> methodsAlone;

        private final Function<OutboundCall, PreparedCall> carrying;
        private final Function<OutboundCall, PreparedCall> alone;
        private final String limitAlone;

        Client(
                Function<OutboundCall, PreparedCall> carrying,
                Function<OutboundCall, PreparedCall> alone,
                String limitAlone,
                String... methodsAlone) {
            this.carrying = carrying;
            this.alone = alone;
            this.limitAlone = limitAlone;
            this.methodsAlone = List.of(methodsAlone);
        }
    }

    @Parameter
    Client client;

    @Test
    void methodsAreThoseOfBrowsers() {
        assertThat(methods(client.carrying)).isEqualTo(METHODS);
    }

    @Test
    void theMethodsOfTheClientAloneDifferAsIsKnown() {
        List<String> alone = methods(client.alone);
        alone.removeAll(METHODS);
        // Spring hands over the body as a stream: it is a race whether Jetty's and Apache's clients still can repeat
        // it.
        alone.removeIf(row -> row.contains(": not followed"));
        assertThat(alone).isEqualTo(client.methodsAlone);
    }

    @Test
    void theTwentyFirstHopFails() {
        assertThat(limit(client.carrying)).isEqualTo(LIMIT);
        assertThat(limit(client.alone)).isEqualTo(client.limitAlone);
    }

    private static List<String> methods(Function<OutboundCall, PreparedCall> prepare) {
        List<String> methods = new ArrayList<>();
        for (int status : new int[] {301, 302, 303, 307, 308}) {
            for (String method : new String[] {"POST", "PUT", "DELETE", "HEAD"}) {
                String root = DOWNSTREAM.path("rules");
                DOWNSTREAM.redirect(
                        root + "/first", status, DOWNSTREAM.uri(root + "/last").toString());
                String body = method.startsWith("P") ? "body" : null;
                OutboundCall call = new OutboundCall(method, DOWNSTREAM.uri(root + "/first"), Map.of(), body);
                boolean fails = fails(prepare.apply(call));
                List<Request> received = DOWNSTREAM.requestsBelow(root);
                Request last = received.get(received.size() - 1);
                String next = received.size() == 1
                        ? "not followed"
                        : last.getMethod() + (last.getBodyAsString().isEmpty() ? "" : " with body");
                methods.add(status + " " + method + ": " + next + (fails ? ", fails" : ""));
            }
        }
        return methods;
    }

    private static String limit(Function<OutboundCall, PreparedCall> prepare) {
        String root = DOWNSTREAM.path("limit");
        boolean fails = fails(prepare.apply(OutboundCall.get(DOWNSTREAM.uri(root + "/down/55"))));
        return DOWNSTREAM.requestsBelow(root).size() + " requests, then " + (fails ? "it fails" : "the answer");
    }

    private static boolean fails(PreparedCall call) {
        try {
            call.send();
            return false;
        } catch (Exception e) {
            return true;
        }
    }
}
