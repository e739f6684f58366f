// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.mesh;

import io.headerhop.HeaderPropagation;
import io.headerhop.examples.shop.service.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The environment variables that the shop's services and Headerhop read. */
final class ShopSettings {
    private static final Path SOURCE = Example.FOLDER.resolve("../shop/src/main/java");
    private static final Pattern USE =
            Pattern.compile("environment\\s*\\.(text|port|percent|url)\\(\\s*\"(\\w+)\"(?:,\\s*\"?([^\")]*)\"?\\))?");

    private static final Map<String, List<Setting>> READ = new ConcurrentHashMap<>();

    private ShopSettings() {}

    /** A variable that a service's source reads. */
    record Setting(String type, String name, String otherwise) {
        /** Reads it as the service does, which refuses invalid values. */
        Object read(Map<String, String> variables) {
            Environment environment = new Environment(variables);
            return switch (type) {
                case "url" -> environment.url(name, otherwise);
                case "port" -> environment.port(name, Integer.parseInt(otherwise));
                case "percent" -> environment.percent(name, Integer.parseInt(otherwise));
                default -> environment.text(name, "");
            };
        }
    }

    /** What its service's source reads, and the source shared by all services. */
    static List<Setting> of(Workload workload) {
        return READ.computeIfAbsent(workload.arguments().get(0), ShopSettings::settings);
    }

    private static List<Setting> settings(String mainClass) {
        Path service = SOURCE.resolve(mainClass.replace('.', '/')).getParent();
        return Stream.of(service, service.resolveSibling("service"))
                .flatMap(ShopSettings::javaFiles)
                .flatMap(text -> USE.matcher(text).results())
                .map(use -> new Setting(use.group(1), use.group(2), use.group(3)))
                .distinct()
                .toList();
    }

    /** What Headerhop reads, found by watching what it asks for. */
    static Set<String> ofHeaderhop() {
        Set<String> asked = new HashSet<>();
        HeaderPropagation.from(property -> {
            asked.add(variable(property));
            return null;
        });
        return asked;
    }

    /** Headerhop as these variables configure it. */
    static HeaderPropagation propagation(Map<String, String> variables) {
        return HeaderPropagation.from(property -> variables.get(variable(property)));
    }

    private static String variable(String property) {
        return property.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }

    private static Stream<String> javaFiles(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .map(ShopSettings::read)
                    .collect(Collectors.toList())
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
