// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import io.headerhop.CapturedHeaders;
import io.headerhop.spi.CurrentListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A web application in the unpacked form of a WAR, with {@link WarServlet} and a {@code web.xml}. */
record War(Path directory) {
    /** With the library in {@code WEB-INF/lib}, and these lines in {@code web.xml}. */
    static War withLibrary(Path directory, String... webXmlLines) throws Exception {
        War war = withoutLibrary(directory, webXmlLines);
        Path lib = Files.createDirectories(directory.resolve("WEB-INF/lib"));
        for (Class<?> type : List.of(CapturedHeaders.class, HeaderPropagationFilter.class)) {
            copyAsJar(locationOf(type), lib.resolve(type.getSimpleName() + ".jar"));
        }
        return war;
    }

    /** With nothing but its own classes. */
    static War withoutLibrary(Path directory, String... webXmlLines) throws Exception {
        Path classes = directory.resolve("WEB-INF/classes");
        for (Class<?> type : List.of(WarServlet.class, WarServlet.CompletingListener.class, WarOwnFilter.class)) {
            copy(type, classes);
        }
        Files.writeString(directory.resolve("WEB-INF/web.xml"), """
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                  %s
                  <servlet>
                    <servlet-name>test</servlet-name>
                    <servlet-class>%s</servlet-class>
                    <async-supported>true</async-supported>
                  </servlet>
                  <servlet-mapping>
                    <servlet-name>test</servlet-name>
                    <url-pattern>/*</url-pattern>
                  </servlet-mapping>
                </web-app>
                """.formatted(
                        String.join("\n", webXmlLines), WarServlet.class.getName()));
        return new War(directory);
    }

    /** With this listener among its classes, and the file by which the library finds it. */
    War withListener(Class<? extends CurrentListener> listener) throws IOException {
        Path classes = directory.resolve("WEB-INF/classes");
        copy(listener, classes);
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(services.resolve(CurrentListener.class.getName()), listener.getName());
        return this;
    }

    private static void copy(Class<?> type, Path classes) throws IOException {
        String file = type.getName().replace('.', '/') + ".class";
        Files.createDirectories(classes.resolve(file).getParent());
        try (InputStream in = War.class.getClassLoader().getResourceAsStream(file)) {
            Files.copy(in, classes.resolve(file));
        }
    }

    static String contextParameter(String name, String value) {
        return "<context-param><param-name>%s</param-name><param-value>%s</param-value></context-param>"
                .formatted(name, value);
    }

    /** For all requests and dispatches. */
    static String filter(String type, String parameters) {
        return """
                <filter>
                  <filter-name>own</filter-name>
                  <filter-class>%s</filter-class>
                  <async-supported>true</async-supported>
                  %s
                </filter>
                <filter-mapping>
                  <filter-name>own</filter-name>
                  <url-pattern>/*</url-pattern>
                  <dispatcher>REQUEST</dispatcher>
                  <dispatcher>ASYNC</dispatcher>
                </filter-mapping>
                """.formatted(type, parameters);
    }

    private static Path locationOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /** In the build, the library's classes may still be in a directory. */
    private static void copyAsJar(Path classes, Path jar) throws IOException {
        if (Files.isRegularFile(classes)) {
            Files.copy(classes, jar);
            return;
        }
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            files.filter(Files::isRegularFile).forEach(file -> {
                try {
                    zip.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                    Files.copy(file, zip);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
