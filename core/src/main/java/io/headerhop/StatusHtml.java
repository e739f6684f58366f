// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

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
            :root { color-scheme: light dark; --line: #d0d7de; --muted: #57606a; --bad: #b42318; }
            @media (prefers-color-scheme: dark) { :root { --line: #3d444d; --muted: #9198a1; --bad: #ff8a80; } }
            body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
            h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
            .wide { overflow-x: auto; }
            table { border-collapse: collapse; width: 100%; }
            th, td { border-bottom: 1px solid var(--line); padding: .35rem .75rem .35rem 0; text-align: left;
              vertical-align: top; }
            th { color: var(--muted); font-weight: 600; }
            td.count, th.count { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
            code { overflow-wrap: anywhere; }
            .lost { color: var(--bad); }
            .muted { color: var(--muted); }
            </style>
            </head>
            <body>
            <h1>Headerhop</h1>
            """;

    private final StringBuilder html = new StringBuilder(HEAD);

    private StatusHtml() {}

    static String of(PropagationStatus status) {
        StatusHtml page = new StatusHtml();
        page.installed(status.adapters());
        page.lostCalls(status.lostCalls());
        page.clients(status.countsByClient());
        page.counts(status.counts());
        return page.html.append("</body>\n</html>\n").toString();
    }

    private void installed(List<String> adapters) {
        html.append("<h2>Installed</h2>\n");
        if (adapters.isEmpty()) {
            muted("No adapter has been installed so far.");
            return;
        }
        html.append("<ul>\n");
        for (String adapter : adapters) {
            html.append("<li>").append(escaped(adapter)).append("</li>\n");
        }
        html.append("</ul>\n");
    }

    private void lostCalls(List<LostCall> calls) {
        html.append("<h2>Calls without a current request</h2>\n");
        if (calls.isEmpty()) {
            muted("None so far.");
            return;
        }
        for (LostCall call : calls) {
            html.append("<p><code class=\"lost\">")
                    .append(escaped(call.line()))
                    .append("</code><br>to ")
                    .append(escaped(call.host()))
                    .append(" by ")
                    .append(escaped(call.client()))
                    .append(", on the thread ")
                    .append(escaped(call.thread()))
                    .append("<br>Why: ")
                    .append(escaped(call.cause()))
                    .append("<br>Write: ")
                    .append(escaped(call.fix()))
                    .append("</p>\n");
        }
    }

    private void clients(Map<String, Map<PropagationEvent, Long>> byClient) {
        html.append("<h2>Outbound calls</h2>\n");
        if (byClient.isEmpty()) {
            muted("None so far.");
            return;
        }
        Set<PropagationEvent> events = new LinkedHashSet<>();
        for (PropagationEvent event : PropagationEvent.values()) {
            if (byClient.values().stream().anyMatch(counts -> counts.containsKey(event))) {
                events.add(event);
            }
        }
        List<String> columns = new ArrayList<>(List.of("client"));
        events.forEach(event -> columns.add(event.name()));
        tableOf(columns);
        new TreeMap<>(byClient).forEach((client, counts) -> {
            html.append("<tr><td>").append(escaped(client)).append("</td>");
            events.forEach(event -> count(counts.getOrDefault(event, 0L)));
            html.append("</tr>\n");
        });
        html.append("</tbody>\n</table></div>\n");
    }

    private void counts(Map<PropagationEvent, Long> counts) {
        html.append("<h2>All that has happened</h2>\n");
        tableOf(List.of("event", "count"));
        for (PropagationEvent event : PropagationEvent.values()) {
            html.append("<tr><td>").append(event.name()).append("</td>");
            count(counts.getOrDefault(event, 0L));
            html.append("</tr>\n");
        }
        html.append("</tbody>\n</table></div>\n");
    }

    /** The first column has names, the others have numbers. */
    private void tableOf(List<String> columns) {
        html.append("<div class=\"wide\"><table>\n<thead><tr>");
        for (int i = 0; i < columns.size(); i++) {
            html.append(i == 0 ? "<th>" : "<th class=\"count\">")
                    .append(columns.get(i))
                    .append("</th>");
        }
        html.append("</tr></thead>\n<tbody>\n");
    }

    private void count(long count) {
        html.append("<td class=\"count\">").append(count).append("</td>");
    }

    private void muted(String sentence) {
        html.append("<p class=\"muted\">").append(sentence).append("</p>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
