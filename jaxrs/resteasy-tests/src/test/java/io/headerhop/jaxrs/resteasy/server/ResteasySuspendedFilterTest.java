// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.resteasy.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.contract.InboundContract;
import io.headerhop.jaxrs.HeaderPropagationServerFeature;
import io.headerhop.jaxrs.contract.JaxrsServerContract;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.resteasy.core.interception.jaxrs.SuspendableContainerRequestContext;
import org.jboss.resteasy.core.interception.jaxrs.SuspendableContainerResponseContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RESTEasy's filters can also suspend a request, which another thread then continues. */
class ResteasySuspendedFilterTest {
    private final ExecutorService pool = Executors.newSingleThreadExecutor();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "before/resume",
                "before/abort",
                "before/fail",
                "matched/resume",
                "matched/abort",
                "matched/fail",
                "after/resume",
                "after/fail"
            })
    void leavesNothingOnEitherThread(String path) throws Exception {
        Application application = new Application() {
            @Override
            @SuppressWarnings("deprecation")
            public Set<Object> getSingletons() {
                return Set.of(
                        new HeaderPropagationServerFeature(InboundContract.RULES),
                        new Before(pool),
                        new Matched(pool),
                        new After(pool),
                        new Answers());
            }
        };
        try (InboundContract.RunningServer server = UndertowServer.start(1, application)) {
            for (int i = 0; i < 50; i++) {
                JaxrsServerContract.get(server, "/" + path);
                assertThat(InboundContract.currentOn(pool)).isSameAs(CapturedHeaders.none());
                assertThat(InboundContract.currentOn(server.workers())).isSameAs(CapturedHeaders.none());
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static void suspend(ContainerRequestContext request, String where, ExecutorService pool) {
        String path = request.getUriInfo().getPath();
        if (path.contains(where)) {
            SuspendableContainerRequestContext context = (SuspendableContainerRequestContext) request;
            context.suspend();
            pool.execute(() -> {
                if (path.endsWith("resume")) {
                    context.resume();
                } else if (path.endsWith("abort")) {
                    context.abortWith(Response.status(429).build());
                } else {
                    context.resume(new IllegalStateException("on purpose"));
                }
            });
        }
    }

    @PreMatching
    @Provider
    private record Before(ExecutorService pool) implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext request) {
            suspend(request, "before/", pool);
        }
    }

    @Provider
    private record Matched(ExecutorService pool) implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext request) {
            suspend(request, "matched/", pool);
        }
    }

    @Provider
    private record After(ExecutorService pool) implements ContainerResponseFilter {
        @Override
        public void filter(ContainerRequestContext request, ContainerResponseContext response) {
            String path = request.getUriInfo().getPath();
            if (path.contains("after/")) {
                SuspendableContainerResponseContext context = (SuspendableContainerResponseContext) response;
                context.suspend();
                pool.execute(() -> {
                    if (path.endsWith("resume")) {
                        context.resume();
                    } else {
                        context.resume(new IllegalStateException("on purpose"));
                    }
                });
            }
        }
    }

    @Path("/")
    public static final class Answers {
        @GET
        @Path("{where}/{what}")
        public String answer() {
            return "done";
        }
    }
}
