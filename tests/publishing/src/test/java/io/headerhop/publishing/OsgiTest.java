// SPDX-License-Identifier: Apache-2.0
package io.headerhop.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.osgi.Analyzer;
import aQute.bnd.osgi.Jar;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** In a real OSGi framework, with the lowest and the newest libraries, each jar is a working bundle. */
@EnabledIfSystemProperty(named = "staging", matches = ".+")
class OsgiTest {
    @TempDir
    private Path directory;

    /** Without the JAX-RS implementations: it has only optional hooks for them. */
    @ParameterizedTest
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    @ValueSource(strings = {"lowest", "newest"})
    void everyBundleResolvesAndItsClassesLink(String versions) throws Exception {
        Framework framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        directory.resolve("felix").toString(),
                        // As from Aries' SPI Fly, which newer versions of OpenTelemetry and SLF4J require.
                        Constants.FRAMEWORK_SYSTEMCAPABILITIES_EXTRA,
                        "osgi.extender;osgi.extender=osgi.serviceloader.processor;version:Version=1.0,"
                                + "osgi.extender;osgi.extender=osgi.serviceloader.registrar;version:Version=1.0"));
        framework.start();
        try {
            List<Path> libraries;
            try (Stream<Path> files = Files.list(Path.of("target", versions))) {
                libraries = files.sorted().toList();
            }
            assertThat(libraries).isNotEmpty();
            for (Path library : libraries) {
                install(framework, bundle(library));
            }
            List<Bundle> ours = new ArrayList<>();
            for (String artifact : Staging.libraries()) {
                ours.add(install(framework, Staging.file(artifact, ".jar")));
            }

            for (Bundle bundle : ours) {
                // Says what is missing if it cannot be resolved.
                bundle.start();
                assertThat(bundle.getState()).isEqualTo(Bundle.ACTIVE);
                for (String name : classes(bundle)) {
                    if (Set.of(
                                    "headerhop-spring-boot-starter",
                                    "headerhop-quarkus-rest",
                                    "headerhop-microprofile",
                                    "headerhop-testkit",
                                    "headerhop-contract")
                            .contains(bundle.getSymbolicName())) {
                        // There is no Spring Boot, no Quarkus and no JUnit in OSGi; MicroProfile's APIs are optional.
                        continue;
                    }
                    if (name.endsWith(".HeaderPropagationInstrumenterCustomizer")) {
                        // The instrumentation API is the agent's, which is in no bundle.
                        continue;
                    }
                    if (!bundle.getSymbolicName().equals("headerhop-jaxrs") || needsNoImplementation(name)) {
                        bundle.loadClass(name).getDeclaredMethods();
                    }
                }
            }
            Bundle okhttp = bundle(ours, "headerhop-okhttp");
            assertThat(okhttp.loadClass("io.headerhop.CapturedHeaders"))
                    .as("one core for all")
                    .isSameAs(bundle(ours, "headerhop-servlet").loadClass("io.headerhop.CapturedHeaders"))
                    .isSameAs(bundle(ours, "headerhop").loadClass("io.headerhop.CapturedHeaders"));
        } finally {
            framework.stop();
            framework.waitForStop(10_000);
        }
    }

    /** As in a JVM without them, or where the framework hides them. */
    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void coreWorksWithoutFlightRecorderAndManagement() throws Exception {
        Framework framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        directory.resolve("felix").toString(),
                        Constants.FRAMEWORK_SYSTEMPACKAGES,
                        "org.osgi.framework;version=1.10"));
        framework.start();
        try {
            Bundle core = install(framework, Staging.file("headerhop", ".jar"));
            core.start();
            Class<?> adapters = core.loadClass("io.headerhop.Adapters");
            Class<?> rules = core.loadClass("io.headerhop.HeaderPropagation");
            adapters.getMethod("inbound", String.class, rules)
                    .invoke(null, "test", rules.getMethod("fromEnvironment").invoke(null));
            adapters.getMethod("started").invoke(null);
            Object status = core.loadClass("io.headerhop.PropagationStatus")
                    .getMethod("now")
                    .invoke(null);
            assertThat(status.toString()).contains("Headerhop captures by the test");
        } finally {
            framework.stop();
            framework.waitForStop(10_000);
        }
    }

    private static boolean needsNoImplementation(String name) {
        return name.matches("io\\.headerhop\\.jaxrs\\.HeaderPropagation(Client|Server)Feature");
    }

    private static List<String> classes(Bundle bundle) {
        List<String> names = new ArrayList<>();
        Enumeration<?> entries = bundle.findEntries("io", "*.class", true);
        while (entries.hasMoreElements()) {
            String path = ((URL) entries.nextElement()).getPath();
            if (!path.endsWith("package-info.class")) {
                names.add(path.substring(1).replace(".class", "").replace('/', '.'));
            }
        }
        assertThat(names).isNotEmpty();
        return names;
    }

    private static Bundle bundle(List<Bundle> bundles, String name) {
        return bundles.stream()
                .filter(bundle -> bundle.getSymbolicName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Bundle install(Framework framework, Path jar) throws Exception {
        return framework.getBundleContext().installBundle(jar.toUri().toString());
    }

    /** The jar itself or, if it is not a bundle, one made from it as Karaf's "wrap:" does. */
    private Path bundle(Path library) throws Exception {
        try (JarFile jar = new JarFile(library.toFile())) {
            Manifest manifest = jar.getManifest();
            if (manifest != null && manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME) != null) {
                return library;
            }
        }
        String name = library.getFileName().toString();
        String version = name.replaceFirst(".*?-(\\d+\\.\\d+\\.\\d+).*", "$1");
        Path wrapped = directory.resolve(name);
        try (Jar jar = new Jar(library.toFile());
                Analyzer analyzer = new Analyzer()) {
            analyzer.setJar(jar);
            analyzer.setProperty(Constants.BUNDLE_SYMBOLICNAME, name.replaceFirst("-\\d.*", ""));
            analyzer.setProperty(Constants.BUNDLE_VERSION, version);
            analyzer.setProperty(Constants.EXPORT_PACKAGE, "*;version=" + version);
            analyzer.setProperty(Constants.IMPORT_PACKAGE, "*;resolution:=optional");
            jar.setManifest(analyzer.calcManifest());
            jar.write(wrapped.toFile());
        }
        return wrapped;
    }
}
