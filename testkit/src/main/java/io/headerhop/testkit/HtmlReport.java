// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

import io.headerhop.testkit.JudgedCall.How;
import io.headerhop.testkit.JudgedCall.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A report as one page without scripts or other files, for light and dark, and for narrow screens. */
final class HtmlReport {
    private static final int CELL = 12;
    private static final int MOST_COLUMNS = 600;
    private static final int ARCS = 44;

    // What scrolls fades out at its right edge: the last thing in it is as wide as that, and sticks to the edge.
    private static final String STYLE = """
            :root{color-scheme:light dark;--bg:#fff;--fg:#1b1f24;--dim:#5d6773;--line:#d5dae0;--card:#f6f8fa;
             --ok:#1a7f5a;--bad:#c4262e;--twice:#a15c00;--other:#8a2be2;--changed:#0b62c4}
            @media(prefers-color-scheme:dark){:root{--bg:#101418;--fg:#e6eaef;--dim:#98a3af;--line:#333c46;--card:#191f26;
             --ok:#3fb98a;--bad:#ff6b6b;--twice:#f0a63a;--other:#c792ff;--changed:#6cb2ff}}
            *{box-sizing:border-box}
            body{margin:0 auto;padding:1.25rem;max-width:70rem;background:var(--bg);color:var(--fg);
             font:16px/1.5 system-ui,sans-serif}
            h1{font-size:1.4rem;margin:0 0 .25rem;overflow-wrap:anywhere}h2{font-size:1.1rem;margin:1.75rem 0 .5rem}
            h3{font-size:1rem;margin:1.25rem 0 .25rem;font-family:ui-monospace,monospace;overflow-wrap:anywhere}
            p{margin:.25rem 0}.dim{color:var(--dim)}.good{color:var(--ok)}.fail{color:var(--bad)}
            p.good,p.fail{font-size:1.1rem;font-weight:600;margin-bottom:.75rem}
            .card{background:var(--card);border:1px solid var(--line);border-left:4px solid var(--bad);border-radius:6px;
             padding:.6rem .9rem;margin:.6rem 0;overflow-wrap:anywhere}
            .scroll{overflow-x:auto;display:flex;scrollbar-width:thin}
            .scroll::after{content:"";position:sticky;right:0;flex:none;width:2.5rem;
             background:linear-gradient(to right,transparent,var(--bg))}
            table{border-collapse:collapse;margin-bottom:1rem;font-variant-numeric:tabular-nums}
            th,td{padding:.2rem .7rem;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap}
            th:first-child,td:first-child{text-align:left;padding-left:0;font-family:ui-monospace,monospace}
            .picture{display:flex;margin:.4rem 0}.names{flex:none;padding-right:.6rem;text-align:right;color:var(--dim);
             font:11px/12px ui-monospace,monospace}.names div{height:12px}
            @media(max-width:30rem){table{font-size:.875rem}th,td{padding:.2rem .4rem}}
            .key{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;font-size:.85rem;color:var(--dim)}
            .key span{display:inline-flex;align-items:center;gap:.35rem}
            svg{display:block;flex:none}svg text{fill:var(--dim);font:10px system-ui,sans-serif}
            .ok{fill:var(--ok)}.none{fill:var(--line)}.missing{fill:none;stroke:var(--bad);stroke-width:1.6}
            .twice{fill:var(--twice)}.other{fill:var(--other)}.changed{fill:var(--changed)}.lost{fill:none;stroke:var(--bad);stroke-width:1.6}
            .many{fill:none;stroke:var(--other);stroke-width:1.6}
            .arc{fill:none;stroke:var(--other);stroke-width:1;opacity:.65}.rule{stroke:var(--line)}
            """;

    private final CheckReport report;

    HtmlReport(CheckReport report) {
        this.report = report;
    }

    String page() {
        StringBuilder page = new StringBuilder("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
                .append("<title>Headerhop check</title>\n<style>\n")
                .append(STYLE)
                .append("</style></head><body>\n");
        page.append("<h1>")
                .append(escape(report.target()).replace("/", "/<wbr>"))
                .append("</h1>\n");
        paragraph(page, "dim", report.summary());
        paragraph(page, report.passed() ? "good" : "fail", report.verdict());
        findings(page);
        page.append("<h2>Which call got what</h2>\n");
        key(page);
        report.kinds().keySet().forEach(kind -> picture(page, kind));
        if (!report.limits().isEmpty()) {
            paragraph(page, "dim", report.limits());
        }
        numbers(page);
        return page.append("</body></html>\n").toString();
    }

    private void findings(StringBuilder page) {
        for (Finding finding : report.findings()) {
            page.append("<div class=\"card\"><p><strong>")
                    .append(escape(finding.fault()
                            + (finding.headers().isEmpty() ? "" : " ")
                            + String.join(", ", finding.headers())))
                    .append("</strong> <span class=\"dim\">")
                    .append(escape(finding.call()))
                    .append(" · ")
                    .append(finding.count())
                    .append("×</span></p>\n");
            paragraph(page, "", "For instance: " + finding.example());
            paragraph(page, "", "Likely cause: " + finding.cause());
            page.append("</div>\n");
        }
    }

    private static void paragraph(StringBuilder page, String style, String text) {
        page.append("<p")
                .append(style.isEmpty() ? "" : " class=\"" + style + "\"")
                .append('>');
        page.append(escape(text)).append("</p>\n");
    }

    private static void key(StringBuilder page) {
        page.append("<p class=\"dim\">A column is a call, in the order in which they came; a row is a header.</p>\n");
        page.append("<div class=\"key\">");
        key(page, new Outcome(null, "", null), "as it should be");
        key(page, new Outcome(Fault.MISSING, null, null), "missing");
        page.append("<span><svg width=\"12\" height=\"12\" aria-hidden=\"true\">");
        lost(page, 0, 0);
        page.append("</svg>one too many without</span>");
        key(page, new Outcome(Fault.TWICE, "", null), "more than once");
        key(page, new Outcome(Fault.OF_ANOTHER_REQUEST, "", 1), "another request's; the arc leads to that one");
        page.append("<span><svg width=\"12\" height=\"12\" aria-hidden=\"true\">");
        tooMany(page, 0, 0);
        page.append("</svg>one too many with these</span>");
        key(page, new Outcome(Fault.CHANGED, "", null), "another value or span");
        key(page, null, "its request had none");
        page.append("</div>\n");
    }

    private static void key(StringBuilder page, @Nullable Outcome outcome, String words) {
        page.append("<span><svg width=\"12\" height=\"12\" aria-hidden=\"true\">");
        cell(page, outcome, 0, 0);
        page.append("</svg>").append(words).append("</span>");
    }

    private void picture(StringBuilder page, String kind) {
        List<JudgedCall> all =
                report.calls().stream().filter(call -> call.kind().equals(kind)).toList();
        List<JudgedCall> calls = all.subList(0, Math.min(all.size(), MOST_COLUMNS));
        page.append("<h3>").append(escape(kind)).append("</h3>\n");
        if (calls.size() < all.size()) {
            paragraph(page, "dim", "The first " + calls.size() + " of " + all.size() + ".");
        }
        Map<Integer, Integer> columns = new HashMap<>();
        for (int i = 0; i < calls.size(); i++) {
            SentRequest request = calls.get(i).request();
            if (request != null && calls.get(i).known() != How.UNKNOWN) {
                columns.putIfAbsent(request.number, i);
            }
        }
        boolean arcs = calls.stream()
                .flatMap(call -> call.headers().values().stream())
                .anyMatch(outcome -> outcome.from() != null);
        int top = arcs ? ARCS : 0;
        int height = top + report.names().size() * CELL + 16;
        page.append("<div class=\"picture\"><div class=\"names\" style=\"padding-top:")
                .append(top)
                .append("px\">");
        report.names().forEach(name -> page.append("<div>").append(escape(name)).append("</div>"));
        page.append("</div><div class=\"scroll\" tabindex=\"0\" role=\"img\" aria-label=\"")
                .append(escape(kind))
                .append("\"><svg width=\"")
                .append(Math.max(calls.size() * CELL + 4, 120))
                .append("\" height=\"")
                .append(height)
                .append("\">\n");
        for (int i = 0; i < calls.size(); i++) {
            column(page, calls.get(i), i, top, columns);
        }
        alone(page, calls, top, height);
        page.append("</svg></div></div>\n");
    }

    private void column(StringBuilder page, JudgedCall call, int column, int top, Map<Integer, Integer> columns) {
        int x = column * CELL;
        page.append("<g><title>")
                .append(escape(
                        call.request() == null
                                ? "its request is unknown"
                                : call.request().toString()))
                .append(": ")
                .append(escape(call.call().method() + " " + call.call().target()))
                .append("</title>");
        boolean linked = false;
        for (int row = 0; row < report.names().size(); row++) {
            Outcome outcome = call.headers().get(report.names().get(row));
            if (report.isLost(call)) {
                if (report.hadByAll(report.names().get(row))) {
                    lost(page, x, top + row * CELL);
                }
            } else if (report.isOneTooMany(call) && outcome != null && outcome.fault() == null) {
                tooMany(page, x, top + row * CELL);
            } else {
                cell(page, outcome, x, top + row * CELL);
            }
            Integer to = outcome == null || outcome.from() == null ? null : columns.get(outcome.from());
            if (to != null && to != column && !linked) {
                linked = true;
                int middle = (x + to * CELL) / 2 + CELL / 2;
                page.append("<path class=\"arc\" d=\"M%d %dQ%d %d %d %d\"/>"
                        .formatted(
                                x + CELL / 2,
                                top - 1,
                                middle,
                                top - Math.min(2 * (ARCS - 4), 14 + 4 * Math.abs(column - to)),
                                to * CELL + CELL / 2,
                                top - 1));
            }
        }
        page.append("</g>\n");
    }

    /** Each with a shape of its own: not everybody sees the colours. */
    private static void cell(StringBuilder page, @Nullable Outcome outcome, int x, int y) {
        if (outcome == null) {
            page.append("<circle class=\"none\" cx=\"%d\" cy=\"%d\" r=\"1.5\"/>".formatted(x + 6, y + 6));
            return;
        }
        if (outcome.fault() == null) {
            page.append("<rect class=\"ok\" x=\"%d\" y=\"%d\" width=\"10\" height=\"10\" rx=\"2\"/>"
                    .formatted(x + 1, y + 1));
            return;
        }
        page.append(
                switch (outcome.fault()) {
                    case MISSING -> "<path class=\"missing\" d=\"M%d %dh8v8h-8zl8 8\"/>".formatted(x + 2, y + 2);
                    case TWICE ->
                        "<path class=\"twice\" d=\"M%d %dh10v4h-10zm0 6h10v4h-10z\"/>".formatted(x + 1, y + 1);
                    case OF_ANOTHER_REQUEST ->
                        "<path class=\"other\" d=\"M%d %dl5 5l-5 5l-5 -5z\"/>".formatted(x + 6, y + 1);
                    default -> "<path class=\"changed\" d=\"M%d %dl5 10h-10z\"/>".formatted(x + 6, y + 1);
                });
    }

    private static void tooMany(StringBuilder page, int x, int y) {
        page.append("<path class=\"many\" d=\"M%d %dl4.5 4.5l-4.5 4.5l-4.5 -4.5z\"/>".formatted(x + 6, y + 1));
    }

    private static void lost(StringBuilder page, int x, int y) {
        page.append("<rect class=\"lost\" x=\"%d\" y=\"%d\" width=\"8\" height=\"8\"/>".formatted(x + 2, y + 2));
    }

    private static void alone(StringBuilder page, List<JudgedCall> calls, int top, int height) {
        int alone = (int) calls.stream()
                .filter(call -> call.request() != null && call.request().alone)
                .count();
        page.append("<text x=\"2\" y=\"%d\">alone</text>".formatted(height - 4));
        if (alone < calls.size()) {
            int x = alone * CELL;
            page.append("<line class=\"rule\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>".formatted(x, x, top, height));
            page.append("<text x=\"%d\" y=\"%d\">overlapping</text>".formatted(x + 4, height - 4));
        }
    }

    private void numbers(StringBuilder page) {
        page.append(
                "<h2>In numbers</h2>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"calls\"><table><tr><th>call</th><th>received</th><th>right</th><th>without</th></tr>\n");
        report.kinds()
                .forEach((kind, counts) -> page.append("<tr><td>%s</td><td>%d</td><td>%d</td><td>%d</td></tr>\n"
                        .formatted(escape(kind), counts[0], counts[1], counts[2])));
        page.append(
                "</table></div>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"headers\"><table><tr><th>header</th><th>carried</th>");
        CheckReport.COLUMNS.forEach(
                (fault, title) -> page.append("<th>").append(title).append("</th>"));
        page.append("</tr>\n");
        for (String name : report.names()) {
            page.append("<tr><td>%s</td><td>%d</td>".formatted(escape(name), report.headers(name, null)));
            CheckReport.COLUMNS.keySet().forEach(fault -> {
                long count = report.headers(name, fault);
                page.append(count == 0 ? "<td class=\"dim\">–</td>" : "<td class=\"fail\">" + count + "</td>");
            });
            page.append("</tr>\n");
        }
        page.append("</table></div>\n");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
