// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.contract.RawHttp;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ErrorPage;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.ServletContainerInitializer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class UndertowTest
        implements DispatchContract,
                AsyncContract,
                StreamContract,
                EchoContract,
                OwnFilterContract,
                CallbackContract,
                NextTaskContract,
                TransparencyContract,
                HeaderStoreContract {
    @Override
    public RunningServer start(int workers, ServletContainerInitializer... initializers) throws Exception {
        DeploymentInfo deployment = Servlets.deployment()
                .setClassLoader(getClass().getClassLoader())
                .setContextPath("/")
                .setDeploymentName("test")
                .addErrorPage(new ErrorPage("/error", 500));
        for (ServletContainerInitializer initializer : initializers) {
            deployment.addServletContainerInitializer(new ServletContainerInitializerInfo(
                    initializer.getClass(), new ImmediateInstanceFactory<>(initializer), Set.of()));
        }
        DeploymentManager manager = Servlets.newContainer().addDeployment(deployment);
        manager.deploy();
        Undertow undertow = Undertow.builder()
                .addHttpListener(0, "127.0.0.1", manager.start())
                .setIoThreads(1)
                .setWorkerThreads(workers)
                .build();
        undertow.start();
        InetSocketAddress address =
                (InetSocketAddress) undertow.getListenerInfo().get(0).getAddress();
        return new RunningServer() {
            @Override
            public URI uri() {
                return URI.create("http://127.0.0.1:" + address.getPort() + "/handle");
            }

            @Override
            public Executor workers() {
                return undertow.getWorker();
            }

            @Override
            public List<Executor> threads() {
                return List.of(undertow.getWorker(), undertow.getWorker().getIoThread());
            }

            @Override
            public void close() throws Exception {
                undertow.stop();
                manager.stop();
                manager.undeploy();
            }
        };
    }

    /** It closes a wrapped response's writer, which commits it before its length is known. */
    @Test
    void aForwardedResponseIsChunkedInsteadOfHavingItsLength() throws Exception {
        WebApp app = new WebApp()
                .servlet(
                        "/handle",
                        (request, response) ->
                                request.getRequestDispatcher("/target").forward(request, response))
                .servlet("/target", (request, response) -> response.getWriter().write("target"));
        try (RunningServer plain = start(1, app)) {
            RawHttp.Answer answer = RawHttp.get(plain.uri());
            assertThat(answer.headerLines().toString()).contains("Content-Length: 6");
            assertThat(answer.body()).isEqualTo("target");
        }
        try (RunningServer propagating = start(1, new HeaderPropagationInitializer(RULES), app)) {
            RawHttp.Answer answer = RawHttp.get(propagating.uri());
            assertThat(answer.headerLines().toString()).contains("Transfer-Encoding: chunked");
            assertThat(answer.body()).isEqualTo("target");
        }
    }
}
