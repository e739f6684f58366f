// SPDX-License-Identifier: Apache-2.0
package io.headerhop.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleDescriptor.Provides;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What a build tool, a JVM or a container finds in the jars before running any code. */
class PublishedJarsTest {
    private static final List<String> ALL = List.of(
            "",
            "-servlet",
            "-jaxrs",
            "-resteasy",
            "-okhttp",
            "-httpclient",
            "-jdk-httpclient",
            "-grpc",
            "-kafka",
            "-kotlin-coroutines",
            "-micrometer-context",
            "-micrometer",
            "-slf4j",
            "-opentelemetry",
            "-microprofile",
            "-quarkus-rest");
    private static final List<String> WITH_MODULE_INFO = ALL.stream()
            .filter(suffix -> !List.of(
                            "-jaxrs", "-resteasy", "-kafka", "-opentelemetry", "-microprofile", "-quarkus-rest")
                    .contains(suffix))
            .toList();
    /** Used where it is there: an image made by jlink may lack it. */
    private static final Set<String> NOT_IN_EVERY_JVM = Set.of("java.management", "jdk.jfr");

    /** What servers, CDI and Spring look for; the starter alone is made for it, and is not among these jars. */
    private static final Set<String> FOUND_BY_SCANNING = Set.of(
            "jakarta/ws/rs/Path",
            "jakarta/ws/rs/ApplicationPath",
            "jakarta/ws/rs/ext/Provider",
            "jakarta/servlet/annotation/WebFilter",
            "jakarta/servlet/annotation/WebListener",
            "jakarta/servlet/annotation/WebServlet",
            "jakarta/websocket/server/ServerEndpoint",
            "jakarta/ejb/Singleton",
            "jakarta/ejb/Startup",
            "jakarta/ejb/Stateless",
            "jakarta/annotation/ManagedBean",
            "jakarta/enterprise/context/ApplicationScoped",
            "jakarta/enterprise/context/ConversationScoped",
            "jakarta/enterprise/context/Dependent",
            "jakarta/enterprise/context/RequestScoped",
            "jakarta/enterprise/context/SessionScoped",
            "jakarta/enterprise/inject/Stereotype",
            "jakarta/decorator/Decorator",
            "jakarta/interceptor/Interceptor",
            "org/springframework/stereotype/Component",
            "org/springframework/context/annotation/Configuration");

    private static final Pattern DEPENDENCY = Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL);

    @Test
    void eachIsAModuleByTheNameOfItsPackage() {
        Map<String, Boolean> automatic = new TreeMap<>();
        for (String suffix : ALL) {
            ModuleDescriptor module = descriptor(suffix);
            automatic.put(module.name(), module.isAutomatic());
        }
        assertThat(automatic)
                .isEqualTo(Map.ofEntries(
                        Map.entry("io.headerhop", false),
                        Map.entry("io.headerhop.servlet", false),
                        Map.entry("io.headerhop.okhttp", false),
                        Map.entry("io.headerhop.httpclient", false),
                        Map.entry("io.headerhop.jdkhttpclient", false),
                        Map.entry("io.headerhop.grpc", false),
                        Map.entry("io.headerhop.kotlincoroutines", false),
                        Map.entry("io.headerhop.micrometercontext", false),
                        Map.entry("io.headerhop.micrometer", false),
                        Map.entry("io.headerhop.slf4j", false),
                        Map.entry("io.headerhop.kafka", true),
                        Map.entry("io.headerhop.opentelemetry", true),
                        Map.entry("io.headerhop.microprofile", true),
                        Map.entry("io.headerhop.quarkusrest", true),
                        Map.entry("io.headerhop.jaxrs", true),
                        Map.entry("io.headerhop.jaxrs.resteasy", true)));
    }

    @Test
    void onlyWhatItsUserAlreadyHasIsRequired() {
        assertThat(required("")).isEmpty();
        assertThat(required("-servlet")).containsOnly("transitive io.headerhop", "transitive jakarta.servlet");
        assertThat(required("-okhttp"))
                .containsOnly("transitive io.headerhop", "transitive okhttp3", "kotlin.stdlib", "okio");
        assertThat(required("-httpclient"))
                .containsOnly(
                        "transitive io.headerhop",
                        "transitive org.apache.httpcomponents.client5.httpclient5",
                        "transitive org.apache.httpcomponents.core5.httpcore5");
        assertThat(required("-jdk-httpclient")).containsOnly("transitive io.headerhop", "transitive java.net.http");
        assertThat(required("-grpc")).containsOnly("transitive io.headerhop", "transitive io.grpc");
        assertThat(required("-kotlin-coroutines"))
                .containsOnly(
                        "transitive io.headerhop", "transitive kotlin.stdlib", "transitive kotlinx.coroutines.core");
        assertThat(required("-micrometer-context"))
                .containsOnly("transitive io.headerhop", "transitive context.propagation");
        assertThat(required("-micrometer")).containsOnly("io.headerhop", "transitive micrometer.core");
        assertThat(required("-slf4j")).containsOnly("transitive io.headerhop", "org.slf4j");
    }

    /** A module required both statically and transitively must be present for everyone who compiles. */
    @ParameterizedTest
    @FieldSource("WITH_MODULE_INFO")
    void whatIsNeededOnlyToCompileItIsNotPassedOn(String suffix) {
        assertThat(descriptor(suffix).requires())
                .filteredOn(requires -> requires.modifiers().contains(Modifier.STATIC))
                .allMatch(requires -> requires.modifiers().equals(Set.of(Modifier.STATIC)))
                .extracting(Requires::name)
                .filteredOn(name -> !NOT_IN_EVERY_JVM.contains(name))
                .containsOnly("org.jspecify");
    }

    /** What javac's "exports" lint warns about; it also warns about annotations that only our own compiler needs. */
    @ParameterizedTest
    @FieldSource("WITH_MODULE_INFO")
    void whatTheApiNamesIsRequiredTransitively(String suffix) {
        String name = descriptor(suffix).name();
        List<Path> path = new ArrayList<>(Jars.libraries());
        path.add(Jars.ours(""));
        path.add(Jars.ours(suffix));
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(
                        writer,
                        writer,
                        "--api-only",
                        "-summary",
                        "--multi-release",
                        "17",
                        "--module-path",
                        Jars.path(path),
                        "--module",
                        name);

        Set<String> named = said.toString()
                .lines()
                .map(line -> line.replace(name + " -> ", ""))
                .collect(Collectors.toSet());
        assertThat(named).contains("java.base").isSubsetOf(readableThrough(suffix));
    }

    private static Set<String> readableThrough(String suffix) {
        return descriptor(suffix).requires().stream()
                .filter(requires -> requires.name().equals("java.base")
                        || requires.modifiers().contains(Modifier.TRANSITIVE))
                .map(Requires::name)
                .collect(Collectors.toSet());
    }

    @Test
    void noPackageIsInTwoJarsAndAllPackagesOfAModuleAreItsOwn() {
        Set<String> packages = new HashSet<>();
        for (String suffix : ALL) {
            ModuleDescriptor module = descriptor(suffix);
            for (String name : module.packages()) {
                assertThat(packages.add(name)).as(name).isTrue();
                assertThat(name).startsWith(module.name());
            }
            assertThat(module.exports().stream().map(Exports::source).collect(Collectors.toSet()))
                    .isEqualTo(module.isAutomatic() ? Set.of() : module.packages());
        }
    }

    /** META-INF/services is read on the class path, module-info on the module path. */
    @ParameterizedTest
    @FieldSource("ALL")
    void servicesAreTheSameOnBothPathsAndTheirClassesAreThere(String suffix) throws IOException {
        Map<String, List<String>> onModulePath = descriptor(suffix).provides().stream()
                .collect(Collectors.toMap(Provides::service, Provides::providers));
        try (JarFile jar = new JarFile(Jars.ours(suffix).toFile())) {
            Map<String, List<String>> onClassPath = new TreeMap<>();
            for (JarEntry entry : entries(jar)) {
                if (entry.getName().startsWith("META-INF/services/") && !entry.isDirectory()) {
                    List<String> providers = text(jar, entry)
                            .lines()
                            .map(line -> line.replaceFirst("#.*", "").strip())
                            .filter(line -> !line.isEmpty())
                            .toList();
                    assertThat(providers)
                            .allMatch(provider -> jar.getEntry(provider.replace('.', '/') + ".class") != null);
                    onClassPath.put(entry.getName().substring("META-INF/services/".length()), providers);
                }
            }
            assertThat(onModulePath).isEqualTo(onClassPath);
        }
    }

    /**
     * Servers and frameworks look into the jars of an application for these, and install what they find, whoever wants
     * it: a class without a constructor for them would stop the application from starting.
     */
    @ParameterizedTest
    @FieldSource("ALL")
    void noClassIsInstalledByScanning(String suffix) throws IOException {
        Set<String> found = new HashSet<>();
        try (JarFile jar = new JarFile(Jars.ours(suffix).toFile())) {
            for (JarEntry entry : entries(jar)) {
                if (entry.getName().endsWith(".class")) {
                    String constants =
                            new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1);
                    FOUND_BY_SCANNING.stream()
                            .filter(annotation -> constants.contains("L" + annotation + ";"))
                            .forEach(annotation -> found.add(entry.getName() + " " + annotation));
                }
            }
        }
        assertThat(found).isEmpty();
    }

    /** From the pom inside the jar: only dependencies without a scope reach the user, and those are ours alone. */
    @ParameterizedTest
    @FieldSource("ALL")
    void itHasNoDependenciesButOurs(String suffix) throws IOException {
        try (JarFile jar = new JarFile(Jars.ours(suffix).toFile())) {
            String pom = text(jar, jar.getJarEntry("META-INF/maven/io.headerhop/headerhop" + suffix + "/pom.xml"));
            Set<String> passedOn = new HashSet<>();
            for (Matcher dependency = DEPENDENCY.matcher(pom); dependency.find(); ) {
                if (!dependency.group(1).matches("(?s).*<scope>(test|provided)</scope>.*")) {
                    passedOn.add(dependency.group(1).replaceAll("(?s).*<artifactId>(.*)</artifactId>.*", "$1"));
                }
            }
            assertThat(passedOn)
                    .isEqualTo(
                            switch (suffix) {
                                case "" -> Set.of();
                                case "-resteasy" -> Set.of("headerhop", "headerhop-jaxrs");
                                default -> Set.of("headerhop");
                            });
        }
    }

    private static Set<String> required(String suffix) {
        return descriptor(suffix).requires().stream()
                .filter(requires -> !requires.modifiers().contains(Modifier.STATIC))
                .filter(requires -> !requires.name().equals("java.base"))
                .map(requires ->
                        (requires.modifiers().contains(Modifier.TRANSITIVE) ? "transitive " : "") + requires.name())
                .collect(Collectors.toSet());
    }

    private static ModuleDescriptor descriptor(String suffix) {
        Path jar = Jars.ours(suffix);
        Set<ModuleReference> modules = ModuleFinder.of(jar).findAll();
        assertThat(modules).as(jar.toString()).hasSize(1);
        return modules.iterator().next().descriptor();
    }

    private static List<JarEntry> entries(JarFile jar) {
        Enumeration<JarEntry> entries = jar.entries();
        return Stream.generate(entries::nextElement).limit(jar.size()).toList();
    }

    private static String text(JarFile jar, JarEntry entry) throws IOException {
        return new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
    }
}
