// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.container.CompletionCallback;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.TimeoutHandler;
import jakarta.ws.rs.ext.Providers;
import jakarta.ws.rs.ext.WriterInterceptor;
import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.core.ResourceMethodInvoker;
import org.jboss.resteasy.core.ResourceMethodInvokerAwareResponse;
import org.jboss.resteasy.core.ResteasyContext;
import org.jboss.resteasy.spi.AsyncWriterInterceptor;
import org.jboss.resteasy.spi.ResteasyAsynchronousResponse;
import org.jboss.resteasy.spi.ResteasyProviderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Has the headers current while RESTEasy answers on the thread that resumes a request, and not a moment longer: a
 * callback at the end of the answer would come too late if the client is slow, and not at all if the answer fails.
 */
final class ResteasyAsyncResponse implements ResteasyAsynchronousResponse, ResourceMethodInvokerAwareResponse {
    private final ResteasyAsynchronousResponse response;
    private final ResteasyRequest request;
    private final @Nullable Providers providers = ResteasyContext.getContextData(Providers.class);
    private volatile boolean hasTimeoutHandler;

    ResteasyAsyncResponse(ResteasyAsynchronousResponse response, ResteasyRequest request) {
        this.response = response;
        this.request = request;
    }

    @SuppressWarnings("ReferenceEquality") // There is one for each request.
    boolean isFor(ResteasyAsynchronousResponse theirs) {
        return response == theirs;
    }

    @Override
    public boolean resume(Object entity) {
        return request.answering(() -> response.resume(entity));
    }

    @Override
    public boolean resume(Throwable failure) {
        return request.answering(() -> response.resume(failure));
    }

    @Override
    public boolean cancel() {
        return request.answering(() -> response.cancel());
    }

    @Override
    public boolean cancel(int retryAfter) {
        return request.answering(() -> response.cancel(retryAfter));
    }

    @Override
    public boolean cancel(Date retryAfter) {
        return request.answering(() -> response.cancel(retryAfter));
    }

    /** Called to end a stage or a publisher once it has been answered. */
    @Override
    public void complete() {
        request.answering(() -> {
            response.complete();
            return true;
        });
    }

    @Override
    public void completionCallbacks(@Nullable Throwable failure) {
        request.answering(() -> {
            response.completionCallbacks(failure);
            return true;
        });
    }

    @Override
    public boolean setTimeout(long time, TimeUnit unit) {
        if (!hasTimeoutHandler) {
            // What RESTEasy does without a handler, but through this class.
            setTimeoutHandler(late -> late.resume(new ServiceUnavailableException()));
        }
        return response.setTimeout(time, unit);
    }

    @Override
    public void setTimeoutHandler(TimeoutHandler handler) {
        TimeoutHandler ours = theirs -> request.answering(() -> {
            handler.handleTimeout(this);
            return true;
        });
        response.setTimeoutHandler(handler == null ? null : ours);
        hasTimeoutHandler = handler != null;
    }

    @Override
    public Collection<Class<?>> register(Class<?> callback) {
        // Created as RESTEasy does.
        return callback != null && providers instanceof ResteasyProviderFactory factory
                ? register((Object) factory.createProviderInstance(callback))
                : response.register(callback);
    }

    @Override
    public Collection<Class<?>> register(Object callback) {
        if (callback instanceof CompletionCallback completion) {
            CompletionCallback ours = failure -> request.answering(() -> {
                completion.onComplete(failure);
                return true;
            });
            return response.register(ours);
        }
        return response.register(callback);
    }

    @Override
    public Map<Class<?>, Collection<Class<?>>> register(Class<?> callback, Class<?>... callbacks) {
        Map<Class<?>, Collection<Class<?>>> registered = new HashMap<>();
        registered.put(callback, register(callback));
        for (Class<?> another : callbacks) {
            registered.put(another, register(another));
        }
        return registered;
    }

    @Override
    public Map<Class<?>, Collection<Class<?>>> register(Object callback, Object... callbacks) {
        Map<Class<?>, Collection<Class<?>>> registered = new HashMap<>();
        registered.put(callback.getClass(), register(callback));
        for (Object another : callbacks) {
            registered.put(another.getClass(), register(another));
        }
        return registered;
    }

    @Override
    public boolean isSuspended() {
        return response.isSuspended();
    }

    @Override
    public boolean isCancelled() {
        return response.isCancelled();
    }

    @Override
    public boolean isDone() {
        return response.isDone();
    }

    @Override
    public void initialRequestThreadFinished() {
        response.initialRequestThreadFinished();
    }

    @Override
    public ContainerResponseFilter[] getResponseFilters() {
        return response.getResponseFilters();
    }

    @Override
    public void setResponseFilters(ContainerResponseFilter[] filters) {
        response.setResponseFilters(filters);
    }

    @Override
    public WriterInterceptor[] getWriterInterceptors() {
        return response.getWriterInterceptors();
    }

    @Override
    public void setWriterInterceptors(WriterInterceptor[] interceptors) {
        response.setWriterInterceptors(interceptors);
    }

    @Override
    public AsyncWriterInterceptor[] getAsyncWriterInterceptors() {
        return response.getAsyncWriterInterceptors();
    }

    @Override
    public Annotation[] getAnnotations() {
        return response.getAnnotations();
    }

    @Override
    public void setAnnotations(Annotation[] annotations) {
        response.setAnnotations(annotations);
    }

    @Override
    public @Nullable ResourceMethodInvoker getMethod() {
        return response instanceof ResourceMethodInvokerAwareResponse aware ? aware.getMethod() : null;
    }

    @Override
    public void setMethod(ResourceMethodInvoker method) {
        if (response instanceof ResourceMethodInvokerAwareResponse aware) {
            aware.setMethod(method);
        }
    }
}
