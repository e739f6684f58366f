// SPDX-License-Identifier: Apache-2.0
package io.headerhop.support;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills in the {@code ${names}} of a configuration file among the resources. */
final class Template {
    private static final Pattern NAME = Pattern.compile("(?m)(^ *)?\\$\\{(\\w+)}");

    private Template() {}

    /** A multi-line value is indented like its name. A name without a value is refused. */
    static String fill(String resource, Map<String, ?> values) throws IOException {
        return NAME.matcher(read(resource)).replaceAll(found -> {
            Object value = values.get(found.group(2));
            if (value == null) {
                throw new IllegalArgumentException(resource + " needs a value for " + found.group(2));
            }
            int indentation = found.group(1) == null ? 0 : found.group(1).length();
            return Matcher.quoteReplacement(
                    value.toString().strip().indent(indentation).stripTrailing());
        });
    }

    private static String read(String resource) throws IOException {
        try (InputStream in = Template.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new FileNotFoundException(resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
