package io.headerhop.mesh;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills in the {@code ${names}} of a file in src/test/resources. */
final class Template {
    private static final Pattern NAME = Pattern.compile("(?m)(^ *)?\\$\\{(\\w+)}");

    private Template() {}

    /** A value of several lines keeps the indentation of its name. */
    static String fill(String resource, Map<String, ?> values) {
        return NAME.matcher(read(resource)).replaceAll(found -> {
            Object value = values.get(found.group(2));
            if (value == null) {
                throw new IllegalArgumentException(resource + " wants a value for " + found.group(2));
            }
            String indentation = found.group(1) == null ? "" : found.group(1);
            return Matcher.quoteReplacement(
                    value.toString().strip().indent(indentation.length()).stripTrailing());
        });
    }

    static Path write(String resource, Map<String, ?> values, Path file) {
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, fill(resource, values));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(String resource) {
        try (InputStream stream = Template.class.getResourceAsStream(resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
