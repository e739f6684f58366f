// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jboss.resteasy.core.ResteasyContext;
import org.jboss.resteasy.spi.AsyncResponseProvider;
import org.jboss.resteasy.spi.AsyncStreamProvider;
import org.jboss.resteasy.spi.ResteasyProviderFactory;
import org.jboss.resteasy.spi.metadata.ResourceClass;
import org.jboss.resteasy.spi.metadata.ResourceClassProcessor;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Has the headers current while RESTEasy answers on a thread that completes a stage or publishes an item: around what
 * it registers with a stage for that. It converts a method's return value with these providers, {@code Uni} and
 * {@code Flowable} too.
 */
@SuppressWarnings({"rawtypes", "unchecked"})
final class ResteasyStages implements ResourceClassProcessor {
    private final ResteasyProviderFactory factory;

    private ResteasyStages(ResteasyProviderFactory factory) {
        this.factory = factory;
    }

    static void install(ResteasyProviderFactory factory) {
        factory.register(new ResteasyStages(factory));
    }

    /** Called before RESTEasy looks up the providers for a class's methods, so that none is registered later. */
    @Override
    public ResourceClass process(ResourceClass resource) {
        wrap(
                factory.getAsyncResponseProviders(),
                Stages.class,
                provider -> new Stages((AsyncResponseProvider) provider));
        if (ServerClasses.isVisible("org.reactivestreams.Publisher", AsyncStreamProvider.class)) {
            wrap(
                    factory.getAsyncStreamProviders(),
                    Publishers.class,
                    provider -> new Publishers((AsyncStreamProvider) provider));
        }
        return resource;
    }

    private static <P> void wrap(@Nullable Map<Class<?>, P> providers, Class<?> ours, Function<Object, P> wrapping) {
        // Resource classes that a locator returns are processed while requests are served.
        if (providers != null && !providers.values().stream().allMatch(ours::isInstance)) {
            providers.replaceAll((type, provider) -> ours.isInstance(provider) ? provider : wrapping.apply(provider));
        }
    }

    private static @Nullable ResteasyRequest request() {
        return ResteasyContext.getContextData(ResteasyRequest.class);
    }

    private record Stages(AsyncResponseProvider provider) implements AsyncResponseProvider {
        @Override
        public CompletionStage toCompletionStage(Object returned) {
            ResteasyRequest request = request();
            return request == null
                    ? provider.toCompletionStage(returned)
                    : answered(request.answering(() -> provider.toCompletionStage(returned)), request);
        }
    }

    private static CompletionStage answered(CompletionStage stage, ResteasyRequest request) {
        return (CompletionStage) Proxy.newProxyInstance(
                CompletionStage.class.getClassLoader(),
                new Class<?>[] {CompletionStage.class},
                (proxy, method, args) -> {
                    if (method.getName().equals("whenComplete")) {
                        BiConsumer action = (BiConsumer) args[0];
                        BiConsumer ours = (value, failure) -> request.answering(() -> {
                            action.accept(value, failure);
                            return true;
                        });
                        return stage.whenComplete(ours);
                    }
                    try {
                        return method.invoke(stage, args);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    private record Publishers(AsyncStreamProvider provider) implements AsyncStreamProvider {
        @Override
        public Publisher toAsyncStream(Object returned) {
            ResteasyRequest request = request();
            if (request == null) {
                return provider.toAsyncStream(returned);
            }
            Publisher publisher = request.answering(() -> provider.toAsyncStream(returned));
            return subscriber -> request.answering(() -> {
                publisher.subscribe(new Answering(subscriber, request));
                return true;
            });
        }
    }

    private record Answering(Subscriber subscriber, ResteasyRequest request) implements Subscriber {
        @Override
        public void onSubscribe(Subscription subscription) {
            request.answering(() -> {
                subscriber.onSubscribe(subscription);
                return true;
            });
        }

        @Override
        public void onNext(Object item) {
            request.answering(() -> {
                subscriber.onNext(item);
                return true;
            });
        }

        @Override
        public void onError(Throwable failure) {
            request.answering(() -> {
                subscriber.onError(failure);
                return true;
            });
        }

        @Override
        public void onComplete() {
            request.answering(() -> {
                subscriber.onComplete();
                return true;
            });
        }
    }
}
