// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.tests;

import io.headerhop.CapturedHeaders;
import io.headerhop.jaxrs.HeaderPropagationClientFeature;
import io.headerhop.microprofile.HeaderPropagationClientHeadersFactory;
import io.headerhop.servers.Resource;
import jakarta.ws.rs.core.Application;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** The application as a web archive, with the jars that a user would put into it. */
final class War {
    private static final String SERVLET_OF_ALL = """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <servlet>
                <servlet-name>jakarta.ws.rs.core.Application</servlet-name>
                <load-on-startup>1</load-on-startup>
                <async-supported>true</async-supported>
              </servlet>
              <servlet-mapping>
                <servlet-name>jakarta.ws.rs.core.Application</servlet-name>
                <url-pattern>/*</url-pattern>
              </servlet-mapping>
            </web-app>
            """;

    private final List<String> leftOut = new ArrayList<>();
    private final List<Class<?>> libraries = new ArrayList<>(List.of(
            CapturedHeaders.class, HeaderPropagationClientFeature.class, HeaderPropagationClientHeadersFactory.class));
    private final List<Class<?>> classes = new ArrayList<>();
    private final Map<String, String> services = new TreeMap<>();
    private boolean application = true;

    /** A package of the application, for what the server does not have. */
    War without(String name) {
        leftOut.add("io/headerhop/servers/" + name + "/");
        switch (name) {
            case "ee" -> leftOut.add("META-INF/services/jakarta.enterprise.concurrent.");
            case "mp" -> leftOut.add("META-INF/services/org.eclipse.microprofile.context.");
            default -> {}
        }
        return this;
    }

    /** Nothing in it but what is added. */
    static War empty() {
        War war = new War();
        war.application = false;
        war.libraries.clear();
        return war;
    }

    /** Without the jar of this class. */
    War withoutJar(Class<?> library) {
        libraries.remove(library);
        return this;
    }

    /** The jar of this class. */
    War with(Class<?> library) {
        libraries.add(library);
        return this;
    }

    /** Such as an {@code Application} with {@code @ApplicationPath}, in place of web.xml. */
    War withClass(Class<?> type) {
        classes.add(type);
        return this;
    }

    /** A class, to be found by {@link java.util.ServiceLoader}. */
    War withService(Class<?> service, Class<?> provider) {
        services.merge(service.getName(), provider.getName(), (first, second) -> first + "\n" + second);
        return withClass(provider);
    }

    Path writeTo(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (ZipOutputStream war = new ZipOutputStream(Files.newOutputStream(file))) {
            add(war, "WEB-INF/beans.xml", """
                    <beans xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0" bean-discovery-mode="annotated" />
                    """.getBytes(StandardCharsets.UTF_8));
            if (application && classes.stream().noneMatch(Application.class::isAssignableFrom)) {
                add(war, "WEB-INF/web.xml", SERVLET_OF_ALL.getBytes(StandardCharsets.UTF_8));
            }
            for (Class<?> type : classes) {
                String name = type.getName().replace('.', '/') + ".class";
                try (InputStream in = type.getClassLoader().getResourceAsStream(name)) {
                    add(war, "WEB-INF/classes/" + name, in.readAllBytes());
                }
            }
            for (Map.Entry<String, String> service : services.entrySet()) {
                add(
                        war,
                        "WEB-INF/classes/META-INF/services/" + service.getKey(),
                        service.getValue().getBytes(StandardCharsets.UTF_8));
            }
            if (application) {
                add(war, "WEB-INF/lib/application.jar", jar(Resource.class, leftOut));
            }
            for (int i = 0; i < libraries.size(); i++) {
                add(war, "WEB-INF/lib/headerhop-" + i + ".jar", jar(libraries.get(i), List.of()));
            }
        }
        return file.toAbsolutePath();
    }

    /** Depending on how far the build has come, it is a jar or a folder. */
    private static byte[] jar(Class<?> type, List<String> leftOut) throws IOException {
        Path from;
        try {
            from = Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream jar = new ZipOutputStream(bytes)) {
            if (Files.isDirectory(from)) {
                try (Stream<Path> files = Files.walk(from)) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        String name = from.relativize(file).toString().replace('\\', '/');
                        if (leftOut.stream().noneMatch(name::startsWith)) {
                            add(jar, name, Files.readAllBytes(file));
                        }
                    }
                }
            } else {
                try (ZipInputStream original = new ZipInputStream(Files.newInputStream(from))) {
                    for (ZipEntry entry; (entry = original.getNextEntry()) != null; ) {
                        String name = entry.getName();
                        if (!entry.isDirectory() && leftOut.stream().noneMatch(name::startsWith)) {
                            add(jar, name, original.readAllBytes());
                        }
                    }
                }
            }
        }
        return bytes.toByteArray();
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }
}
