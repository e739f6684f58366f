// SPDX-License-Identifier: Apache-2.0
package io.headerhop.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What Maven Central requires, and what it would accept but should never get. */
@EnabledIfSystemProperty(named = "staging", matches = ".+")
class CentralsListTest {
    private static final boolean SIGNED = Boolean.getBoolean("signed");

    static List<String> artifacts() {
        return Staging.artifacts();
    }

    /** Listed explicitly: a module published by mistake stays published. */
    @Test
    void theseArePublishedAndNothingElse() {
        assertThat(Staging.artifacts())
                .containsExactly(
                        "headerhop",
                        "headerhop-bom",
                        "headerhop-contract",
                        "headerhop-grpc",
                        "headerhop-httpclient",
                        "headerhop-jaxrs",
                        "headerhop-jdk-httpclient",
                        "headerhop-kafka",
                        "headerhop-kotlin-coroutines",
                        "headerhop-micrometer",
                        "headerhop-micrometer-context",
                        "headerhop-microprofile",
                        "headerhop-okhttp",
                        "headerhop-opentelemetry",
                        "headerhop-quarkus-rest",
                        "headerhop-resteasy",
                        "headerhop-servlet",
                        "headerhop-slf4j",
                        "headerhop-spring-boot-starter",
                        "headerhop-testkit");
    }

    @Test
    void allHaveTheSameVersionAndItIsNotASnapshot() {
        assertThat(Staging.artifacts()).extracting(Staging::version).doesNotContain("SNAPSHOT");
        assertThat(new TreeSet<>(
                        Staging.artifacts().stream().map(Staging::version).toList()))
                .singleElement()
                .asString()
                .matches("\\d+\\.\\d+\\.\\d+");
    }

    /** Sources, Javadoc, a bill of materials; no tests. */
    @ParameterizedTest
    @MethodSource("artifacts")
    void eachHasTheseFiles(String artifact) {
        Set<String> files = new TreeSet<>(
                artifact.equals("headerhop-bom")
                        ? Set.of(".pom")
                        : Set.of(".pom", ".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json"));
        if (artifact.equals("headerhop-opentelemetry")) {
            files.add("-agent.jar");
        }
        if (artifact.equals("headerhop-testkit")) {
            files.add("-check.jar");
        }
        Set<String> expected = new TreeSet<>();
        for (String file : files) {
            expected.add(file);
            for (String checksum : List.of(".md5", ".sha1", ".sha256", ".sha512")) {
                expected.add(file + checksum);
            }
            if (SIGNED) {
                expected.add(file + ".asc");
            }
        }
        assertThat(Staging.suffixes(artifact)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @MethodSource("artifacts")
    void checksumsAreRight(String artifact) throws Exception {
        for (String suffix : Staging.suffixes(artifact)) {
            String algorithm = suffix.endsWith(".sha1") ? "SHA-1" : suffix.endsWith(".md5") ? "MD5" : null;
            if (algorithm != null) {
                Path file = Staging.file(artifact, suffix.substring(0, suffix.lastIndexOf('.')));
                byte[] digest = MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file));
                assertThat(Files.readString(Staging.file(artifact, suffix)).strip())
                        .isEqualTo(HexFormat.of().formatHex(digest));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("artifacts")
    void itsPomSaysWhatItIsWhoOwnsItAndWhereItIs(String artifact) throws Exception {
        Document pom = Staging.pom(artifact);
        assertThat(Staging.texts(pom, "groupId")).containsExactly("io.headerhop");
        assertThat(Staging.texts(pom, "artifactId")).containsExactly(artifact);
        assertThat(Staging.texts(pom, "version")).containsExactly(Staging.version(artifact));
        for (String path : List.of(
                "name",
                "description",
                "url",
                "licenses/license/name",
                "licenses/license/url",
                "developers/developer/name",
                "scm/url",
                "scm/connection",
                "scm/developerConnection")) {
            assertThat(Staging.texts(pom, path)).as(path).hasSize(1).allMatch(text -> !text.isEmpty());
        }
        assertThat(Staging.texts(pom, "licenses/license/name")).containsExactly("Apache-2.0");
        for (String path : List.of("url", "scm/url")) {
            assertThat(Staging.texts(pom, path)).as(path).containsExactly("https://github.com/headerhop/headerhop");
        }
        assertThat(Files.readString(Staging.file(artifact, ".pom"))).doesNotContain("SNAPSHOT");
    }

    /** A parent would bring its managed versions into any project that imports the BOM. */
    @ParameterizedTest
    @MethodSource("artifacts")
    void itsPomStandsAlone(String artifact) throws Exception {
        Document pom = Staging.pom(artifact);
        for (String name :
                List.of("parent", "properties", "build", "profiles", "repositories", "distributionManagement")) {
            assertThat(Staging.elements(pom, name)).as(name).isEmpty();
        }
    }

    /** What only our own compiler needs is "provided", which users do not get. */
    @ParameterizedTest
    @MethodSource("artifacts")
    void itHasNoDependenciesButOurs(String artifact) throws Exception {
        Document pom = Staging.pom(artifact);
        for (Element dependency : Staging.elements(pom, "dependencies/dependency")) {
            if (dependency
                    .getElementsByTagName("scope")
                    .item(0)
                    .getTextContent()
                    .equals("provided")) {
                continue;
            }
            assertThat(text(dependency, "scope")).isEqualTo("compile");
            if (artifact.equals("headerhop-spring-boot-starter")
                    && text(dependency, "artifactId").equals("context-propagation")) {
                // Without it Reactor hands nothing over, and a starter is one dependency.
                continue;
            }
            if (artifact.equals("headerhop-contract")
                    && Set.of("assertj-core", "wiremock-standalone").contains(text(dependency, "artifactId"))) {
                // Tests, for tests.
                continue;
            }
            assertThat(text(dependency, "groupId")).isEqualTo("io.headerhop");
            assertThat(Staging.libraries()).contains(text(dependency, "artifactId"));
            assertThat(text(dependency, "version")).isEqualTo(Staging.version(artifact));
            assertThat(dependency.getElementsByTagName("type").getLength()).isZero();
        }
    }

    @Test
    void theBomListsAllThatIsPublished() throws Exception {
        Document bom = Staging.pom("headerhop-bom");
        List<Element> managed = Staging.elements(bom, "dependencyManagement/dependencies/dependency");
        assertThat(managed)
                .extracting(dependency -> text(dependency, "artifactId"))
                .containsExactlyInAnyOrderElementsOf(Staging.libraries());
        assertThat(managed).allSatisfy(dependency -> {
            assertThat(text(dependency, "groupId")).isEqualTo("io.headerhop");
            assertThat(text(dependency, "version"))
                    .isIn("${project.version}", Staging.version(text(dependency, "artifactId")));
        });
        assertThat(Staging.elements(bom, "dependencies")).isEmpty();
    }

    private static String text(Element element, String name) {
        return element.getElementsByTagName(name).item(0).getTextContent();
    }
}
