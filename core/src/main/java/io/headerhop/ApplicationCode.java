// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import java.util.List;
import java.util.Set;

/** Which lines of a stack are the application's own, and not the JDK's, a library's or ours. */
final class ApplicationCode {
    private static final Set<String> OURS = Set.of(
            "io.headerhop",
            "io.headerhop.spi",
            "io.headerhop.servlet",
            "io.headerhop.jaxrs",
            "io.headerhop.jaxrs.resteasy",
            "io.headerhop.okhttp",
            "io.headerhop.httpclient",
            "io.headerhop.jdkhttpclient",
            "io.headerhop.grpc",
            "io.headerhop.kafka",
            "io.headerhop.kotlincoroutines",
            "io.headerhop.micrometercontext",
            "io.headerhop.microprofile",
            "io.headerhop.opentelemetry",
            "io.headerhop.quarkusrest",
            "io.headerhop.spring",
            "io.headerhop.slf4j",
            "io.headerhop.micrometer");

    // What calls, and what is called on the way: languages, clients, servers and frameworks, threads and schedules,
    // messages
    // and data, what watches and weaves.
    private static final List<String> LIBRARIES = packages("""
            cats. com.sun. groovy. jakarta. java. javax. jdk. kotlin. kotlinx. org.apache.groovy.
            org.codehaus.groovy. scala. sun. zio.

            co.elastic. com.amazonaws. com.azure. com.google.api. com.google.cloud.
            com.launchdarkly. com.mashape.unirest. com.netflix.client. com.netflix.discovery.
            com.netflix.loadbalancer. com.nimbusds. com.slack.api. com.stripe. com.twilio. feign.
            io.fabric8. io.getunleash. io.grpc. io.kubernetes.client. io.minio. kong.unirest.
            okhttp3. okio. org.apache.hc. org.apache.http. org.asynchttpclient. org.elasticsearch.
            org.keycloak. org.opensearch. retrofit2. software.amazon.

            akka. com.google.inject. com.ibm.ws. com.linecorp.armeria. com.netflix.graphql.dgs.
            graphql. io.dropwizard. io.helidon. io.javalin. io.ktor. io.micronaut. io.netty.
            io.quarkus. io.undertow. io.vertx. org.apache.camel. org.apache.catalina.
            org.apache.coyote. org.apache.cxf. org.apache.meecrowave. org.apache.openejb.
            org.apache.pekko. org.apache.tomcat. org.apache.tomee. org.eclipse.jetty.
            org.eclipse.microprofile. org.glassfish. org.http4s. org.jboss. org.springframework.
            org.togglz. org.wildfly. org.xnio. play. ratpack. spark.

            com.github.benmanes.caffeine. com.github.kagkarlsson. com.google.common.
            com.netflix.hystrix. com.pivovarit.collectors. dev.failsafe. io.github.resilience4j.
            io.reactivex. io.smallrye. net.javacrumbs.shedlock. org.jobrunr. org.quartz.
            org.reactivestreams. reactor. rx.

            com.fasterxml. com.hazelcast. com.mongodb. com.rabbitmq.client. com.zaxxer.hikari.
            io.agroal. io.awspring. io.lettuce. io.nats. org.apache.activemq. org.apache.johnzon.
            org.apache.kafka. org.apache.pulsar. org.eclipse.paho. org.hibernate. org.infinispan.
            org.jooq. org.mybatis. org.redisson. redis.clients. tools.jackson.

            brave. ch.qos.logback. com.newrelic. datadog.trace. io.micrometer. io.opentelemetry.
            io.sentry. net.bytebuddy. net.sf.cglib. org.apache.logging. org.aspectj. org.junit.
            org.slf4j.
            """);

    // What frameworks generate lies in the packages of the application.
    private static final List<String> GENERATED = List.of(
            "$$SpringCGLIB$$",
            "$$EnhancerBy",
            "$$FastClassBy",
            "_ClientProxy",
            "_Subclass",
            "$Definition$Intercepted",
            "$ByteBuddy$",
            "$Proxy$_$$_Weld",
            ".$Proxy");

    // Called by an interceptor that lets a call pass: the call was made further out, perhaps on another thread.
    private static final List<String> INTERCEPTED = List.of(
            "okhttp3.internal.http.RealInterceptorChain.proceed",
            "org.apache.hc.client5.http.impl.classic.ExecChainElement",
            "org.apache.hc.client5.http.impl.async.AsyncExecChainElement",
            "org.springframework.http.client.InterceptingClientHttpRequest");

    // Applications that many people try things with.
    private static final List<String> SAMPLES = packages("""
            io.helidon.examples. io.micronaut.guides. io.quarkus.sample. io.vertx.example. io.vertx.howtos.
            org.apache.camel.example. org.jboss.as.quickstarts. org.springframework.samples.
            """);

    private ApplicationCode() {}

    private static List<String> packages(String names) {
        return List.of(names.trim().split("\\s+"));
    }

    /** Whether this method of a client is what the interceptors of an application call. */
    static boolean isCalledByInterceptors(String method) {
        return INTERCEPTED.stream().anyMatch(method::startsWith);
    }

    /** Whether some methods of a class are such; given is what their names begin with. */
    static boolean tellsInterceptedMethods(String type) {
        return INTERCEPTED.stream().anyMatch(beginning -> beginning.startsWith(type));
    }

    static boolean contains(String type) {
        int end = type.lastIndexOf('.');
        return !OURS.contains(type.substring(0, Math.max(end, 0)))
                && (SAMPLES.stream().anyMatch(type::startsWith)
                        || LIBRARIES.stream().noneMatch(type::startsWith))
                && GENERATED.stream().noneMatch(type::contains);
    }
}
