// SPDX-License-Identifier: Apache-2.0
package io.headerhop.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.headerhop.LostCall;
import io.headerhop.contract.Headers;
import io.headerhop.contract.RawHttp;
import io.headerhop.grpc.HeaderPropagationClientInterceptor;
import io.headerhop.grpc.HeaderPropagationServerInterceptor;
import io.headerhop.kafka.HeaderPropagationRecordInterceptor;
import io.headerhop.servlet.HeaderPropagationFilter;
import io.headerhop.spi.SomeClient;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import io.vertx.core.Vertx;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.WebSocketListener;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.apache.tomcat.websocket.server.WsSci;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.listener.MessageListener;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Servers on which nobody has captured from the request, and what services do there. */
class ServersTest {
    private static final String CAUSE =
            "the server's own thread, on which no inbound adapter has made the request's headers current";

    /** A service that answers with 200, if the code throws nothing. */
    private static final class Service extends HttpServlet {
        final AtomicReference<SomeClient> call = new AtomicReference<>();
        final AtomicReference<Handler> handler = new AtomicReference<>();

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            handler.get().handle(call.get());
        }
    }

    private interface Handler {
        void handle(SomeClient call);
    }

    private interface Running extends AutoCloseable {
        URI url();
    }

    private interface Container {
        Running start(HttpServlet servlet, List<Filter> filters) throws Exception;
    }

    private static void tryIn(Container container, Handler... handlers) throws Exception {
        Service service = new Service();
        for (Handler handler : handlers) {
            service.handler.set(handler);
            try (Running server = container.start(service, List.of())) {
                LostCall lost = Said.ofCallOutsideOfRequestsBy(call -> {
                    service.call.set(call);
                    get(server);
                });
                assertThat(lost.cause()).isEqualTo(CAUSE);
                assertThat(lost.fix()).contains("register the HeaderPropagationFilter", "all dispatcher types");
            }
            try (Running server = container.start(service, List.of(new HeaderPropagationFilter()))) {
                assertThat(SomeClient.lostBy(call -> {
                            service.call.set(call);
                            get(server);
                        }))
                        .isEmpty();
            }
        }
    }

    private static void get(Running server) throws Exception {
        assertThat(RawHttp.get(server.url(), "x-request-id: " + Headers.requestId(1))
                        .status())
                .isEqualTo(200);
    }

    private static void inAStage(SomeClient call) {
        CompletableFuture.completedFuture("done").thenApply(text -> call.make()).join();
    }

    private static void inAPipeline(SomeClient call) {
        Mono.just(1).map(i -> call.make()).block();
    }

    /** Since the pool is full. */
    private static void inAPoolThatLeavesItToTheCaller(SomeClient call) {
        ThreadPoolExecutor full = new ThreadPoolExecutor(
                1, 1, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), new ThreadPoolExecutor.CallerRunsPolicy());
        CountDownLatch done = new CountDownLatch(1);
        full.execute(() -> {
            try {
                done.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            full.execute(() -> call.make());
        } finally {
            done.countDown();
            full.shutdown();
        }
    }

    private static void here(SomeClient call) {
        call.make();
    }

    @Test
    void inTomcatWithoutTheFilter() throws Exception {
        tryIn(
                ServersTest::tomcat,
                ServersTest::here,
                ServersTest::inAStage,
                ServersTest::inAPipeline,
                ServersTest::inAPoolThatLeavesItToTheCaller);
    }

    @Test
    void inJettyWithoutTheFilter() throws Exception {
        tryIn(ServersTest::jetty, ServersTest::here, ServersTest::inAStage);
    }

    @Test
    void inUndertowWithoutTheFilter() throws Exception {
        tryIn(ServersTest::undertow, ServersTest::here, ServersTest::inAStage);
    }

    private static Running tomcat(HttpServlet servlet, List<Filter> filters) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir("target/tomcat");
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("", null);
        Wrapper service = Tomcat.addServlet(context, "service", servlet);
        service.setAsyncSupported(true);
        service.addMapping("/");
        for (Filter filter : filters) {
            FilterDef definition = new FilterDef();
            definition.setFilter(filter);
            definition.setFilterName("filter");
            definition.setAsyncSupported("true");
            context.addFilterDef(definition);
            FilterMap map = new FilterMap();
            map.setFilterName("filter");
            map.addURLPattern("/*");
            context.addFilterMap(map);
        }
        tomcat.start();
        return running(tomcat.getConnector().getLocalPort(), () -> {
            tomcat.stop();
            tomcat.destroy();
        });
    }

    private static Running jetty(HttpServlet servlet, List<Filter> filters) throws Exception {
        org.eclipse.jetty.server.Server jetty =
                new org.eclipse.jetty.server.Server(new InetSocketAddress("127.0.0.1", 0));
        ServletContextHandler context = new ServletContextHandler();
        context.addServlet(new ServletHolder(servlet), "/");
        for (Filter filter : filters) {
            context.addFilter(new FilterHolder(filter), "/*", EnumSet.of(DispatcherType.REQUEST));
        }
        jetty.setHandler(context);
        jetty.start();
        return running(((ServerConnector) jetty.getConnectors()[0]).getLocalPort(), jetty::stop);
    }

    private static Running undertow(HttpServlet servlet, List<Filter> filters) throws Exception {
        DeploymentInfo info = Servlets.deployment()
                .setClassLoader(ServersTest.class.getClassLoader())
                .setContextPath("/")
                .setDeploymentName("service")
                .addServlet(Servlets.servlet("service", Service.class, new ImmediateInstanceFactory<>(servlet))
                        .addMapping("/"));
        for (Filter filter : filters) {
            info.addFilter(Servlets.filter(
                            "filter", HeaderPropagationFilter.class, new ImmediateInstanceFactory<>(filter)))
                    .addFilterUrlMapping("filter", "/*", DispatcherType.REQUEST);
        }
        DeploymentManager manager = Servlets.defaultContainer().addDeployment(info);
        manager.deploy();
        Undertow undertow = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(manager.start())
                .build();
        undertow.start();
        return running(((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort(), undertow::stop);
    }

    private static Running running(int port, AutoCloseable stop) {
        return new Running() {
            @Override
            public URI url() {
                return URI.create("http://127.0.0.1:" + port + "/");
            }

            @Override
            public void close() throws Exception {
                stop.close();
            }
        };
    }

    /** It has captured, and was left out of the dispatch that goes on. */
    @Test
    void inTomcatWithTheFilterForRequestsOnly() throws Exception {
        AtomicReference<SomeClient> current = new AtomicReference<>();
        HttpServlet servlet = new HttpServlet() {
            @Override
            protected void doGet(HttpServletRequest request, HttpServletResponse response) {
                if (request.getDispatcherType() == DispatcherType.REQUEST) {
                    request.startAsync().dispatch();
                } else {
                    SomeClient call = current.get();
                    call.make();
                }
            }
        };
        try (Running server = tomcat(servlet, List.of(new HeaderPropagationFilter()))) {
            LostCall lost = Said.ofCallOutsideOfRequestsBy(call -> {
                current.set(call);
                get(server);
            });
            assertThat(lost.cause()).isEqualTo(CAUSE);
            assertThat(lost.fix()).contains("all dispatcher types, with async supported");
        }
    }

    /** On a thread of Tomcat's for that. */
    @Test
    void theStartOfAnApplicationIsNoFault() throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir("target/tomcat");
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        ((StandardHost) tomcat.getHost()).setStartStopThreads(2);
        Context context = tomcat.addContext("", null);
        LostCall lost = Said.ofNoFaultOutsideOfRequestsBy(call -> {
            context.addServletContainerInitializer((classes, application) -> call.make(), Set.of());
            tomcat.start();
        });
        tomcat.stop();
        tomcat.destroy();
        assertThat(lost.cause()).startsWith("the start or the stop of the application");
    }

    private static final String MESSAGE = "the listener of a WebSocket, whose messages belong to no inbound request";

    private static final class Sender implements WebSocket.Listener {}

    /** The server's pool is its own: nobody can submit to it. */
    private static LostCall ofMessageTo(int port, AtomicReference<SomeClient> current) throws Exception {
        return messageTo(port, current, Said::ofNoFaultOutsideOfRequestsBy);
    }

    private interface Saying {
        LostCall of(SomeClient.Code code) throws Exception;
    }

    private static LostCall messageTo(int port, AtomicReference<SomeClient> current, Saying said) throws Exception {
        WebSocket client = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/messages"), new Sender())
                .get(20, TimeUnit.SECONDS);
        try {
            return said.of(call -> {
                current.set(call);
                client.sendText("tea", true);
            });
        } finally {
            client.abort();
        }
    }

    @Test
    void aWebSocketOfTomcatIsNoFault() throws Exception {
        AtomicReference<SomeClient> current = new AtomicReference<>();
        Endpoint endpoint = new Endpoint() {
            @Override
            public void onOpen(Session session, EndpointConfig config) {
                session.addMessageHandler(new MessageHandler.Whole<String>() {
                    @Override
                    public void onMessage(String message) {
                        SomeClient call = current.get();
                        call.make();
                    }
                });
            }
        };
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir("target/tomcat");
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "service", new Service()).addMapping("/");
        context.addServletContainerInitializer(new WsSci(), Set.of());
        context.addServletContainerInitializer((classes, application) -> deploy(application, endpoint), Set.of());
        tomcat.start();
        try {
            assertThat(ofMessageTo(tomcat.getConnector().getLocalPort(), current)
                            .cause())
                    .isEqualTo(MESSAGE);
        } finally {
            tomcat.stop();
            tomcat.destroy();
        }
    }

    private static void deploy(ServletContext application, Endpoint endpoint) {
        try {
            ((ServerContainer) application.getAttribute(ServerContainer.class.getName()))
                    .addEndpoint(ServerEndpointConfig.Builder.create(endpoint.getClass(), "/messages")
                            .configurator(new ServerEndpointConfig.Configurator() {
                                @Override
                                public <T> T getEndpointInstance(Class<T> type) {
                                    return type.cast(endpoint);
                                }
                            })
                            .build());
        } catch (DeploymentException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Each request goes through the filter that upgrades some. */
    @Test
    void inTomcatWithoutTheFilterBesideAWebSocket() throws Exception {
        Service service = new Service();
        service.handler.set(ServersTest::here);
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir("target/tomcat");
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "service", service).addMapping("/");
        context.addServletContainerInitializer(new WsSci(), Set.of());
        context.addServletContainerInitializer(
                (classes, application) -> deploy(application, new Endpoint() {
                    @Override
                    public void onOpen(Session session, EndpointConfig config) {}
                }),
                Set.of());
        tomcat.start();
        try (Running server = running(tomcat.getConnector().getLocalPort(), () -> {
            tomcat.stop();
            tomcat.destroy();
        })) {
            LostCall lost = Said.ofCallOutsideOfRequestsBy(call -> {
                service.call.set(call);
                get(server);
            });
            assertThat(lost.cause()).isEqualTo(CAUSE);
        }
    }

    @Test
    void inAWebSocketOfReactorNetty() throws Exception {
        AtomicReference<SomeClient> current = new AtomicReference<>();
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .route(routes -> routes.ws(
                        "/messages",
                        (in, out) -> in.receive()
                                .asString()
                                .doOnNext(text -> {
                                    SomeClient call = current.get();
                                    call.make();
                                })
                                .then()))
                .bindNow();
        try {
            // Its pipeline may have the headers of the handshake.
            LostCall lost = messageTo(server.port(), current, Said::ofCallOutsideOfRequestsBy);
            assertThat(lost.fix())
                    .contains("contextCapture()")
                    .endsWith("; nothing to do if no request caused the call");
        } finally {
            server.disposeNow();
        }
    }

    @Test
    void aWebSocketOfVertxIsNoFault() throws Exception {
        AtomicReference<SomeClient> current = new AtomicReference<>();
        Vertx vertx = Vertx.vertx();
        try {
            int port = vertx.createHttpServer()
                    .webSocketHandler(socket -> socket.textMessageHandler(text -> {
                        SomeClient call = current.get();
                        call.make();
                    }))
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS)
                    .actualPort();
            assertThat(ofMessageTo(port, current).cause()).isEqualTo(MESSAGE);
        } finally {
            vertx.close();
        }
    }

    /** What comes to a client's own listener belongs to no request either. */
    @Test
    void aWebSocketOfAClientIsNoFault() throws Exception {
        Vertx vertx = Vertx.vertx();
        OkHttpClient okHttp = new OkHttpClient();
        try {
            int port = vertx.createHttpServer()
                    .webSocketHandler(socket -> socket.writeTextMessage("tea"))
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS)
                    .actualPort();
            LostCall lost = Said.ofNoFaultBy(call -> HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(URI.create("ws://127.0.0.1:" + port + "/"), new WebSocket.Listener() {
                        @Override
                        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                            call.make();
                            return null;
                        }
                    }));
            assertThat(lost.cause()).isEqualTo(MESSAGE);
            lost = Said.ofNoFaultBy(call -> okHttp.newWebSocket(
                    new Request.Builder().url("ws://127.0.0.1:" + port + "/").build(), new WebSocketListener() {
                        @Override
                        public void onMessage(okhttp3.WebSocket socket, String text) {
                            call.make();
                        }
                    }));
            assertThat(lost.cause()).isEqualTo(MESSAGE);
        } finally {
            vertx.close();
            okHttp.dispatcher().executorService().shutdown();
        }
    }

    /** The request that completes a future is not the one that has added the stage. */
    @Test
    void inAStageThatARequestWithoutTheFilterCompletes() throws Exception {
        Service service = new Service();
        CompletableFuture<String> answer = new CompletableFuture<>();
        service.handler.set(call -> answer.complete("done"));
        try (Running server = tomcat(service, List.of())) {
            LostCall lost = Said.ofCallBy(call -> {
                answer.thenApply(text -> call.make());
                get(server);
            });
            assertThat(lost.cause()).startsWith("a later stage of a CompletableFuture");
        }
    }

    @Test
    void inAServerOnReactorNetty() throws Exception {
        AtomicReference<SomeClient> current = new AtomicReference<>();
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .handle((request, response) -> Mono.just("")
                        .map(text -> {
                            SomeClient call = current.get();
                            return call.make();
                        })
                        .then(response.status(200).send()))
                .bindNow();
        try {
            LostCall lost = Said.ofCallOutsideOfRequestsBy(call -> {
                current.set(call);
                get(running(server.port(), () -> {}));
            });
            assertThat(lost.cause()).isEqualTo(CAUSE);
            assertThat(lost.fix()).contains("headerhop-spring-boot-starter", "WebFilter");
        } finally {
            server.disposeNow();
        }
    }

    @Test
    void inAServerOfVertx() throws Exception {
        AtomicReference<SomeClient> current = new AtomicReference<>();
        Vertx vertx = Vertx.vertx();
        try {
            int port = vertx.createHttpServer()
                    .requestHandler(request -> {
                        SomeClient call = current.get();
                        request.response().end(call.make());
                    })
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS)
                    .actualPort();
            LostCall lost = Said.ofCallOutsideOfRequestsBy(call -> {
                current.set(call);
                get(running(port, () -> {}));
            });
            assertThat(lost.cause()).isEqualTo(CAUSE);
            assertThat(lost.fix()).contains("HeaderPropagation.fromEnvironment().capture(map).makeCurrent()");
        } finally {
            vertx.close();
        }
    }

    @Test
    void inAServerOfGrpcWithoutTheInterceptor() throws Exception {
        AtomicReference<SomeClient> current = new AtomicReference<>();
        MethodDescriptor<String, String> method = MethodDescriptor.<String, String>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName("shop/price")
                .setRequestMarshaller(Text.INSTANCE)
                .setResponseMarshaller(Text.INSTANCE)
                .build();
        ServerServiceDefinition service = ServerServiceDefinition.builder("shop")
                .addMethod(method, ServerCalls.asyncUnaryCall((request, response) -> {
                    SomeClient call = current.get();
                    response.onNext(call.make());
                    response.onCompleted();
                }))
                .build();
        Server without = InProcessServerBuilder.forName("without")
                .addService(service)
                .build()
                .start();
        Server with = InProcessServerBuilder.forName("with")
                .addService(service)
                .intercept(new HeaderPropagationServerInterceptor())
                .build()
                .start();
        try {
            LostCall lost = Said.ofCallOutsideOfRequestsBy(call -> {
                current.set(call);
                ask("without", method);
            });
            assertThat(lost.cause()).isEqualTo("a gRPC request that no interceptor captured");
            assertThat(lost.fix()).contains("headerhop-grpc", "HeaderPropagationServerInterceptor");
            assertThat(SomeClient.lostBy(call -> {
                        current.set(call);
                        ask("with", method);
                    }))
                    .isEmpty();
        } finally {
            without.shutdownNow();
            with.shutdownNow();
        }
    }

    @Test
    void inACallbackOfAGrpcClient() throws Exception {
        MethodDescriptor<String, String> method = MethodDescriptor.<String, String>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName("shop/price")
                .setRequestMarshaller(Text.INSTANCE)
                .setResponseMarshaller(Text.INSTANCE)
                .build();
        Server server = InProcessServerBuilder.forName("shop")
                .addService(ServerServiceDefinition.builder("shop")
                        .addMethod(method, ServerCalls.asyncUnaryCall((request, response) -> {
                            response.onNext("7");
                            response.onCompleted();
                        }))
                        .build())
                .build()
                .start();
        ManagedChannel channel = InProcessChannelBuilder.forName("shop").build();
        try {
            LostCall lost = Said.ofCallBy(call -> ClientCalls.asyncUnaryCall(
                    channel.newCall(method, CallOptions.DEFAULT), "tea", new Answer(() -> call.make())));
            assertThat(lost.cause()).isEqualTo("a callback of a gRPC client");
            assertThat(lost.fix()).contains("HeaderPropagationClientInterceptor of headerhop-grpc");
            Channel intercepted = ClientInterceptors.intercept(channel, new HeaderPropagationClientInterceptor());
            Said.nothingOfCallBy(call -> ClientCalls.asyncUnaryCall(
                    intercepted.newCall(method, CallOptions.DEFAULT), "tea", new Answer(() -> call.make())));
        } finally {
            channel.shutdownNow();
            server.shutdownNow();
        }
    }

    private record Answer(Runnable then) implements StreamObserver<String> {
        @Override
        public void onNext(String answer) {
            then.run();
        }

        @Override
        public void onError(Throwable t) {}

        @Override
        public void onCompleted() {}
    }

    private static void ask(String name, MethodDescriptor<String, String> method) {
        Metadata metadata = new Metadata();
        metadata.put(Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER), Headers.requestId(1));
        ManagedChannel channel = InProcessChannelBuilder.forName(name)
                .intercept(MetadataUtils.newAttachHeadersInterceptor(metadata))
                .build();
        try {
            ClientCalls.blockingUnaryCall(channel, method, CallOptions.DEFAULT, "tea");
        } finally {
            channel.shutdownNow();
        }
    }

    private enum Text implements MethodDescriptor.Marshaller<String> {
        INSTANCE;

        @Override
        public InputStream stream(String text) {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream stream) {
            try {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    @Test
    void inAListenerOfKafkaWithoutTheInterceptor() throws Exception {
        LostCall lost = Said.ofCallOutsideOfRequestsBy(call -> listen(false, record -> call.make()));
        assertThat(lost.cause()).startsWith("the listener of a Kafka record");
        assertThat(lost.fix()).contains("headerhop-kafka", "RecordInterceptor");
        assertThat(SomeClient.lostBy(call -> listen(true, record -> call.make())))
                .isEmpty();

        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            lost = Said.ofCallOutsideOfRequestsBy(call -> listen(true, record -> pool.execute(() -> call.make())));
            assertThat(lost.cause()).isEqualTo("a pool that hands no headers over");
        } finally {
            pool.shutdownNow();
        }
    }

    /** Spring's real container, for one record; only the broker is left out. */
    // The lowest version has no other constructor.
    @SuppressWarnings("deprecation")
    private static void listen(boolean intercepted, MessageListener<String, String> listener) throws Exception {
        TopicPartition partition = new TopicPartition("orders", 0);
        MockConsumer<String, String> consumer = new MockConsumer<>(OffsetResetStrategy.EARLIEST);
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        consumer.schedulePollTask(() -> {
            ConsumerRecord<String, String> record = new ConsumerRecord<>("orders", 0, 0, "key", "value");
            record.headers().add("x-request-id", Headers.requestId(1).getBytes(StandardCharsets.UTF_8));
            consumer.addRecord(record);
        });
        ContainerProperties properties =
                new ContainerProperties(new org.springframework.kafka.support.TopicPartitionOffset("orders", 0, 0L));
        CompletableFuture<Void> done = new CompletableFuture<>();
        properties.setMessageListener((MessageListener<String, String>) record -> {
            listener.onMessage(record);
            done.complete(null);
        });
        KafkaMessageListenerContainer<String, String> container =
                new KafkaMessageListenerContainer<>(new MockConsumers(consumer), properties);
        if (intercepted) {
            container.setRecordInterceptor(new HeaderPropagationRecordInterceptor<>());
        }
        container.start();
        try {
            done.get(20, TimeUnit.SECONDS);
        } finally {
            container.stop();
        }
    }

    private record MockConsumers(MockConsumer<String, String> consumer) implements ConsumerFactory<String, String> {
        @Override
        public Consumer<String, String> createConsumer(String group, String prefix, String suffix) {
            return consumer;
        }

        @Override
        public Consumer<String, String> createConsumer(
                String group, String prefix, String suffix, java.util.Properties properties) {
            return consumer;
        }

        @Override
        public Map<String, Object> getConfigurationProperties() {
            return Map.of();
        }

        @Override
        public boolean isAutoCommit() {
            return false;
        }
    }
}
