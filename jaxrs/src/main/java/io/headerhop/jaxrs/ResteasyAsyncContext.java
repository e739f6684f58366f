// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import java.lang.reflect.Field;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.core.ResteasyContext;
import org.jboss.resteasy.spi.HttpRequest;
import org.jboss.resteasy.spi.ResteasyAsynchronousContext;
import org.jboss.resteasy.spi.ResteasyAsynchronousResponse;
import org.jboss.resteasy.spi.RunnableWithException;
import org.jspecify.annotations.Nullable;

/**
 * Suspends a request in a servlet container, so that both the application and RESTEasy resume it through a
 * {@link ResteasyAsyncResponse}. RESTEasy has no API for replacing its own, hence setting a field.
 */
final class ResteasyAsyncContext implements ResteasyAsynchronousContext {
    private static final String REQUEST = "org.jboss.resteasy.plugins.server.servlet.Servlet3AsyncHttpRequest";

    /**
     * The field of a request class; null for other servers' classes, and for a version without such a field. A JDK
     * class, since the server's class keeps it and may outlive this application.
     */
    private static final ClassValue<@Nullable Field> FIELD = new ClassValue<>() {
        @Override
        protected @Nullable Field computeValue(Class<?> type) {
            for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
                if (declaring.getName().equals(REQUEST)) {
                    return accessible(declaring);
                }
            }
            return null;
        }
    };

    private final ResteasyAsynchronousContext context;
    private final ResteasyRequest request;
    private @Nullable ResteasyAsyncResponse response;

    ResteasyAsyncContext(ResteasyAsynchronousContext context, ResteasyRequest request) {
        this.context = context;
        this.request = request;
    }

    /** Puts one of these into the request. Returns whether that was possible; outside servlet containers it is not. */
    static boolean install(HttpRequest http, ResteasyRequest request) {
        Field field = FIELD.get(http.getClass());
        if (field == null) {
            return false;
        }
        ResteasyAsyncContext installed = new ResteasyAsyncContext(http.getAsyncContext(), request);
        try {
            field.set(http, installed);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
        ResteasyContext.pushContext(ResteasyAsynchronousContext.class, installed);
        return true;
    }

    private static @Nullable Field accessible(Class<?> declaring) {
        try {
            Field field = declaring.getDeclaredField("asynchronousContext");
            field.setAccessible(true);
            return field;
        } catch (ReflectiveOperationException | RuntimeException unknown) {
            return null;
        }
    }

    ResteasyRequest request() {
        return request;
    }

    @Override
    public ResteasyAsynchronousResponse suspend() {
        return of(context.suspend());
    }

    @Override
    public ResteasyAsynchronousResponse suspend(long millis) {
        return of(context.suspend(millis));
    }

    @Override
    public ResteasyAsynchronousResponse suspend(long time, TimeUnit unit) {
        return of(context.suspend(time, unit));
    }

    @Override
    public @Nullable ResteasyAsynchronousResponse getAsyncResponse() {
        ResteasyAsynchronousResponse theirs = context.getAsyncResponse();
        return theirs == null ? null : of(theirs);
    }

    private synchronized ResteasyAsyncResponse of(ResteasyAsynchronousResponse theirs) {
        if (response == null || !response.isFor(theirs)) {
            response = new ResteasyAsyncResponse(theirs, request);
        }
        return response;
    }

    @Override
    public void complete() {
        context.complete();
    }

    /** Also the last method that RESTEasy calls after it has written an answer. */
    @Override
    public boolean isSuspended() {
        request.remember();
        return context.isSuspended();
    }

    @Override
    public void initialRequestStarted() {
        context.initialRequestStarted();
    }

    @Override
    public void initialRequestEnded() {
        context.initialRequestEnded();
    }

    @Override
    public boolean isOnInitialRequest() {
        return context.isOnInitialRequest();
    }

    @Override
    public CompletionStage<Void> executeBlockingIo(RunnableWithException write, boolean hasInterceptors) {
        return context.executeBlockingIo(write, hasInterceptors);
    }

    @Override
    public CompletionStage<Void> executeAsyncIo(CompletionStage<Void> write) {
        return context.executeAsyncIo(write);
    }
}
