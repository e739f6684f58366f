// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import java.util.ArrayList;
import java.util.List;

/**
 * What came with a request and was left out though others could send it, by which a copy of it in an outbound request
 * can be recognised. Its size is bounded.
 */
final class LeftOut {
    // name, value, name, value …
    private final List<String> lines = new ArrayList<>();
    private int length;

    void add(String name, String value) {
        lines.add(name);
        lines.add(value);
    }

    /** Not for what was captured before, which is within the limits anyway. */
    void addIfThereIsRoom(String name, String value, Limits limits) {
        for (int i = 0; i < lines.size(); i += 2) {
            if (lines.get(i).equals(name) && lines.get(i + 1).equals(value)) {
                return;
            }
        }
        int lengthThen = length + Limits.lengthOf(name, value);
        if (lines.size() / 2 < limits.maxHeaders() && lengthThen <= limits.maxTotalLength()) {
            length = lengthThen;
            add(name, value);
        }
    }

    /** name, value, name, value … */
    List<String> lines() {
        return lines;
    }
}
