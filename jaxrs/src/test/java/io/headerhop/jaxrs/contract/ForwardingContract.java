// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.contract.Headers;
import io.headerhop.contract.InboundContract;
import io.headerhop.contract.InboundContract.RunningServer;
import io.headerhop.jaxrs.contract.NestingApplication.Place;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.ws.rs.core.Application;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** For servers in a servlet container: a request that forwards or includes keeps its headers, and leaves nothing. */
public interface ForwardingContract {
    /** Starts a server on loopback, with the application at its root behind this filter. */
    RunningServer start(int workers, Application application, Filter filter) throws Exception;

    @ParameterizedTest
    @EnumSource
    default void aRequestThatForwardsLeavesNothing(Place place) throws Exception {
        InFront servlets = new InFront();
        assertLeavesNothing(place, servlets, () -> servlets.inner().forward(servlets.request, servlets.response));
    }

    @ParameterizedTest
    @EnumSource
    default void aRequestThatIncludesLeavesNothing(Place place) throws Exception {
        InFront servlets = new InFront();
        assertLeavesNothing(place, servlets, () -> servlets.inner().include(servlets.request, servlets.response));
    }

    private void assertLeavesNothing(Place place, InFront servlets, NestingApplication.Nested nested) throws Exception {
        ServerNotes notes = new ServerNotes();
        try (RunningServer server = start(1, new NestingApplication(notes, place, nested), servlets)) {
            JaxrsServerContract.getWhateverComes(server, "/outer");
            // A container may end the answer before it returns from what was forwarded to.
            notes.await("outer after the nested");
            assertThat(InboundContract.currentOn(server.workers())).isSameAs(CapturedHeaders.none());
        }
        assertThat(notes.places())
                .containsKey("nested")
                .allSatisfy((where, id) -> assertThat(id).isEqualTo(Headers.requestId(1)));
    }

    /** Keeps the container's own request and response, without which some containers do not forward. */
    final class InFront implements Filter {
        private volatile ServletRequest request;
        private volatile ServletResponse response;

        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            this.request = request;
            this.response = response;
            chain.doFilter(request, response);
        }

        private RequestDispatcher inner() {
            return request.getRequestDispatcher("/inner");
        }
    }
}
