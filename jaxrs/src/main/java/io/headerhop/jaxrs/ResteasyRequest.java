// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jboss.resteasy.core.PostResourceMethodInvoker;
import org.jboss.resteasy.core.PostResourceMethodInvokers;
import org.jboss.resteasy.core.ResteasyContext;
import org.jboss.resteasy.plugins.server.Cleanables;
import org.jboss.resteasy.spi.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * One request in RESTEasy: its headers are current on the thread that received it until that thread has done its part,
 * and on others only within a call that we wrap, so that the thread has what it had before when the call returns.
 */
final class ResteasyRequest {
    private final ServerStretch receiving;
    private final PostResourceMethodInvokers afterMethod;
    /** The thread that received the request, until it has done its part. */
    private volatile @Nullable Thread receiver = Thread.currentThread();

    private volatile @Nullable Thread filtered;
    private volatile boolean methodDone;
    private volatile boolean answeredByUs;
    /** More than one thread where a method hands its request over and throws. */
    private final Set<Thread> answering = ConcurrentHashMap.newKeySet(1);

    ResteasyRequest(CapturedHeaders headers, HttpRequest http) {
        receiving = new ServerStretch(headers);
        afterMethod = new AfterMethod(this, http);
    }

    CapturedHeaders headers() {
        return receiving.headers();
    }

    void received() {
        enter();
        receiving.begin();
    }

    /**
     * Makes this the request of RESTEasy's context again. RESTEasy has forgotten it if another request was served and
     * ended inside this one: by a forward, an include or a call to the dispatcher, from anywhere in the application.
     */
    void remember() {
        if (Thread.currentThread().equals(receiver) && ResteasyContext.getContextData(ResteasyRequest.class) != this) {
            enter();
        }
    }

    private void enter() {
        ResteasyContext.pushContext(ResteasyRequest.class, this);
        ResteasyContext.pushContext(PostResourceMethodInvokers.class, afterMethod);
        ResteasyContext.computeIfAbsent(Cleanables.class, Cleanables::new).addCleanable(this::threadDone);
    }

    /** All request filters have been called. */
    void filtered() {
        filtered = Thread.currentThread();
    }

    /** From now on, RESTEasy answers only within {@link #answering(Supplier)}. */
    void answeredByUs() {
        answeredByUs = true;
    }

    private boolean isAnsweredByUs() {
        return answeredByUs;
    }

    /** Whether this is the receiving thread, with the headers current through this request. */
    boolean isOnReceivingThread() {
        return receiving.isHere();
    }

    /**
     * The resource method has returned or thrown. If its request is suspended, the thread that received it is done,
     * unless RESTEasy answers with the exception now: then it is done when RESTEasy is.
     */
    private void methodDone(boolean thrown, boolean suspended) {
        methodDone = true;
        if (suspended && !(thrown && answeredByUs && receiving.isHere())) {
            end();
        }
    }

    /** RESTEasy is done with this thread. */
    private void threadDone() {
        // RESTEasy also says so if the method ends another request's events, and then goes on.
        boolean inMethod = !methodDone && Thread.currentThread().equals(filtered);
        if (Thread.currentThread().equals(receiver) && !inMethod) {
            end();
        }
    }

    void end() {
        receiver = null;
        receiving.end();
    }

    /** Makes the headers current on this thread while the request is answered there, or application code is called. */
    @SuppressWarnings("ReferenceEquality") // Is it this level, or one with the same content?
    <T extends @Nullable Object> T answering(Supplier<T> answer) {
        boolean outermost = answering.add(Thread.currentThread());
        Map<Class<?>, Object> level = ResteasyContext.getContextDataMap(false);
        try (Scope scope = headers().makeCurrent()) {
            return answer.get();
        } finally {
            // RESTEasy removes one level too many when it answers: that of another request, which this thread serves.
            if (level != null && ResteasyContext.getContextDataMap(false) != level) {
                ResteasyContext.pushContextDataMap(level);
            }
            if (outermost) {
                answering.remove(Thread.currentThread());
                afterAnswer();
            }
        }
    }

    boolean isAnsweringHere() {
        return answering.contains(Thread.currentThread());
    }

    private void afterAnswer() {
        // Not while a method is still running whose request was resumed, by itself or by another thread. But if a
        // filter suspended the request, the thread that received it may not be told of its end.
        if (methodDone ? receiving.isHere() : filtered == null && !receiving.isHere()) {
            end();
        }
    }

    /** Called on the thread that has called a resource method. */
    private static final class AfterMethod extends PostResourceMethodInvokers {
        private final ResteasyRequest request;
        private final HttpRequest http;
        private volatile boolean returned;

        AfterMethod(ResteasyRequest request, HttpRequest http) {
            this.request = request;
            this.http = http;
            addInvokers(new PostResourceMethodInvoker() {
                @Override
                public void invoke() {
                    returned = true;
                }

                @Override
                public void close() {}
            });
        }

        /** Always called, and last. */
        @Override
        public void clear() {
            super.clear();
            boolean suspended = http.getAsyncContext().isSuspended();
            if (suspended && !request.isAnsweredByUs()) {
                Adapters.warn("HeaderPropagationServerFeature: RESTEasy answers suspended requests without the"
                        + " headers in " + http.getClass().getName()
                        + ": submit the work that resumes them through CapturedHeaders.propagating(executor)");
            }
            request.methodDone(!returned, suspended);
            request.remember();
        }
    }
}
