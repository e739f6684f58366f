// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A new preset needs only its row in the table, and its documentation. */
class PresetTest {
    @ParameterizedTest
    @EnumSource
    void aPresetHasAFactoryAndAWordOfTheSameNameAndMeaning(Preset preset) throws Exception {
        assertThat(HeaderNames.class.getMethod(preset.word()).invoke(null)).isEqualTo(HeaderNames.of(preset));
        assertThat(HeaderPropagation.from(Map.of("headerhop.headers", preset.word())::get)
                        .names())
                .isEqualTo(HeaderNames.of(preset));
    }

    @ParameterizedTest
    @EnumSource
    void aPresetIsOnThePageThatSaysWhichHeadersToCarry(Preset preset) throws Exception {
        List<String> page = Files.readAllLines(Path.of("../docs/which-headers.md"));
        assertThat(page).anySatisfy(line -> assertThat(line).startsWith("| `" + preset.word() + "` |"));
    }

    @ParameterizedTest
    @EnumSource
    void onlyHeadersThatBelongTogetherAreAGroup(Preset preset) {
        List<Preset> groups = new ArrayList<>();
        preset.names().forEach(name -> groups.add(Preset.groupOf(name)));
        boolean isGroup = List.of(Preset.B3, Preset.W3C, Preset.DATADOG, Preset.SKYWALKING)
                .contains(preset);
        if (isGroup) {
            assertThat(groups).containsOnly(preset);
        } else if (preset != Preset.ISTIO) {
            assertThat(groups).containsOnlyNulls();
        }
    }
}
