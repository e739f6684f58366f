// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@link PropagationStatus} as a page. */
final class StatusHtml {
    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Headerhop</title>
            <style>
            :root { color-scheme: light dark; --page: #fff; --card: #f6f8fa; --text: #1f2328; --muted: #59636e;
              --line: #d1d9e0; --bad: #b42318; --good: #1a7f37; }
            @media (prefers-color-scheme: dark) { :root { --page: #0d1117; --card: #151b23; --text: #e6edf3;
              --muted: #9198a1; --line: #3d444d; --bad: #ff8a80; --good: #56d364; } }
            * { box-sizing: border-box; }
            body { background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif;
              margin: 0 auto; max-width: 56rem; overflow-wrap: anywhere; padding: 2rem 1rem 4rem; }
            h1, h2, p, ul, dl, dd { margin: 0; }
            h1 { font-size: 1.75rem; line-height: 1.2; }
            h2 { font-size: 1.15rem; margin: 2.5rem 0 .75rem; }
            code { font: .875em/1.5 ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
            .bad, .good { font-size: 1.1rem; font-weight: 600; margin: .5rem 0; }
            .bad { color: var(--bad); }
            .good { color: var(--good); }
            .muted, th { color: var(--muted); }
            .call { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--line);
              border-radius: 6px; margin-top: .75rem; padding: .75rem 1rem; }
            .lost { border-left-color: var(--bad); }
            .lost > code { color: var(--bad); font-weight: 600; }
            dl { display: grid; gap: .25rem 1rem; grid-template-columns: max-content 1fr; margin-top: .5rem; }
            dt { color: var(--muted); }
            ul { padding-left: 1.25rem; }
            li + li { margin-top: .5rem; }
            table { border-collapse: collapse; width: 100%; }
            th, td { border-bottom: 1px solid var(--line); padding: .5rem 1rem .5rem 0; text-align: left;
              vertical-align: baseline; }
            th { font-weight: 600; }
            td:last-child, th:last-child { font-variant-numeric: tabular-nums; overflow-wrap: normal; padding-right: 0;
              text-align: right; }
            small { color: var(--muted); display: block; font-size: .875rem; }
            summary { color: var(--muted); cursor: pointer; margin-top: 1rem; }
            </style>
            </head>
            <body>
            <h1>Headerhop</h1>
            """;

    private final StringBuilder html = new StringBuilder(HEAD);

    private StatusHtml() {}

    static String of(PropagationStatus status) {
        List<LostCall> lost =
                status.lostCalls().stream().filter(LostCall::likelyLoss).toList();
        List<LostCall> ofNoRequest =
                status.lostCalls().stream().filter(call -> !call.likelyLoss()).toList();
        StatusHtml page = new StatusHtml();
        page.warnings(status.warnings());
        page.verdict(lost.size(), status.warnings().isEmpty());
        page.lostCalls(lost);
        page.callsOfNoRequest(ofNoRequest);
        page.clients(status.countsByClient());
        page.installed(status.adapters());
        page.counts(status.counts());
        return page.html.append("</body>\n</html>\n").toString();
    }

    private void warnings(List<String> warnings) {
        if (!warnings.isEmpty()) {
            html.append("<p class=\"bad\">Something is wrong with the set-up.</p>\n");
            list(warnings);
        }
    }

    private void verdict(int lost, boolean setUpRight) {
        if (lost == 0) {
            if (setUpRight) {
                html.append("<p class=\"good\">No call has been seen that lost its headers.</p>\n");
            }
        } else {
            html.append("<p class=\"bad\">Calls have probably lost their headers at ")
                    .append(lost == 1 ? "one place" : lost + " places")
                    .append(" in the code.</p>\n");
        }
    }

    private void lostCalls(List<LostCall> calls) {
        if (!calls.isEmpty()) {
            heading("Headers probably lost");
            muted("A request has probably caused these calls, and its trace breaks here. The latest first.");
            calls.forEach(call -> call("call lost", call));
        }
    }

    private void callsOfNoRequest(List<LostCall> calls) {
        if (!calls.isEmpty()) {
            heading("Calls of no request");
            muted("Most probably no request has caused these calls, so there was nothing to carry.");
            calls.forEach(call -> call("call", call));
        }
    }

    private void call(String classes, LostCall call) {
        html.append("<div class=\"")
                .append(classes)
                .append("\"><code>")
                .append(breakable(call.line()).replace("(", "<wbr>("))
                .append("</code>\n<dl><dt>Call</dt><dd>to ")
                .append(escaped(call.host()))
                .append(" by ")
                .append(escaped(call.client()))
                .append(" on thread ")
                .append(escaped(call.thread()))
                .append("</dd>\n<dt>Why</dt><dd>")
                .append(escaped(call.cause()))
                .append("</dd>\n<dt>To do</dt><dd>")
                .append(breakable(call.fix()))
                .append("</dd>\n<dt>Last seen</dt><dd>")
                .append(lastSeen(call))
                .append("</dd></dl></div>\n");
    }

    private static String lastSeen(LostCall call) {
        return call.lastSeen().toString().replace('T', ' ').replace("Z", " UTC");
    }

    private void clients(Map<String, Map<PropagationEvent, Long>> byClient) {
        heading("Outbound calls");
        if (byClient.isEmpty()) {
            muted("None so far.");
            return;
        }
        html.append("<table>\n<thead><tr><th>client</th><th>event</th><th>count</th></tr></thead>\n<tbody>\n");
        new TreeMap<>(byClient).forEach((client, counts) -> {
            String name = "<td rowspan=\"" + counts.size() + "\">" + escaped(client) + "</td>";
            for (PropagationEvent event : PropagationEvent.values()) {
                Long count = counts.get(event);
                if (count != null) {
                    html.append("<tr>").append(name).append("<td><code>").append(event.name());
                    html.append("</code></td><td>").append(count).append("</td></tr>\n");
                    name = "";
                }
            }
        });
        html.append("</tbody>\n</table>\n");
    }

    private void installed(List<String> adapters) {
        heading("Installed");
        if (adapters.isEmpty()) {
            muted("No adapter has been installed so far.");
            return;
        }
        list(adapters);
    }

    private void list(List<String> sentences) {
        html.append("<ul>\n");
        for (String sentence : sentences) {
            html.append("<li>").append(breakable(sentence)).append("</li>\n");
        }
        html.append("</ul>\n");
    }

    private void counts(Map<PropagationEvent, Long> counts) {
        Map<Boolean, List<PropagationEvent>> events = Arrays.stream(PropagationEvent.values())
                .collect(Collectors.partitioningBy(event -> counts.getOrDefault(event, 0L) > 0));
        heading("All that has happened");
        table(events.getOrDefault(true, List.of()), counts);
        html.append("<details><summary>Not happened so far</summary>\n");
        table(events.getOrDefault(false, List.of()), counts);
        html.append("</details>\n");
    }

    private void table(List<PropagationEvent> events, Map<PropagationEvent, Long> counts) {
        html.append("<table>\n<thead><tr><th>event</th><th>count</th></tr></thead>\n<tbody>\n");
        for (PropagationEvent event : events) {
            html.append("<tr><td><code>")
                    .append(event.name())
                    .append("</code><small>")
                    .append(escaped(event.describe("\u2026")))
                    .append("</small></td><td>")
                    .append(counts.getOrDefault(event, 0L))
                    .append("</td></tr>\n");
        }
        html.append("</tbody>\n</table>\n");
    }

    private void heading(String title) {
        html.append("<h2>").append(title).append("</h2>\n");
    }

    private void muted(String sentence) {
        html.append("<p class=\"muted\">").append(sentence).append("</p>\n");
    }

    /** Text with code in it, which narrow screens may break where a reader would. */
    private static String breakable(String text) {
        return escaped(text).replaceAll("\\.(?=\\w)", ".<wbr>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
