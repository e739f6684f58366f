// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.util.ClassUtils;
import org.yaml.snakeyaml.Yaml;

/** What the jar tells a native image about reflection exists, under that name and with these parameters. */
class NativeImageTest {
    private static final String FOLDER = "/META-INF/native-image/io.headerhop/headerhop-spring-boot-starter/";
    /** Of Spring Boot 3, or of Spring Boot 4. */
    private static final List<String> OF_ONE_VERSION = List.of(
            "org.springframework.boot.http.client.ClientHttpRequestFactorySettings",
            "org.springframework.boot.http.client.reactive.ClientHttpConnectorSettings",
            "org.springframework.boot.http.client.HttpClientSettings");

    @Test
    void everyClassMethodAndFieldExists() throws Exception {
        List<String> absent = new ArrayList<>();
        for (Map<String, Object> entry : read("reflect-config.json")) {
            String name = (String) entry.get("name");
            if (!ClassUtils.isPresent(name, null)) {
                absent.add(name);
                continue;
            }
            Class<?> type = ClassUtils.forName(name, null);
            try {
                type.getMethods();
            } catch (NoClassDefFoundError e) {
                // A load balancer's, which needs what is not here.
                continue;
            }
            for (Map<String, Object> method : list(entry, "methods")) {
                Class<?>[] parameters = ((List<?>) method.get("parameterTypes"))
                        .stream()
                                .map(parameter -> ClassUtils.resolveClassName((String) parameter, null))
                                .toArray(Class<?>[]::new);
                assertThat(type.getMethod((String) method.get("name"), parameters))
                        .isNotNull();
            }
            for (Map<String, Object> field : list(entry, "fields")) {
                assertThat(type.getDeclaredField((String) field.get("name"))).isNotNull();
            }
        }
        assertThat(OF_ONE_VERSION).containsAll(absent);
    }

    @Test
    void everyInterfaceOfAProxyExists() throws Exception {
        assertThat(read("proxy-config.json"))
                .allSatisfy(entry -> assertThat((List<?>) entry.get("interfaces"))
                        .allSatisfy(name -> assertThat(
                                        ClassUtils.forName((String) name, null).isInterface())
                                .isTrue()));
    }

    /** What {@link ClientSettings} and {@link NotFollowingBuilder} look for at run time. */
    @Test
    void theSettingsOfThisVersionAreAmongThem() throws Exception {
        List<String> names = read("reflect-config.json").stream()
                .map(entry -> (String) entry.get("name"))
                .toList();
        for (Map<String, Object> proxy : read("proxy-config.json")) {
            String builder = (String) ((List<?>) proxy.get("interfaces")).get(0);
            assertThat(names).contains(builder);
            Arrays.stream(ClassUtils.forName(builder, null).getMethods())
                    .filter(method -> method.getName().equals("build") && method.getParameterCount() == 1)
                    .forEach(method -> assertThat(names).contains(method.getParameterTypes()[0].getName()));
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Map<String, Object> entry, String key) {
        return (List<Map<String, Object>>) entry.getOrDefault(key, List.of());
    }

    private static List<Map<String, Object>> read(String file) throws Exception {
        try (InputStream in = NativeImageTest.class.getResourceAsStream(FOLDER + file)) {
            return new Yaml().load(in);
        }
    }
}
