// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

import java.util.regex.Pattern;

/** One path or many: {@code *} in it stands for anything but a slash, {@code **} at its end for whatever follows. */
record PathPattern(String text, Pattern pattern) {
    private static final Pattern UNDERSTOOD = Pattern.compile("/(?:\\*(?!\\*)|[^\\s?#{}\\\\*])*(?:\\*\\*)?");

    static PathPattern of(String text) {
        if (!UNDERSTOOD.matcher(text).matches()) {
            throw new IllegalArgumentException("not a path: '" + text + "'. It begins with a slash and has no query;"
                    + " * stands for anything but a slash, as in /prices/*, and ** at the end for whatever follows, as"
                    + " in /metrics/**");
        }
        boolean open = text.endsWith("**");
        String quoted = "\\Q" + (open ? text.substring(0, text.length() - 2) : text) + "\\E";
        return new PathPattern(text, Pattern.compile(quoted.replace("*", "\\E[^/]*\\Q") + (open ? ".*" : "")));
    }

    boolean matches(String path) {
        return pattern.matcher(path).matches();
    }
}
