// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.mesh.opentelemetry.Picture.Layout;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page, its pictures and results.json are from one run, and say what this project says. Needs no Envoy. */
class PageTest {
    private static final Path ROOT =
            Path.of(System.getProperty("basedir", ".")).toAbsolutePath().resolve("../../..");

    @Test
    void thePageHasTheTablesOfTheResults() throws Exception {
        Page page = new Page(Results.read(Page.results(ROOT)));

        assertThat(Files.readString(Page.page(ROOT))).contains(page.made(), page.trees(), page.cost());
    }

    @ParameterizedTest
    @EnumSource
    void thePicturesShowTheResultsAndThePageShowsThem(Layout layout) throws Exception {
        String picture = Picture.of(Results.read(Page.results(ROOT)), layout);

        assertThat(Files.readString(Page.picture(ROOT, layout))).isEqualTo(picture);
        assertThat(Files.readString(Page.page(ROOT))).contains("images/" + layout.file());
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(picture.getBytes(StandardCharsets.UTF_8)))
                        .getDocumentElement()
                        .getNodeName())
                .isEqualTo("svg");
    }

    @ParameterizedTest
    @EnumSource
    void eachModeIsInTheResultsAndWasAsItShouldBe(Mode mode) throws Exception {
        List<Trees> trees = Results.read(Page.results(ROOT)).trees(mode);

        assertThat(trees).hasSize(mode.isExported() ? 1 : 2).allSatisfy(read -> {
            assertThat(read.whole()).isEqualTo(mode.isWhole());
            assertThat(read.orphans() == 0 || !mode.isWhole()).isTrue();
            assertThat(read.requestIds() == read.orders()).isEqualTo(mode.carriesRequestId());
        });
    }

    @Test
    void onlyWhatStandsBetweenTheMarkersIsReplaced() {
        assertThat(Page.between("before\n<!-- a -->\nold\n<!-- /a -->\nafter\n", "a", "new\n"))
                .isEqualTo("before\n<!-- a -->\n\nnew\n\n<!-- /a -->\nafter\n");
    }
}
