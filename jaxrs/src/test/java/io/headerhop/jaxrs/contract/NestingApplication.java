// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.contract;

import io.headerhop.contract.InboundContract;
import io.headerhop.jaxrs.HeaderPropagationServerFeature;
import jakarta.annotation.Priority;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * An application in which the request {@code /outer} does something to another request at one of the places where the
 * application is called; each place records what is current there, by the path of its request.
 */
public final class NestingApplication extends Application {
    /** Where an application is called while a request is served. */
    public enum Place {
        PRE_MATCHING_FILTER,
        REQUEST_FILTER,
        METHOD,
        EXCEPTION_MAPPER,
        RESPONSE_FILTER,
        WRITER_INTERCEPTOR,
        WRITER
    }

    /** What the outer request does. */
    @FunctionalInterface
    public interface Nested {
        void run() throws Exception;
    }

    private final ServerNotes notes;
    private final Place place;
    private final Nested nested;
    private final Set<Object> components = new HashSet<>();
    private boolean running;

    /** @param nested run once in each outer request */
    public NestingApplication(ServerNotes notes, Place place, Nested nested, Object... more) {
        this.notes = notes;
        this.place = place;
        this.nested = nested;
        components.addAll(Set.of(more));
        components.addAll(Set.of(
                new HeaderPropagationServerFeature(InboundContract.RULES),
                new Resource(this),
                new Before(this),
                new Matched(this),
                new After(this),
                new Mapper(this),
                new Writer(this),
                new Interceptor(this)));
    }

    @Override
    @SuppressWarnings("deprecation")
    public Set<Object> getSingletons() {
        return components;
    }

    /** The answer: which request it is. */
    public record Served(String path) {}

    /** Given to the exception mapper. */
    static final class Failed extends RuntimeException {
        private final String path;

        Failed(String path) {
            this.path = path;
        }
    }

    private void at(Place here, String path) {
        notes.at(path + " " + here);
        if (running) {
            notes.at("nested");
        }
        if (here == place && path.equals("outer") && !running) {
            running = true;
            try {
                nested.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            } finally {
                running = false;
                notes.at("outer after the nested");
            }
        }
    }

    private static String path(ContainerRequestContext request) {
        return request.getUriInfo().getPath().replace("/", "");
    }

    /** The outer request and those that it does something to. */
    @Path("/")
    @Produces("text/plain")
    public static final class Resource {
        private final NestingApplication application;

        Resource(NestingApplication application) {
            this.application = application;
        }

        @GET
        @Path("outer")
        public Served outer() {
            application.at(Place.METHOD, "outer");
            if (application.place == Place.EXCEPTION_MAPPER) {
                throw new Failed("outer");
            }
            return new Served("outer");
        }

        @GET
        @Path("inner")
        public Served inner() {
            application.at(Place.METHOD, "inner");
            return new Served("inner");
        }

        @GET
        @Path("suspended")
        public void suspended(@Suspended AsyncResponse response) {
            application.notes.suspend(response);
        }

        @GET
        @Path("stage")
        public CompletionStage<Served> stage() {
            return application.notes.suspend(new CompletableFuture<>());
        }
    }

    @PreMatching
    @Provider
    private record Before(NestingApplication application) implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext request) {
            application.at(Place.PRE_MATCHING_FILTER, path(request));
        }
    }

    @Provider
    private record Matched(NestingApplication application) implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext request) {
            application.at(Place.REQUEST_FILTER, path(request));
        }
    }

    @Provider
    @Priority(1)
    private record After(NestingApplication application) implements ContainerResponseFilter {
        @Override
        public void filter(ContainerRequestContext request, ContainerResponseContext response) {
            application.at(Place.RESPONSE_FILTER, path(request));
        }
    }

    @Provider
    private record Mapper(NestingApplication application) implements ExceptionMapper<Failed> {
        @Override
        public Response toResponse(Failed failed) {
            application.at(Place.EXCEPTION_MAPPER, failed.path);
            return Response.status(422)
                    .entity(new Served(failed.path))
                    .type(MediaType.TEXT_PLAIN_TYPE)
                    .build();
        }
    }

    @Provider
    private record Interceptor(NestingApplication application) implements WriterInterceptor {
        @Override
        public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
            if (context.getEntity() instanceof Served served) {
                application.at(Place.WRITER_INTERCEPTOR, served.path());
            }
            context.proceed();
        }
    }

    @Provider
    private record Writer(NestingApplication application) implements MessageBodyWriter<Served> {
        @Override
        public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
            return type == Served.class;
        }

        @Override
        public void writeTo(
                Served served,
                Class<?> type,
                Type generic,
                Annotation[] annotations,
                MediaType mediaType,
                MultivaluedMap<String, Object> headers,
                OutputStream out)
                throws IOException {
            application.at(Place.WRITER, served.path());
            out.write(served.path().getBytes());
        }
    }
}
