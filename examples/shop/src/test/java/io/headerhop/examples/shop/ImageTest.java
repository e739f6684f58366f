// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The Dockerfile, Jib's configuration in the pom.xml and the manifests in ../mesh agree on the shop's image. */
class ImageTest {
    private static final String JIB = "//plugin[artifactId='jib-maven-plugin']/configuration/";

    @ParameterizedTest
    @CsvSource({
        "ARG JRE=(.+), from/image",
        "# .* docker build .* -t (.+) \\., to/image",
        "USER (.+), container/user",
        "EXPOSE (.+), container/ports/port",
        "ENTRYPOINT \\[(.+)], container/entrypoint/arg",
        "CMD \\[(.+)], container/args/arg"
    })
    void theDockerfileAndJibAgree(String instruction, String element) throws Exception {
        assertThat(inDockerfile(instruction)).isNotEmpty().isEqualTo(inJib(element));
    }

    @Test
    void theyAgreeOnTheEnvironment() throws Exception {
        List<String> names = inDockerfile("ENV (.+?)=.+");
        assertThat(names).isNotEmpty();
        assertThat(inJib("container/environment/*")).hasSameSizeAs(names);
        for (String name : names) {
            assertThat(inDockerfile("ENV " + name + "=(.+)")).isEqualTo(inJib("container/environment/" + name));
        }
    }

    @Test
    void theClassPathIsWhereTheJarsAre() throws Exception {
        String[] classPath = inJib("container/entrypoint/arg").get(2).split(":");
        assertThat(classPath).containsExactly("/app/classpath/*", "/app/libs/*");
        assertThat(inDockerfile("COPY .*/target/shop.jar (.+)")).containsExactly("/app/classpath/");
        assertThat(inDockerfile("COPY .*/target/lib (.+)")).containsExactly("/app/libs/");
        // Jib's default, "exploded", has classes in other folders and no jar.
        assertThat(inJib("containerizingMode")).containsExactly("packaged");
    }

    @Test
    void theUserIsANumberAndNeitherRootNorIstiosSidecar() throws Exception {
        assertThat(inDockerfile("USER (.+)").get(0))
                .matches("[1-9]\\d*:[1-9]\\d*")
                .isNotEqualTo("1337:1337");
    }

    @Test
    void theManifestsStartThisImage() throws Exception {
        assertThat(inManifests("image: (headerhop/.+)"))
                .isNotEmpty()
                .allSatisfy(
                        image -> assertThat(image).isEqualTo(inJib("to/image").get(0)));
    }

    @ParameterizedTest
    @MethodSource("mains")
    void theMainClassExists(String name) {
        assertThatCode(() -> Class.forName(name).getMethod("main", String[].class))
                .doesNotThrowAnyException();
    }

    static Stream<String> mains() throws Exception {
        List<String> names = inManifests("(io\\.headerhop\\.(?:examples\\.shop|testkit)\\..+)");
        names.addAll(inDockerfile("CMD \\[(.+)]"));
        return names.stream().distinct();
    }

    /** The first group of each matching line, without quotes; a list is split. */
    private static List<String> inDockerfile(String line) throws Exception {
        return matches(line, Files.readString(Path.of("Dockerfile")));
    }

    private static List<String> inManifests(String line) throws Exception {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("../mesh"), 2)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
                found.addAll(matches("[ -]*" + line, Files.readString(file)));
            }
        }
        return found;
    }

    private static List<String> matches(String line, String text) {
        return Pattern.compile("^" + line + "$", Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1).replace("\"", ""))
                .flatMap(found -> Stream.of(found.split(", ")))
                .toList();
    }

    private static List<String> inJib(String path) throws Exception {
        Document pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse("pom.xml");
        NodeList nodes =
                (NodeList) XPathFactory.newInstance().newXPath().evaluate(JIB + path, pom, XPathConstants.NODESET);
        List<String> found = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            found.add(nodes.item(i).getTextContent());
        }
        return found;
    }
}
