// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** A servlet container with one servlet, on a free port of the loopback address. */
interface Container {
    List<String> NAMES = List.of("jetty", "tomcat", "undertow");

    static Container of(String name) {
        return switch (name) {
            case "jetty" -> new JettyContainer();
            case "tomcat" -> new TomcatContainer();
            case "undertow" -> new UndertowContainer();
            default -> throw new IllegalArgumentException("unknown container: " + name);
        };
    }

    /** Starts it; returns its port. */
    int start(HttpServlet servlet) throws Exception;

    void stop() throws Exception;

    /** Run before the request is used again: clears what reading its headers has cached in it. */
    default Runnable refresh(HttpServletRequest request) {
        return () -> {};
    }
}
