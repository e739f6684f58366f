package io.headerhop.examples.shop;

import io.headerhop.examples.shop.service.Running;
import io.headerhop.examples.shop.trace.Zipkin;
import io.headerhop.examples.shop.trace.ZipkinProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The Zipkin that the demo works with.
 *
 * @param process null if it is not the demo's own
 */
record Backend(Zipkin zipkin, @Nullable ZipkinProcess process) {
    /** One that runs already, and goes on to. */
    static Backend at(URI url) throws IOException, InterruptedException {
        Zipkin zipkin = new Zipkin(url);
        if (!zipkin.isHealthy()) {
            throw new IOException("No Zipkin answers at " + url + ": start it, or leave out --zipkin");
        }
        return new Backend(zipkin, null);
    }

    /** One of the demo's own, which gets ready while the shop opens. */
    static Backend started(Running running, Path target, Path log, Ports ports) throws Exception {
        ports.checkZipkin();
        Path jar = target.resolve("zipkin").resolve("zipkin.jar");
        ZipkinProcess process = running.start(() -> ZipkinProcess.start(jar, ports.zipkin(), log));
        return new Backend(process.zipkin(), process);
    }

    void awaitReady() throws IOException, InterruptedException {
        if (process != null) {
            process.awaitReady();
        }
    }
}
