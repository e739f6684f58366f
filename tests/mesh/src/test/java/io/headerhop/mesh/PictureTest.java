// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.support.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The picture shows what the backend has. */
class PictureTest {
    @Test
    void aSpanStandsUnderItsParent() {
        assertThat(Picture.of(List.of(
                        span("1", "13", "12", "b SERVER"),
                        span("1", "12", "11", "a CLIENT"),
                        span("1", "14", "11", "a CLIENT"),
                        span("1", "11", null, "a SERVER"))))
                .isEqualTo("""
                        a SERVER
                          a CLIENT
                          a CLIENT
                            b SERVER
                        """);
    }

    @Test
    void whatHangsUnderTheCallersSpanStandsUnderCaller() {
        assertThat(Picture.of(List.of(
                        span("1", "12", Caller.SPAN_ID, "a CLIENT"), span("1", "11", Caller.SPAN_ID, "a SERVER"))))
                .isEqualTo("""
                        caller
                          a CLIENT
                          a SERVER
                        """);
    }

    @Test
    void aSpanWhoseParentWasNotReportedIsNoRoot() {
        assertThat(Picture.of(List.of(span("1", "11", null, "a SERVER"), span("1", "13", "12", "b SERVER"))))
                .isEqualTo("""
                        a SERVER
                        a span that is not there
                          b SERVER
                        """);
    }

    @Test
    void tracesAreApartEvenIfTheirSpansKnowEachOther() {
        assertThat(Picture.of(List.of(span("1", "11", null, "a SERVER"), span("2", "12", null, "a CLIENT"))))
                .isEqualTo("""
                        a CLIENT

                        a SERVER
                        """);
        assertThat(Picture.of(List.of(span("1", "11", null, "a SERVER"), span("2", "12", "11", "a CLIENT"))))
                .isEqualTo("""
                        a SERVER

                        a span that is not there
                          a CLIENT
                        """);
    }

    @Test
    void noSpansAreNoPicture() {
        assertThat(Picture.of(List.of())).isEmpty();
    }

    private static Span span(String trace, String id, String parent, String title) {
        String[] words = title.split(" ");
        return new Span(trace, id, parent, words[1], 0, 0, new Span.Endpoint(words[0]), null);
    }
}
