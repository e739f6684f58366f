// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.file.Files;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.buf.ByteChunk;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.http.MimeHeaders;

final class TomcatContainer implements Container {
    private final Tomcat tomcat = new Tomcat();

    @Override
    public int start(HttpServlet servlet) throws Exception {
        tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        StandardContext context = (StandardContext) tomcat.addContext("", null);
        // Otherwise it warns that it cannot look for leaks.
        context.setClearReferencesThreadLocals(false);
        context.setClearReferencesRmiTargets(false);
        Tomcat.addServlet(context, "benchmark", servlet).addMapping("/*");
        tomcat.start();
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void stop() throws Exception {
        tomcat.stop();
        tomcat.destroy();
    }

    /** Tomcat keeps a header as bytes until it is read. */
    @Override
    public Runnable refresh(HttpServletRequest request) {
        MimeHeaders headers = NativeHeaders.ofTomcat(request);
        return () -> {
            for (int i = 0; i < headers.size(); i++) {
                bytesOnly(headers.getName(i));
                bytesOnly(headers.getValue(i));
            }
        };
    }

    private static void bytesOnly(MessageBytes text) {
        ByteChunk bytes = text.getByteChunk();
        text.setBytes(bytes.getBytes(), bytes.getStart(), bytes.getLength());
    }
}
