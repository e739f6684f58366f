// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

final class HtmlReport {
    private final CheckReport report;

    HtmlReport(CheckReport report) {
        this.report = report;
    }

    String page() {
        return "<!doctype html><title>" + report.verdict() + "</title>";
    }
}
