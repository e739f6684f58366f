// SPDX-License-Identifier: Apache-2.0
package io.headerhop.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.Destinations;
import io.headerhop.servlet.HeaderPropagationInitializer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import okhttp3.Call;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;

/** The soak notices each kind of mistake: here the parts that carry the headers are broken one at a time. */
class SoakTest {
    private static final long REQUESTS_OF_EACH_CALLER = 15;
    private static final Adapters GOOD = Adapters.installed();

    @Test
    void withAllAdaptersInPlaceNothingIsFound() throws Exception {
        assertThat(soak(GOOD).areClean()).isTrue();
    }

    @Test
    void aServiceThatNobodyCalledShowsNothing() {
        assertThat(new Findings().areClean()).isFalse();
    }

    @Test
    void aPoolThatHandsNothingOverIsNoticed() throws Exception {
        Findings findings = soak(withPool(UnaryOperator.identity()));
        assertThat(findings.missing.sum()).isPositive();
        assertThat(findings.areClean()).isFalse();
    }

    @Test
    void anInterceptorOnTheClientsOwnThreadsIsNoticed() throws Exception {
        Findings findings = soak(withOkHttp(SoakTest::intercepting));
        assertThat(findings.missing.sum()).isPositive();
        assertThat(findings.areClean()).isFalse();
    }

    @Test
    void aDispatcherThatHandsOverWhatIsCurrentWhereItPromotesACallIsNoticed() throws Exception {
        Findings findings = soak(withOkHttp(client -> {
            Dispatcher dispatcher = new Dispatcher(
                    CapturedHeaders.propagating(client.dispatcher().executorService()));
            dispatcher.setMaxRequestsPerHost(client.dispatcher().getMaxRequestsPerHost());
            return intercepting(client.newBuilder().dispatcher(dispatcher).build());
        }));
        assertThat(findings.wrongId.sum()).isPositive();
        assertThat(findings.areClean()).isFalse();
    }

    @Test
    void aScopeThatIsLeftOpenOnAThreadIsNoticed() throws Exception {
        Findings findings = soak(withPool(pool -> new AbstractExecutorService() {
            @Override
            public void execute(Runnable task) {
                CapturedHeaders headers = CapturedHeaders.current();
                pool.execute(() -> {
                    headers.makeCurrent();
                    task.run();
                });
            }

            @Override
            public void shutdown() {
                pool.shutdown();
            }

            @Override
            public List<Runnable> shutdownNow() {
                return pool.shutdownNow();
            }

            @Override
            public boolean isShutdown() {
                return pool.isShutdown();
            }

            @Override
            public boolean isTerminated() {
                return pool.isTerminated();
            }

            @Override
            public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
                return pool.awaitTermination(timeout, unit);
            }
        }));
        assertThat(findings.liveScopesAtEnd()).isPositive();
        assertThat(findings.areClean()).isFalse();
    }

    @Test
    void aScopeThatIsForgottenInsideARequestEndsWithIt() throws Exception {
        Findings findings = soak(withInbound((classes, context) -> {
            GOOD.inbound().onStartup(classes, context);
            AtomicBoolean forgotten = new AtomicBoolean();
            Filter forgetful = (request, response, chain) -> {
                if (!CapturedHeaders.current().isEmpty() && forgotten.compareAndSet(false, true)) {
                    CapturedHeaders.current().makeCurrent();
                }
                chain.doFilter(request, response);
            };
            FilterRegistration.Dynamic registration = context.addFilter("forgetful", forgetful);
            registration.setAsyncSupported(true);
            registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
        }));
        assertThat(findings.liveScopesAtEnd()).isZero();
        assertThat(findings.areClean()).isTrue();
    }

    @Test
    void headersThatReachAForeignHostAreNoticed() throws Exception {
        Findings findings = soak(withInbound(
                new HeaderPropagationInitializer(Adapters.PROPAGATION.destinations(Destinations.addressed()))));
        assertThat(findings.leakedToForeignHost.sum()).isPositive();
        assertThat(findings.areClean()).isFalse();
    }

    private static Findings soak(Adapters adapters) throws Exception {
        Findings findings = new Findings();
        try (Upstream upstream = new Upstream(findings);
                Service service = new Service(findings, upstream.home(), adapters)) {
            try (Callers callers = new Callers(findings, service.port(), REQUESTS_OF_EACH_CALLER)) {
                callers.awaitAll();
            }
            service.stopServing();
            findings.atEnd(Soak.liveScopes(service.threads()), 0);
        }
        return findings;
    }

    private static Adapters withInbound(ServletContainerInitializer broken) {
        return new Adapters(broken, GOOD.handover(), GOOD.okHttp());
    }

    private static Adapters withPool(UnaryOperator<ExecutorService> broken) {
        return new Adapters(GOOD.inbound(), broken, GOOD.okHttp());
    }

    private static Adapters withOkHttp(Function<OkHttpClient, Call.Factory> broken) {
        return new Adapters(GOOD.inbound(), GOOD.handover(), broken);
    }

    private static OkHttpClient intercepting(OkHttpClient client) {
        return client.newBuilder()
                .addInterceptor(chain -> {
                    Request.Builder request = chain.request().newBuilder();
                    for (String name : CapturedHeaders.current().names()) {
                        request.header(name, CapturedHeaders.current().first(name));
                    }
                    return chain.proceed(request.build());
                })
                .build();
    }
}
