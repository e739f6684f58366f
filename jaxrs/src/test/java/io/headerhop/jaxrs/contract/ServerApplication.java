// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.contract;

import io.headerhop.contract.InboundContract;
import io.headerhop.jaxrs.HeaderPropagationServerFeature;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Feature;
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
import java.util.Set;

/** {@link ServerResource} with a provider of every kind; each records what is current when it is called. */
public final class ServerApplication extends Application {
    private final Set<Object> components;

    /** The feature under test, or a naive one. */
    public ServerApplication(Feature feature, ServerNotes notes, InboundContract.Handler handler) {
        components = Set.of(
                feature,
                new ServerResource(notes, handler),
                new Before(notes),
                new Matched(notes),
                new After(notes),
                new Mapper(notes),
                new Writer(notes),
                new Interceptor(notes));
    }

    public ServerApplication(HeaderPropagationServerFeature feature, ServerNotes notes) {
        this(feature, notes, ServerNotes::current);
    }

    @Override
    @SuppressWarnings("deprecation")
    public Set<Object> getSingletons() {
        return components;
    }

    /** What a stage completes with. */
    public static Object done() {
        return new ServerResource.Written("done");
    }

    @PreMatching
    @Provider
    private record Before(ServerNotes notes) implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext request) {
            notes.at("pre-matching filter");
            String path = request.getUriInfo().getPath();
            if (path.endsWith("filters/abort-before")) {
                request.abortWith(Response.ok("aborted").build());
            } else if (path.endsWith("filters/throw-before")) {
                throw new IllegalStateException("on purpose");
            }
        }
    }

    @Provider
    private record Matched(ServerNotes notes) implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext request) {
            notes.at("request filter");
            String path = request.getUriInfo().getPath();
            if (path.endsWith("filters/abort")) {
                request.abortWith(Response.ok("aborted").build());
            } else if (path.endsWith("filters/throw")) {
                throw new IllegalStateException("on purpose");
            }
        }
    }

    @Provider
    private record After(ServerNotes notes) implements ContainerResponseFilter {
        @Override
        public void filter(ContainerRequestContext request, ContainerResponseContext response) {
            notes.at("response filter");
            if (request.getUriInfo().getPath().endsWith("filters/throw-after")) {
                throw new IllegalStateException("on purpose");
            }
        }
    }

    @Provider
    private record Mapper(ServerNotes notes) implements ExceptionMapper<ServerResource.Mapped> {
        @Override
        public Response toResponse(ServerResource.Mapped exception) {
            notes.at("exception mapper");
            return Response.status(422).build();
        }
    }

    @Provider
    private record Writer(ServerNotes notes) implements MessageBodyWriter<ServerResource.Written> {
        @Override
        public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
            return type == ServerResource.Written.class;
        }

        @Override
        public void writeTo(
                ServerResource.Written written,
                Class<?> type,
                Type generic,
                Annotation[] annotations,
                MediaType mediaType,
                MultivaluedMap<String, Object> headers,
                OutputStream out)
                throws IOException {
            notes.at("writer");
            out.write(written.text().getBytes());
        }
    }

    @Provider
    private record Interceptor(ServerNotes notes) implements WriterInterceptor {
        @Override
        public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
            notes.at("writer interceptor");
            context.proceed();
        }
    }
}
