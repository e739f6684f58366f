// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A call that has to come. */
record ExpectedCall(String method, PathPattern path) {
    private static final Pattern UNDERSTOOD = Pattern.compile("([\\w-]+) (/.*)");

    static ExpectedCall of(String text) {
        Matcher call = UNDERSTOOD.matcher(text);
        if (!call.matches()) {
            throw new IllegalArgumentException(
                    "not a method and a path, with one blank between them, as in 'GET /prices/*': '" + text + "'");
        }
        return new ExpectedCall(call.group(1), PathPattern.of(call.group(2)));
    }

    boolean matches(ReceivedCall call) {
        return method.equals(call.method()) && path.matches(call.path());
    }

    @Override
    public String toString() {
        return method + ' ' + path.text();
    }
}
