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
            "io.headerhop.spring");

    // What calls, and what is called on the way: clients, servers, schedulers, frameworks, proxies.
    private static final List<String> LIBRARIES = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "com.sun.",
            "jakarta.",
            "kotlin.",
            "kotlinx.",
            "scala.",
            "groovy.",
            "akka.",
            "brave.",
            "dev.failsafe.",
            "feign.",
            "io.fabric8.",
            "io.github.resilience4j.",
            "io.grpc.",
            "io.helidon.",
            "io.javalin.",
            "io.kubernetes.client.",
            "io.micrometer.",
            "io.micronaut.",
            "io.minio.",
            "io.netty.",
            "io.opentelemetry.",
            "io.quarkus.",
            "io.reactivex.",
            "io.smallrye.",
            "io.undertow.",
            "io.vertx.",
            "okhttp3.",
            "okio.",
            "reactor.",
            "retrofit2.",
            "com.github.benmanes.caffeine.",
            "com.google.common.",
            "com.google.inject.",
            "com.ibm.ws.",
            "com.netflix.client.",
            "com.netflix.discovery.",
            "com.netflix.graphql.dgs.",
            "com.netflix.hystrix.",
            "com.netflix.loadbalancer.",
            "com.pivovarit.collectors.",
            "com.rabbitmq.client.",
            "com.zaxxer.hikari.",
            "net.bytebuddy.",
            "net.sf.cglib.",
            "org.apache.camel.",
            "org.apache.catalina.",
            "org.apache.coyote.",
            "org.apache.cxf.",
            "org.apache.groovy.",
            "org.apache.hc.",
            "org.apache.http.",
            "org.apache.kafka.",
            "org.apache.pekko.",
            "org.apache.tomcat.",
            "org.codehaus.groovy.",
            "org.aspectj.",
            "org.eclipse.jetty.",
            "org.eclipse.microprofile.",
            "org.glassfish.",
            "org.hibernate.",
            "org.jboss.",
            "org.quartz.",
            "org.reactivestreams.",
            "org.springframework.",
            "org.wildfly.",
            "org.xnio.");

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
    private static final String SAMPLES = "org.springframework.samples.";

    private ApplicationCode() {}

    /** Whether this method of a client is what the interceptors of an application call. */
    static boolean isCalledByInterceptors(String method) {
        return INTERCEPTED.stream().anyMatch(method::startsWith);
    }

    static boolean contains(StackTraceElement frame) {
        String type = frame.getClassName();
        int end = type.lastIndexOf('.');
        return !OURS.contains(type.substring(0, Math.max(end, 0)))
                && (type.startsWith(SAMPLES) || LIBRARIES.stream().noneMatch(type::startsWith))
                && GENERATED.stream().noneMatch(type::contains);
    }
}
