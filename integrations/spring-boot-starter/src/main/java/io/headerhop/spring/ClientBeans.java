// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.http.client.AbstractClientHttpRequestFactoryWrapper;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/**
 * For clients with a request factory that Spring Boot's builder has not made, the application's own or Spring's
 * default: it is wrapped. What its client follows by itself cannot be judged.
 */
final class ClientBeans implements BeanPostProcessor {
    private final ObjectProvider<Installed> installed;

    ClientBeans(ObjectProvider<Installed> installed) {
        this.installed = installed;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof RestTemplate template) {
            carry(template);
        } else if (bean instanceof RestClient client) {
            return carrying(client);
        } else if (bean instanceof RestClient.Builder builder) {
            return proxy(builder);
        }
        return bean;
    }

    private void carry(RestTemplate template) {
        List<ClientHttpRequestInterceptor> interceptors = List.copyOf(template.getInterceptors());
        // Its getter wraps the factory for its interceptors.
        template.setInterceptors(List.of());
        template.setRequestFactory(carrying(template.getRequestFactory()));
        template.setInterceptors(interceptors);
    }

    /** A client does not tell its factory. One that is not Spring's is left alone. */
    private RestClient carrying(RestClient client) {
        Field field =
                ReflectionUtils.findField(client.getClass(), "clientRequestFactory", ClientHttpRequestFactory.class);
        if (field == null) {
            return client;
        }
        ReflectionUtils.makeAccessible(field);
        if (!(ReflectionUtils.getField(field, client) instanceof ClientHttpRequestFactory factory)) {
            return client;
        }
        ClientHttpRequestFactory carrying = carrying(factory);
        return carrying.equals(factory)
                ? client
                : client.mutate().requestFactory(carrying).build();
    }

    private ClientHttpRequestFactory carrying(ClientHttpRequestFactory factory) {
        Installed known = installed.getIfAvailable();
        ClientHttpRequestFactory inner = factory;
        while (inner instanceof AbstractClientHttpRequestFactoryWrapper wrapper) {
            inner = wrapper.getDelegate();
        }
        boolean carries = inner instanceof CarryingRequestFactory || known == null || known.carriesByItself(inner);
        return carries ? factory : new CarryingRequestFactory(factory, Redirects.NOT_FOLLOWED);
    }

    private RestClient.Builder proxy(RestClient.Builder builder) {
        return (RestClient.Builder) Proxy.newProxyInstance(
                RestClient.Builder.class.getClassLoader(),
                new Class<?>[] {RestClient.Builder.class},
                new BuilderHandler(builder));
    }

    /** Sees what the builder builds. */
    private final class BuilderHandler implements InvocationHandler {
        private final RestClient.Builder delegate;

        BuilderHandler(RestClient.Builder delegate) {
            this.delegate = delegate;
        }

        @Override
        // The builder answers with itself.
        @SuppressWarnings({"unchecked", "ReferenceEquality"})
        public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
                throws Throwable {
            if (method.getName().equals("equals")) {
                return arguments != null && proxy == arguments[0];
            }
            if (method.getName().equals("apply") && arguments != null && arguments[0] instanceof Consumer<?> consumer) {
                ((Consumer<Object>) consumer).accept(proxy);
                return proxy;
            }
            try {
                Object result = method.invoke(delegate, arguments);
                if (result == delegate) {
                    return proxy;
                }
                if (result instanceof RestClient client) {
                    return carrying(client);
                }
                return result instanceof RestClient.Builder other ? proxy(other) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
            }
        }
    }
}
