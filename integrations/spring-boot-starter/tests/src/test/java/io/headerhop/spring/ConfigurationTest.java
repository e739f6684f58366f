// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderNames;
import io.headerhop.HeaderPropagation;
import io.headerhop.PropagationEvent;
import io.headerhop.PropagationStatus;
import io.headerhop.Scope;
import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import io.headerhop.contract.RawHttp;
import io.headerhop.servlet.HeaderPropagationFilter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.TaskDecorator;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ConcurrentTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.web.client.RestClient;
import org.yaml.snakeyaml.Yaml;

/** Properties, and beans of the application's own. */
class ConfigurationTest {
    private static final Downstream DOWNSTREAM = Downstream.instance();
    private static final String CALL = "/sync/rest-client?uri=" + DOWNSTREAM.uri("");

    @Configuration(proxyBeanMethods = false)
    @Import(Service.class)
    static class OwnRules {
        @Bean
        HeaderPropagation rules() {
            return HeaderPropagation.of(HeaderNames.of("x-own"));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(Service.class)
    @EnableScheduling
    static class OwnPools {
        @Bean
        TaskDecorator counted() {
            return task -> new Counted(task);
        }

        @Bean
        ThreadPoolTaskExecutor ownPool() {
            ThreadPoolTaskExecutor pool = new ThreadPoolTaskExecutor();
            pool.setCorePoolSize(1);
            return pool;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(Service.class)
    static class RulesThatNeedBeans {
        @Bean
        ThreadPoolTaskExecutor pool() {
            return new ThreadPoolTaskExecutor();
        }

        @Bean
        HeaderPropagation rules(ThreadPoolTaskExecutor pool, RestClient.Builder builder) {
            return HeaderPropagation.of(HeaderNames.of("x-own"));
        }
    }

    /** Then Spring Boot makes no executor, and Spring MVC one that is no bean. */
    @Configuration(proxyBeanMethods = false)
    @Import(Service.class)
    static class OwnScheduler {
        @Bean
        ThreadPoolTaskScheduler scheduler() {
            return new ThreadPoolTaskScheduler();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(Service.class)
    static class OwnAdapter {
        @Bean(destroyMethod = "shutdown")
        ExecutorService threads() {
            return Executors.newFixedThreadPool(2);
        }

        @Bean
        ConcurrentTaskExecutor taskExecutor(ExecutorService threads) {
            return new ConcurrentTaskExecutor(threads);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(Service.class)
    static class OwnQueue {
        @Bean
        ThreadPoolTaskExecutor ordered() {
            ThreadPoolTaskExecutor pool = new ThreadPoolTaskExecutor() {
                @Override
                protected BlockingQueue<Runnable> createQueue(int capacity) {
                    return new PriorityBlockingQueue<>();
                }
            };
            pool.setCorePoolSize(1);
            return pool;
        }
    }

    record Ordered(int number, CountDownLatch start, BlockingQueue<String> seen)
            implements Runnable, Comparable<Ordered> {
        @Override
        public void run() {
            try {
                start.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            seen.add(number + " " + CapturedHeaders.current().first("x-request-id"));
        }

        @Override
        public int compareTo(Ordered other) {
            return Integer.compare(number, other.number);
        }
    }

    record Counted(Runnable task) implements Runnable {
        static final LinkedBlockingQueue<Runnable> RUN = new LinkedBlockingQueue<>();

        @Override
        public void run() {
            RUN.add(task);
            task.run();
        }
    }

    @Test
    void namesAndDestinationsComeFromProperties() throws Exception {
        String path = DOWNSTREAM.path("names");
        try (ConfigurableApplicationContext service =
                Service.start("headerhop.headers=istio,x-canary,-b3", "headerhop.destinations=in-mesh,-bank")) {
            Service.get(service, CALL + path, "x-request-id: " + Headers.requestId(1), "x-canary: a", "x-b3-flags: 1");
            assertThat(service.getBean(HeaderPropagation.class).toString()).contains("bank");
        }
        assertThat(DOWNSTREAM.receivedOnce(path))
                .containsEntry("x-request-id", Headers.requestId(1))
                .containsEntry("x-canary", "a")
                .doesNotContainKey("x-b3-flags");
    }

    @Test
    void aListMayAlsoBeWrittenItemByItem() {
        try (ConfigurableApplicationContext service =
                Service.start("headerhop.headers[0]=x-request-id", "headerhop.headers[1]=x-canary")) {
            assertThat(service.getBean(HeaderPropagation.class).names())
                    .isEqualTo(HeaderNames.of("x-request-id", "x-canary"));
        }
    }

    @Test
    void switchedOffItInstallsNothing() throws Exception {
        String path = DOWNSTREAM.path("off");
        try (ConfigurableApplicationContext service = Service.start("headerhop.enabled=false")) {
            Service.get(service, CALL + path, "x-request-id: " + Headers.requestId(1));
            assertThat(service.getBeanNamesForType(HeaderPropagation.class)).isEmpty();
            assertThat(Arrays.stream(service.getBeanDefinitionNames()).filter(name -> name.startsWith("headerhop")))
                    .isEmpty();
        }
        assertThat(DOWNSTREAM.receivedOnce(path)).doesNotContainKey("x-request-id");
    }

    @Test
    void theApplicationsOwnRulesWin() throws Exception {
        String path = DOWNSTREAM.path("own");
        try (ConfigurableApplicationContext service = Service.start(OwnRules.class)) {
            Service.get(service, CALL + path, "x-request-id: " + Headers.requestId(1), "x-own: a");
        }
        assertThat(DOWNSTREAM.receivedOnce(path)).containsEntry("x-own", "a").doesNotContainKey("x-request-id");
    }

    @Test
    void aWrongValueIsExplainedWithoutAStackTrace() {
        Throwable failure = catchThrowable(() -> Service.start("headerhop.headers=isto"));
        FailureAnalysis analysis = new WrongPropertyAnalyzer().analyze(failure);
        assertThat(analysis).isNotNull();
        assertThat(analysis.getDescription())
                .isEqualTo(
                        "Headerhop cannot use its configuration. headerhop.headers: 'isto' is probably a mistake; write"
                                + " istio (a header that is really called so can be named in code)");
    }

    @Test
    void whatTheJvmAloneIsAskedForIsRefusedWithWhatToWrite() {
        Throwable failure = catchThrowable(() -> Service.start("headerhop.mdc=requestId"));
        FailureAnalysis analysis = new WrongPropertyAnalyzer().analyze(failure);
        assertThat(analysis).isNotNull();
        assertThat(analysis.getDescription()).contains("headerhop.mdc: 'requestId'", "-Dheaderhop.mdc");
    }

    @Test
    void aMisspeltPropertyIsRefused() {
        assertThat(catchThrowable(() -> Service.start("headerhop.header=istio")))
                .rootCause()
                .hasMessageContaining("headerhop.header");
    }

    @Test
    void oneLineSaysWhatIsInstalled() {
        try (ConfigurableApplicationContext service = Service.start(Service.with("jdk"))) {
            assertThat(service.getBean(Installed.class).toString())
                    .contains(
                            "RestClient and RestTemplate (Jdk)",
                            "WebClient",
                            "Feign",
                            "Reactor",
                            "executor applicationTaskExecutor",
                            "servlet filter")
                    .doesNotContain("\n", "left to");
        }
    }

    @Test
    void anExecutorKeepsItsOwnDecoratorAndASchedulerGetsNoHeaders() throws Exception {
        try (ConfigurableApplicationContext service =
                Service.start(OwnPools.class, "spring.task.execution.mode=force")) {
            LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();
            Runnable task =
                    () -> seen.add(String.valueOf(CapturedHeaders.current().first("x-request-id")));
            try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
                service.getBean("applicationTaskExecutor", ThreadPoolTaskExecutor.class)
                        .execute(task);
                assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo(Headers.requestId(1));
                assertThat(Counted.RUN.poll(30, TimeUnit.SECONDS)).isSameAs(task);
                service.getBean("ownPool", ThreadPoolTaskExecutor.class).execute(task);
                assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo(Headers.requestId(1));
                service.getBean(ThreadPoolTaskScheduler.class).execute(task);
                assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo("null");
            }
        }
    }

    /**
     * Spring Boot 4.1 makes a decorator then that hands over all that Micrometer knows, and its scheduler gets it too.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSchedulerThatPropagatesTheContextGetsNoHeaders(boolean virtual) throws Exception {
        try (ConfigurableApplicationContext service = Service.start(
                OwnPools.class,
                "spring.task.execution.mode=force",
                "spring.task.execution.propagate-context=true",
                "spring.threads.virtual.enabled=" + virtual)) {
            LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();
            Runnable task =
                    () -> seen.add(String.valueOf(CapturedHeaders.current().first("x-request-id")));
            TaskScheduler scheduler = service.getBean(TaskScheduler.class);
            try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
                service.getBean("applicationTaskExecutor", AsyncTaskExecutor.class)
                        .execute(task);
                assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo(Headers.requestId(1));
                scheduler.schedule(task, Instant.now());
                assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo("null");
                ScheduledFuture<?> recurring = scheduler.scheduleWithFixedDelay(task, Duration.ofMillis(1));
                assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo("null");
                assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo("null");
                recurring.cancel(false);
            }
        }
    }

    @Test
    @SuppressWarnings("unchecked")
    void theMetadataDescribesEveryProperty() {
        Map<String, Object> metadata =
                new Yaml().load(Installed.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json"));
        List<Map<String, Object>> properties = (List<Map<String, Object>>) metadata.get("properties");
        assertThat(properties)
                .extracting(property -> property.get("name"))
                .containsExactlyInAnyOrder(Arrays.stream(HeaderhopProperties.class.getRecordComponents())
                        .map(component -> "headerhop."
                                + component
                                        .getName()
                                        .replaceAll("([A-Z])", "-$1")
                                        .toLowerCase(Locale.ROOT))
                        .toArray());
    }

    @Configuration(proxyBeanMethods = false)
    @Import(Service.class)
    static class OwnFilter {
        @Bean
        HeaderPropagationFilter filter() {
            return new HeaderPropagationFilter(HeaderPropagation.of(HeaderNames.of("x-own")));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(Service.class)
    static class OwnRegistration {
        @Bean
        FilterRegistrationBean<HeaderPropagationFilter> registration() {
            return new FilterRegistrationBean<>(
                    new HeaderPropagationFilter(HeaderPropagation.of(HeaderNames.of("x-own"))));
        }
    }

    @Test
    void theApplicationsOwnFilterTakesThePlaceOfTheStarters() throws Exception {
        for (Class<?> application : List.of(OwnFilter.class, OwnRegistration.class)) {
            String path = DOWNSTREAM.path("own-filter");
            try (ConfigurableApplicationContext service = Service.start(application)) {
                Service.get(service, CALL + path, "x-request-id: " + Headers.requestId(1), "x-own: a");
                assertThat(service.containsBean("headerPropagationFilter")).isFalse();
            }
            assertThat(DOWNSTREAM.receivedOnce(path))
                    .containsEntry("x-own", "a")
                    .doesNotContainKey("x-request-id");
        }
    }

    @Test
    void redirectsAreNotFollowedIfSpringBootIsToldSo() throws Exception {
        String first = DOWNSTREAM.path("first");
        String second = DOWNSTREAM.path("second");
        DOWNSTREAM.redirect(first, DOWNSTREAM.uri(second));
        List<String> properties = new ArrayList<>(List.of(
                "spring.http.client.redirects=dont-follow",
                "spring.http.reactiveclient.redirects=dont-follow",
                "spring.http.clients.redirects=dont-follow"));
        properties.addAll(List.of(Service.with("jdk")));
        properties.addAll(List.of(Service.withConnector("jdk")));
        try (ConfigurableApplicationContext service = Service.start(properties.toArray(String[]::new))) {
            for (String client : List.of("rest-client", "web-client")) {
                Service.get(service, "/sync/" + client + "?uri=" + DOWNSTREAM.uri(first));
            }
        }
        assertThat(DOWNSTREAM.received(first)).hasSize(2);
        assertThat(DOWNSTREAM.received(second)).isEmpty();
    }

    @Test
    void theFilterIsInFrontOfTheOthers() {
        try (ConfigurableApplicationContext service = Service.start()) {
            FilterRegistrationBean<?> filter = service.getBean("headerPropagationFilter", FilterRegistrationBean.class);
            assertThat(filter.getOrder()).isEqualTo(Integer.MIN_VALUE);
        }
    }

    @Test
    void metersAndTheActuatorsInfoShowTheCounts() throws Exception {
        try (ConfigurableApplicationContext service = Service.start()) {
            Service.get(service, CALL + DOWNSTREAM.path("counted"), "x-request-id: " + Headers.requestId(1));
            double injected = service.getBean(MeterRegistry.class)
                    .get("headerhop.headers")
                    .tag("event", "injected")
                    .functionCounter()
                    .count();
            assertThat(injected).isPositive();
            Info.Builder info = new Info.Builder();
            service.getBean("headerhopInfo", InfoContributor.class).contribute(info);
            assertThat(info.build().get("headerhop").toString())
                    .contains("servlet filter", "headers x-request-id", "injected=");
        }
    }

    @Test
    void theActuatorHasTheSameJsonAsTheStatusPage() throws Exception {
        try (ConfigurableApplicationContext service =
                Service.start("management.endpoints.web.exposure.include=headerhop")) {
            Service.get(service, CALL + DOWNSTREAM.path("shown"), "x-request-id: " + Headers.requestId(1));
            RawHttp.Answer shown = Service.get(service, "/actuator/headerhop", "Accept: application/json");
            assertThat(shown.headerLines())
                    .anyMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("content-type: application/json"));
            assertThat(shown.body()).isEqualTo(PropagationStatus.now().toJson()).contains("\"countsByClient\":{\"");
            String ofActuator = "application/vnd.spring-boot.actuator.v3+json";
            RawHttp.Answer forAdmin = Service.get(service, "/actuator/headerhop", "Accept: " + ofActuator);
            assertThat(forAdmin.body()).isEqualTo(shown.body());
            assertThat(forAdmin.headerLines())
                    .anyMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("content-type: " + ofActuator));
        }
    }

    @Test
    void theActuatorDoesNotShowItUnlessItIsExposed() throws Exception {
        try (ConfigurableApplicationContext service = Service.start()) {
            assertThat(Service.get(service, "/actuator/headerhop").body()).doesNotContain("adapters");
            assertThat(service.getBeansOfType(StatusEndpoint.class)).isEmpty();
        }
    }

    /** An endpoint that needs to know what is current, as a health check that calls another service does. */
    @Endpoint(id = "probe")
    static class Probe {
        @ReadOperation
        Map<String, String> current() {
            return Map.of(
                    "id", Objects.requireNonNullElse(CapturedHeaders.current().first("x-request-id"), "none"));
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {Service.class, ReactiveService.class})
    void theActuatorHasTheHeadersAtAPortOfItsOwn(Class<?> application) throws Exception {
        try (ConfigurableApplicationContext service =
                SpringApplication.run(new Class<?>[] {application, Probe.class}, new String[] {
                    "--server.address=127.0.0.1",
                    "--server.port=0",
                    "--management.server.address=127.0.0.1",
                    "--management.server.port=0",
                    "--management.endpoints.web.exposure.include=probe",
                    // Spring Boot 4.1 has a bean of each server on the class path, of which it wants one.
                    "--spring.autoconfigure.exclude="
                            + "org.springframework.boot.tomcat.autoconfigure.actuate.web.server"
                            + ".TomcatReactiveManagementContextAutoConfiguration,"
                            + "org.springframework.boot.jetty.autoconfigure.actuate.web.server"
                            + ".JettyReactiveManagementContextAutoConfiguration",
                    "--spring.main.web-application-type=" + (application == Service.class ? "servlet" : "reactive"),
                    "--spring.main.banner-mode=off"
                })) {
            String port = service.getEnvironment().getRequiredProperty("local.management.port");
            assertThat(port).isNotEqualTo(service.getEnvironment().getProperty("local.server.port"));
            RawHttp.Answer answer = RawHttp.get(
                    URI.create("http://127.0.0.1:" + port + "/actuator/probe"),
                    "x-request-id: " + Headers.requestId(1));
            assertThat(answer.body()).contains(Headers.requestId(1));
        }
    }

    @Test
    void aCallOfAnAdapterBelowIsCountedOnce() throws Exception {
        for (String factory : List.of("jdk", "http-components")) {
            try (ConfigurableApplicationContext service = Service.start(Service.with(factory))) {
                long before = PropagationEvent.INJECTED.count();
                Service.get(service, CALL + DOWNSTREAM.path("once"), "x-request-id: " + Headers.requestId(1));
                assertThat(PropagationEvent.INJECTED.count() - before)
                        .as(factory)
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void theApplicationsRulesMayNeedBeansThatHeaderhopCustomizes() {
        try (ConfigurableApplicationContext service = Service.start(RulesThatNeedBeans.class)) {
            assertThat(service.getBean(HeaderPropagation.class).names()).isEqualTo(HeaderNames.of("x-own"));
        }
    }

    @Test
    void aCallableCarriesTheHeadersOnAnyExecutor() throws Exception {
        try (ConfigurableApplicationContext service = Service.start(OwnScheduler.class)) {
            assertThat(service.containsBean("applicationTaskExecutor")).isFalse();
            for (String way : List.of("callable", "streaming")) {
                String path = DOWNSTREAM.path(way);
                Service.get(service, "/" + way + "/rest-client?uri=" + DOWNSTREAM.uri(path), Traffic.lines(1));
                assertThat(DOWNSTREAM.receivedOnce(path)).containsEntry("x-request-id", Headers.requestId(1));
            }
        }
    }

    @Test
    void anExecutorOfTheJdkInSpringsAdapterCarriesTheHeaders() throws Exception {
        try (ConfigurableApplicationContext service = Service.start(OwnAdapter.class)) {
            String path = DOWNSTREAM.path("adapter");
            Service.get(service, "/async/rest-client?uri=" + DOWNSTREAM.uri(path), Traffic.lines(1));
            assertThat(DOWNSTREAM.receivedOnce(path)).containsEntry("x-request-id", Headers.requestId(1));
        }
    }

    @Test
    void tasksThatTheirQueueOrdersStayInOrder() throws Exception {
        try (ConfigurableApplicationContext service = Service.start(OwnQueue.class)) {
            CountDownLatch start = new CountDownLatch(1);
            BlockingQueue<String> seen = new LinkedBlockingQueue<>();
            for (int number : new int[] {0, 3, 1, 2}) {
                try (Scope scope = Headers.ofRequest(number).makeCurrent()) {
                    service.getBean("ordered", ThreadPoolTaskExecutor.class).execute(new Ordered(number, start, seen));
                }
            }
            start.countDown();
            for (int number = 0; number < 4; number++) {
                assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo(number + " " + Headers.requestId(number));
            }
        }
    }

    @Test
    void aParentContextSaysNothingWhenItsChildStarts() {
        List<String> lines = new CopyOnWriteArrayList<>();
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                lines.add(event.getFormattedMessage());
            }
        };
        SpringApplicationBuilder application = new SpringApplicationBuilder(Parent.class)
                .web(WebApplicationType.NONE)
                .child(Parent.class);
        try (ConfigurableApplicationContext child =
                application.web(WebApplicationType.NONE).run()) {
            Logger logger = (Logger) LoggerFactory.getLogger("io.headerhop");
            appender.setContext(logger.getLoggerContext());
            appender.start();
            logger.addAppender(appender);
            try {
                child.publishEvent(
                        new ApplicationStartedEvent(application.application(), new String[] {}, child, Duration.ZERO));
            } finally {
                logger.detachAppender(appender);
            }
        }
        assertThat(lines).singleElement().asString().startsWith("Headerhop for Spring Boot");
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Parent {}
}
