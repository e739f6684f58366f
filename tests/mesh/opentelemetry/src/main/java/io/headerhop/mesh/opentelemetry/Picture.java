// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh.opentelemetry;

import io.headerhop.mesh.opentelemetry.Trees.Row;
import java.util.List;
import java.util.Locale;

/**
 * Draws one order as Zipkin had it, without Headerhop and in the two ways with it. On a white ground of its own, since
 * a picture cannot know its page's.
 */
final class Picture {
    private record Column(Mode mode, List<String> title) {}

    private static final List<Column> COLUMNS = List.of(
            new Column(Mode.AGENT_B3, List.of("OpenTelemetry's agent,", "exporters off")),
            new Column(Mode.EXTENSION, List.of("The agent, exporters off,", "with Headerhop's extension")),
            new Column(Mode.HEADERHOP, List.of("Headerhop,", "no agent")));

    private static final String TEXT = "#24292f";
    private static final String GREY = "#6e7781";
    private static final String LINE = "#afb8c1";
    private static final String BLUE = "#0969da";
    private static final String RED = "#cf222e";
    private static final String GREEN = "#1a7f37";

    private static final int MARGIN = 14;
    private static final int WIDTH = 245;
    private static final int ROW = 21;
    private static final int INDENT = 14;
    private static final int COST_LINES = 3;

    /** On wide pages side by side, on narrow ones below each other. */
    enum Layout {
        WIDE("opentelemetry.svg", COLUMNS.size()),
        NARROW("opentelemetry-narrow.svg", 1);

        private final String file;
        private final int columns;

        Layout(String file, int columns) {
            this.file = file;
            this.columns = columns;
        }

        String file() {
            return file;
        }
    }

    private final Results results;
    private final StringBuilder svg = new StringBuilder();

    private Picture(Results results) {
        this.results = results;
    }

    static String of(Results results, Layout layout) {
        return new Picture(results).draw(layout);
    }

    private String draw(Layout layout) {
        int height = COLUMNS.stream().mapToInt(this::height).max().orElse(0);
        int width = layout.columns * WIDTH + 2 * MARGIN;
        int lines = COLUMNS.size() / layout.columns;
        add(
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='sans-serif' font-size='13'>",
                width, lines * height + 2 * MARGIN);
        add("<title>The spans of one order in Zipkin, three times</title>");
        add(
                "<rect x='0.5' y='0.5' width='%d' height='%d' rx='8' fill='#ffffff' stroke='%s'/>",
                width - 1, lines * height + 2 * MARGIN - 1, LINE);
        for (int i = 0; i < COLUMNS.size(); i++) {
            column(
                    COLUMNS.get(i),
                    MARGIN + (i % layout.columns) * WIDTH,
                    MARGIN + (i / layout.columns) * height,
                    height);
        }
        return svg.append("</svg>\n").toString();
    }

    private Trees trees(Column column) {
        return results.trees(column.mode).stream()
                .filter(read -> read.store().equals("Zipkin"))
                .findFirst()
                .orElseThrow();
    }

    private int height(Column column) {
        // Title, verdict, spans, cost, and space between them
        return (column.title.size() + trees(column).picture().size() + COST_LINES + 2) * ROW;
    }

    private void column(Column column, int left, int top, int height) {
        int y = top + ROW - 6;
        for (String line : column.title) {
            add("<text x='%d' y='%d' fill='%s' font-weight='bold'>%s</text>", left, y, TEXT, line);
            y += ROW - 3;
        }
        List<Row> rows = trees(column).picture();
        long orphans = rows.stream().filter(Row::orphan).count();
        add(
                "<text x='%d' y='%d' fill='%s'>%s</text>",
                left,
                y,
                orphans > 0 ? RED : GREEN,
                orphans > 0 ? "✗ " + orphans + " of " + rows.size() + " spans lost their parent" : "✓ one tree");
        y += ROW + 6;
        int[] parents = new int[rows.size() + 1];
        for (Row row : rows) {
            int x = left + 6 + row.depth() * INDENT;
            if (row.depth() > 0) {
                int above = parents[row.depth() - 1];
                add("<path d='M%d %d V%d H%d' fill='none' stroke='%s'/>", x - INDENT, above + 5, y - 4, x - 5, LINE);
            }
            parents[row.depth()] = y - 4;
            boolean inbound = row.kind().equals("SERVER");
            String colour = row.orphan() ? RED : BLUE;
            add(
                    "<circle cx='%d' cy='%d' r='4' fill='%s' stroke='%s' stroke-width='1.5'/>",
                    x, y - 4, inbound ? colour : "#ffffff", colour);
            add(
                    "<text x='%d' y='%d' fill='%s'>%s <tspan fill='%s'>%s</tspan></text>",
                    x + 10,
                    y,
                    row.orphan() ? RED : TEXT,
                    row.service(),
                    row.orphan() ? RED : GREY,
                    (inbound ? "in" : "out") + (row.orphan() ? ", parent unknown" : ""));
            y += ROW;
        }
        y = top + height - COST_LINES * ROW;
        cost(left, y, "memory of a service: %.0f MB", Page.each(results, column.mode, Cost::loadMegabytes));
        cost(left, y + ROW, "CPU time of its start: %.1f s", Page.each(results, column.mode, Cost::startCpuSeconds));
        cost(left, y + 2 * ROW, "jars: %s", Page.size(column.mode, results));
    }

    private void cost(int left, int y, String format, Object figure) {
        add("<text x='%d' y='%d' fill='%s'>" + format + "</text>", left, y, GREY, figure);
    }

    @SuppressWarnings("AnnotateFormatMethod") // That annotation would be another dependency.
    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
