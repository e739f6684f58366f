// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh;

import com.sun.net.httpserver.HttpServer;
import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderPropagation;
import io.headerhop.jaxrs.HeaderPropagationServerFeature;
import io.headerhop.servlet.HeaderPropagationInitializer;
import jakarta.servlet.http.HttpServlet;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.glassfish.jersey.jdkhttp.JdkHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;

/**
 * One service: a servlet container with the filter, a JAX-RS server with the feature, and all the clients. It calls its
 * upstreams with the path it was called with, all at once. Runs until the JVM ends, in one mesh after another.
 */
final class Service {
    /** What a service saw of a request: its headers, and the request id that it would log. */
    record Received(Map<String, String> headers, String loggedRequestId) {}

    private final Map<String, Client> clients = Client.all();
    private final Map<String, Received> received = new ConcurrentHashMap<>();
    private final Tomcat servlets;
    private final HttpServer resources;
    private volatile List<URI> upstreams = List.of();

    private Service(String name) throws LifecycleException {
        servlets = startServlets(name);
        resources = startResources();
    }

    static Service start(String name) {
        try {
            return new Service(name);
        } catch (LifecycleException e) {
            throw new IllegalStateException("service " + name + " did not start", e);
        }
    }

    private Tomcat startServlets(String name) throws LifecycleException {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir("target/tomcat/" + name);
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        // So that it never closes a connection just as a sidecar sends a request on it.
        tomcat.getConnector().setProperty("keepAliveTimeout", "-1");
        tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
        Context withFilter = tomcat.addContext("/servlet", null);
        withFilter.addServletContainerInitializer(new HeaderPropagationInitializer(HeaderPropagation.istio()), null);
        add(new CallingServlet(this), withFilter);
        add(new CopyingServlet(this), tomcat.addContext("/plain", null));
        tomcat.start();
        return tomcat;
    }

    private static void add(HttpServlet servlet, Context context) {
        Tomcat.addServlet(context, "hop", servlet).addMapping("/*");
    }

    private HttpServer startResources() {
        ResourceConfig config = new ResourceConfig()
                .registerResources(CallingResource.of(this))
                .register(new HeaderPropagationServerFeature(HeaderPropagation.istio()))
                .property(ServerProperties.WADL_FEATURE_DISABLE, true);
        HttpServer server =
                JdkHttpServerFactory.createHttpServer(URI.create("http://127.0.0.1:0/jaxrs/"), config, false);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
        return server;
    }

    int servletPort() {
        return servlets.getConnector().getLocalPort();
    }

    int jaxrsPort() {
        return resources.getAddress().getPort();
    }

    /** From now on it calls these, through its sidecar's outbound listeners. */
    void call(List<URI> upstreams) {
        this.upstreams = upstreams;
    }

    Received received(String path) {
        Received request = received.get(path);
        if (request == null) {
            throw new AssertionError("never received: " + path);
        }
        return request;
    }

    /** Serves a request by calling the upstreams with the client named in the path. */
    int serve(String path, Map<String, String> headers) {
        return serve(path, headers, clients.get(path.split("/")[2]));
    }

    /** The status of the worst response. */
    int serve(String path, Map<String, String> headers, Client client) {
        String requestId = CapturedHeaders.current().first("x-request-id");
        received.put(path, new Received(headers, requestId));
        List<CompletableFuture<Integer>> calls = upstreams.stream()
                .map(upstream -> client.get(upstream.resolve(path)))
                .toList();
        return calls.stream().mapToInt(CompletableFuture::join).max().orElse(200);
    }
}
