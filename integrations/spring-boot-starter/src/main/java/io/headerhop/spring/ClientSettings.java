// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Spring Boot's settings of a client: {@code ClientHttpRequestFactorySettings} in version 3, {@code HttpClientSettings}
 * in version 4, both with the same public methods.
 */
record ClientSettings(Object settings) {
    private static final String DONT_FOLLOW = "DONT_FOLLOW";

    /** @param settings null for Spring Boot's defaults */
    static ClientSettings of(Class<?> type, @Nullable Object settings) throws ReflectiveOperationException {
        Object given = settings == null
                ? Objects.requireNonNull(type.getMethod("defaults").invoke(null))
                : settings;
        return new ClientSettings(given);
    }

    boolean followsRedirects() throws ReflectiveOperationException {
        Object redirects = settings.getClass().getMethod("redirects").invoke(settings);
        return redirects == null || !redirects.toString().equals(DONT_FOLLOW);
    }

    Object withoutRedirects() throws ReflectiveOperationException {
        Method setter = Arrays.stream(settings.getClass().getMethods())
                .filter(method -> method.getName().equals("withRedirects"))
                .findFirst()
                .orElseThrow();
        Object never = Arrays.stream(setter.getParameterTypes()[0].getEnumConstants())
                .filter(constant -> constant.toString().equals(DONT_FOLLOW))
                .findFirst()
                .orElseThrow();
        return Objects.requireNonNull(setter.invoke(settings, never));
    }
}
