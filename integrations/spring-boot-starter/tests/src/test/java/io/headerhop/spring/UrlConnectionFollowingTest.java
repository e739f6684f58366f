// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.contract.FollowingContract;
import io.headerhop.contract.OutboundCall;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code HttpURLConnection} is told not to follow, and its redirects end as if it followed. */
@ParameterizedClass
@EnumSource
class UrlConnectionFollowingTest implements FollowingContract {
    enum User {
        SPRING,
        FEIGN
    }

    @Parameter
    User user;

    @Override
    public PreparedCall prepare(OutboundCall call) {
        return user == User.SPRING ? RequestFactory.SIMPLE.prepare(call) : FeignClient.DEFAULT.prepare(call);
    }

    @Override
    public PreparedCall prepareWithoutHeaderhop(OutboundCall call) {
        return user == User.SPRING ? RequestFactory.SIMPLE.prepareAlone(call) : FeignClient.DEFAULT.prepareAlone(call);
    }

    /** Alone it would send the server a malformed request line. */
    @Override
    public void anOddLocationLeadsWhereItLeadsTheClientAlone() throws Exception {
        String path = DOWNSTREAM.path("odd");
        DOWNSTREAM.redirect(path, 302, "/no uri");
        assertThat(send(OutboundCall.get(DOWNSTREAM.uri(path)))).isEqualTo(302);
    }
}
