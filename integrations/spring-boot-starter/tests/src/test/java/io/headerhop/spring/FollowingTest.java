// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import io.headerhop.contract.FollowingContract;
import io.headerhop.contract.OutboundCall;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Where the client has an adapter of its own, its redirects end as they do without it. */
@ParameterizedClass
@EnumSource(names = {"JDK", "HTTP_COMPONENTS"})
class FollowingTest implements FollowingContract {
    @Parameter
    RequestFactory factory;

    @Override
    public PreparedCall prepare(OutboundCall call) {
        return factory.prepare(call);
    }

    @Override
    public PreparedCall prepareWithoutHeaderhop(OutboundCall call) {
        return factory.prepareAlone(call);
    }
}
