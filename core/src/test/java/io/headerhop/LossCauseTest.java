// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Servers that no test of the catalogue starts; the frames are those that each has around a resource. */
class LossCauseTest {
    /** And not the managed pool that Quarkus serves it on. */
    @Test
    void aResourceOfQuarkusRestWithoutTheAdapterIsToldToAddIt() {
        LossCause cause = LossCause.of(
                List.of(List.of(
                        "org.jboss.resteasy.reactive.server.handlers.InvocationHandler.handle",
                        "io.quarkus.resteasy.reactive.server.runtime.QuarkusResteasyReactiveRequestContext.invokeHandler",
                        "org.jboss.resteasy.reactive.common.core.AbstractResteasyReactiveContext.run",
                        "io.quarkus.vertx.core.runtime.VertxCoreRecorder$15.runWith",
                        "org.jboss.threads.EnhancedQueueExecutor$Task.doRunWith",
                        "org.jboss.threads.ThreadLocalResettingRunnable.run",
                        "io.netty.util.concurrent.FastThreadLocalRunnable.run",
                        "java.lang.Thread.run")),
                true,
                false);
        assertThat(cause.fix()).isEqualTo("add headerhop-quarkus-rest");
    }

    @Test
    void aResourceOfRestEasyInQuarkusWithoutTheFeatureIsToldToRegisterIt() {
        LossCause cause = LossCause.of(
                List.of(List.of(
                        "org.jboss.resteasy.core.MethodInjectorImpl.invoke",
                        "org.jboss.resteasy.core.SynchronousDispatcher.invoke",
                        "io.quarkus.resteasy.runtime.standalone.RequestDispatcher.service",
                        "io.quarkus.resteasy.runtime.standalone.VertxRequestHandler$1.run",
                        "io.quarkus.vertx.core.runtime.VertxCoreRecorder$15.runWith",
                        "org.jboss.threads.EnhancedQueueExecutor$Task.doRunWith",
                        "java.lang.Thread.run")),
                true,
                false);
        assertThat(cause.fix()).startsWith("register the HeaderPropagationServerFeature");
    }
}
