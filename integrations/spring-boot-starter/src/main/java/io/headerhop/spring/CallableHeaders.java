// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.async.CallableProcessingInterceptor;
import org.springframework.web.context.request.async.WebAsyncUtils;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Runs the {@code Callable} or {@code StreamingResponseBody} of a controller with its headers current, whichever
 * executor runs it: without Spring Boot's own, Spring MVC takes one that is no bean.
 */
final class CallableHeaders implements WebMvcConfigurer, HandlerInterceptor {
    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        WebAsyncUtils.getAsyncManager(request).registerCallableInterceptor(CallableHeaders.class, new OfRequest());
        return true;
    }

    /** Not kept in the request: that may be over, and its object another one's, when the task comes to its turn. */
    private static final class OfRequest implements CallableProcessingInterceptor {
        private volatile CapturedHeaders headers = CapturedHeaders.none();
        private volatile Scope scope = () -> {};

        @Override
        public <T> void beforeConcurrentHandling(NativeWebRequest request, Callable<T> task) {
            headers = CapturedHeaders.current();
        }

        @Override
        public <T> void preProcess(NativeWebRequest request, Callable<T> task) {
            scope = headers.makeCurrent();
        }

        /** On the same thread. */
        @Override
        public <T> void postProcess(NativeWebRequest request, Callable<T> task, @Nullable Object result) {
            scope.close();
        }
    }
}
