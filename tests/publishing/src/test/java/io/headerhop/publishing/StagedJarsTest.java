// SPDX-License-Identifier: Apache-2.0
package io.headerhop.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is in the jars. */
@EnabledIfSystemProperty(named = "staging", matches = ".+")
class StagedJarsTest {
    private static final Path PROJECT = Path.of("..", "..");

    static List<String> libraries() {
        return Staging.libraries();
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void licenseAndNoticeAreInEveryJar(String artifact) throws IOException {
        for (String suffix : Staging.suffixes(artifact)) {
            if (!suffix.endsWith(".jar")) {
                continue;
            }
            try (JarFile jar = jar(artifact, suffix)) {
                for (String name : List.of("LICENSE", "NOTICE")) {
                    assertThat(text(jar, "META-INF/" + name))
                            .as(suffix)
                            .isEqualTo(Files.readString(PROJECT.resolve(name)));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void theManifestNamesItAndItsVersion(String artifact) throws IOException {
        try (JarFile jar = jar(artifact, ".jar")) {
            Attributes manifest = jar.getManifest().getMainAttributes();
            assertThat(manifest.getValue("Implementation-Title")).startsWith("Headerhop");
            assertThat(manifest.getValue("Implementation-Version")).isEqualTo(Staging.version(artifact));
            assertThat(manifest.getValue("Bundle-SymbolicName")).isEqualTo(artifact);
            assertThat(manifest.getValue("Bundle-Version")).isEqualTo(Staging.version(artifact));
        }
    }

    /** By module-info or an automatic name in the manifest, never by the file name. */
    @ParameterizedTest
    @MethodSource("libraries")
    void itIsAModuleByAnIntendedName(String artifact) throws IOException {
        ModuleReference module = ModuleFinder.of(Staging.file(artifact, ".jar")).findAll().stream()
                .findFirst()
                .orElseThrow();
        try (JarFile jar = jar(artifact, ".jar")) {
            String automatic = jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name");
            assertThat(automatic != null).isEqualTo(module.descriptor().isAutomatic());
            assertThat(module.descriptor().name()).startsWith("io.headerhop");
            assertThat(jar.getEntry(module.descriptor().name().replace('.', '/') + "/"))
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void itsClassesRunOnJava17AndNoneIsATest(String artifact) throws IOException {
        try (JarFile jar = jar(artifact, ".jar")) {
            for (JarEntry entry : jar.stream().toList()) {
                if (!entry.getName().endsWith(".class")) {
                    continue;
                }
                assertThat(entry.getName()).doesNotContain("Test");
                assertThat(entry.getName().contains("contract/") && !artifact.equals("headerhop-contract"))
                        .as(entry.getName())
                        .isFalse();
                try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
                    assertThat(in.readInt()).isEqualTo(0xCAFEBABE);
                    in.readUnsignedShort();
                    assertThat(in.readUnsignedShort()).as(entry.getName()).isEqualTo(61);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void everyClassHasItsSourceAndItsSourceItsLicense(String artifact) throws IOException {
        try (JarFile jar = jar(artifact, ".jar");
                JarFile sources = jar(artifact, "-sources.jar")) {
            for (JarEntry entry : jar.stream().toList()) {
                if (entry.getName().endsWith(".class")) {
                    String source = entry.getName().replaceFirst("(\\$.*)?\\.class$", ".java");
                    assertThat(text(sources, source)).startsWith("// SPDX-License-Identifier: Apache-2.0\n");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void itsJavadocHasAFirstPage(String artifact) throws IOException {
        try (JarFile jar = jar(artifact, "-javadoc.jar")) {
            assertThat(text(jar, "index.html")).contains("<title>");
        }
    }

    /** OpenTelemetry's own classes are the agent's. */
    @Test
    void theExtensionOfTheAgentHasItsClassesAndThoseOfCoreAndNothingElse() throws IOException {
        Set<String> expected = new TreeSet<>();
        for (String artifact : List.of("headerhop", "headerhop-opentelemetry")) {
            try (JarFile jar = jar(artifact, ".jar")) {
                expected.addAll(contents(jar));
            }
        }
        expected.removeIf(name -> name.equals("module-info.class") || name.startsWith("META-INF/maven/"));
        try (JarFile extension = jar("headerhop-opentelemetry", "-agent.jar")) {
            assertThat(contents(extension)).isEqualTo(expected);
            Attributes manifest = extension.getManifest().getMainAttributes();
            assertThat(manifest.getValue("Implementation-Title")).startsWith("Headerhop");
            assertThat(manifest.getValue("Implementation-Version"))
                    .isEqualTo(Staging.version("headerhop-opentelemetry"));
        }
    }

    /** {@code java -jar} needs nothing else. */
    @Test
    void theCommandLineHasItsClassesAndThoseOfCoreAndSaysHowItBegins() throws IOException {
        Set<String> expected = new TreeSet<>();
        for (String artifact : List.of("headerhop", "headerhop-testkit")) {
            try (JarFile jar = jar(artifact, ".jar")) {
                expected.addAll(contents(jar));
            }
        }
        expected.removeIf(name -> name.equals("module-info.class") || name.startsWith("META-INF/maven/"));
        try (JarFile program = jar("headerhop-testkit", "-check.jar")) {
            assertThat(contents(program)).isEqualTo(expected);
            Attributes manifest = program.getManifest().getMainAttributes();
            assertThat(manifest.getValue("Main-Class")).isEqualTo("io.headerhop.testkit.HeaderhopCheck");
            assertThat(manifest.getValue("Implementation-Version")).isEqualTo(Staging.version("headerhop-testkit"));
        }
    }

    private static Set<String> contents(JarFile jar) {
        return jar.stream()
                .filter(entry -> !entry.isDirectory())
                .map(JarEntry::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Depending on an adapter brings in core and nothing else. */
    @ParameterizedTest
    @MethodSource("libraries")
    void itsBillOfMaterialsHasWhatComesWithItAndNothingElse(String artifact) throws IOException {
        String sbom = Files.readString(Staging.file(artifact, "-cyclonedx.json"));
        List<String> others = sbom.lines()
                .filter(line -> line.contains("\"bom-ref\""))
                .map(line -> line.replaceFirst(".*pkg:maven/(.*)@.*", "$1"))
                .filter(name -> !name.equals("io.headerhop/" + artifact))
                .toList();
        assertThat(others)
                .containsExactlyInAnyOrderElementsOf(
                        switch (artifact) {
                            case "headerhop" -> List.of();
                            case "headerhop-resteasy" ->
                                List.of("io.headerhop/headerhop", "io.headerhop/headerhop-jaxrs");
                            // The one dependency of an application
                            case "headerhop-spring-boot-starter" ->
                                List.of(
                                        "io.headerhop/headerhop",
                                        "io.headerhop/headerhop-servlet",
                                        "io.headerhop/headerhop-httpclient",
                                        "io.headerhop/headerhop-jdk-httpclient",
                                        "io.headerhop/headerhop-micrometer",
                                        "io.headerhop/headerhop-micrometer-context",
                                        "io.micrometer/context-propagation");
                            case "headerhop-contract" ->
                                List.of(
                                        "io.headerhop/headerhop",
                                        "org.assertj/assertj-core",
                                        "net.bytebuddy/byte-buddy",
                                        "org.wiremock/wiremock-standalone");
                            default -> List.of("io.headerhop/headerhop");
                        });
    }

    /** These look nothing up by name, so native-image sees what they need. */
    @Test
    void nativeImageIsToldWhatIsLookedUpByName() throws IOException {
        for (String artifact : Staging.libraries()) {
            try (JarFile jar = jar(artifact, ".jar")) {
                String told = "META-INF/native-image/io.headerhop/" + artifact + "/reflect-config.json";
                assertThat(jar.getEntry(told) != null)
                        .as(artifact)
                        .isEqualTo(!Set.of(
                                        "headerhop",
                                        "headerhop-httpclient",
                                        "headerhop-grpc",
                                        "headerhop-kafka",
                                        "headerhop-kotlin-coroutines",
                                        "headerhop-micrometer",
                                        "headerhop-micrometer-context",
                                        "headerhop-slf4j",
                                        "headerhop-opentelemetry",
                                        "headerhop-microprofile",
                                        "headerhop-quarkus-rest",
                                        "headerhop-testkit",
                                        "headerhop-contract")
                                .contains(artifact));
            }
        }
    }

    private static JarFile jar(String artifact, String suffix) throws IOException {
        return new JarFile(Staging.file(artifact, suffix).toFile());
    }

    private static String text(JarFile jar, String name) throws IOException {
        JarEntry entry = jar.getJarEntry(name);
        assertThat(entry).as(name + " in " + jar.getName()).isNotNull();
        return new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
    }
}
