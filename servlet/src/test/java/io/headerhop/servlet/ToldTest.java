// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.HeaderPropagation;
import io.headerhop.contract.Headers;
import io.headerhop.contract.RawHttp;
import io.headerhop.servlet.contract.JettyServer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContainerInitializer;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.junit.jupiter.api.Test;

/** What the log says when the filter is installed. */
class ToldTest {
    private static final AtomicInteger CONTEXTS = new AtomicInteger();

    // Each message is logged once per JVM, so each test has its own context.
    private final String context = "/told" + CONTEXTS.incrementAndGet();
    private final HeaderPropagation rules = HeaderPropagation.istio();

    @Test
    void theFilterSaysWhatItCapturesAndWhere() throws Exception {
        assertThat(told(new HeaderPropagationInitializer(rules)))
                .singleElement()
                .asString()
                .startsWith("INFO")
                .contains("servlet filter in context '" + context + "'", "x-request-id", "destinations");
    }

    @Test
    void theAutomaticFilterSaysThatItIsAutomatic() throws Exception {
        assertThat(told(new HeaderPropagationInitializer()))
                .singleElement()
                .asString()
                .startsWith("INFO")
                .contains("automatic servlet filter in context '" + context + "'");
    }

    @Test
    void theApplicationsOwnFilterSaysThatItIsInEffectInsteadOfTheAutomaticOne() throws Exception {
        List<String> told = told(new HeaderPropagationInitializer(), own("mine", new HeaderPropagationFilter(rules)));
        assertThat(told).last().asString().startsWith("INFO").contains("'mine'", "instead of the automatic one");
        assertThat(told).noneMatch(line -> line.startsWith("WARNING"));
    }

    @Test
    void aFilterThatTheContainerDoesNotKnowWarnsWhatToWrite() throws Exception {
        Filter own = new OwnFilterContract.Around(new HeaderPropagationFilter(rules), false);
        assertThat(told(new HeaderPropagationInitializer(), own("mine", own)))
                .filteredOn(line -> line.startsWith("WARNING"))
                .singleElement()
                .asString()
                .contains(context, "headerhop.automatic to false");
    }

    @Test
    void twoFiltersForOneRequestWarnThatTheInnerOneIsWithoutEffect() throws Exception {
        HeaderPropagationFilter strict = new HeaderPropagationFilter(rules).trusting(request -> false);
        assertThat(told(own("outer", new HeaderPropagationFilter(rules)), own("inner", strict)))
                .filteredOn(line -> line.startsWith("WARNING"))
                .singleElement()
                .asString()
                .contains(context, "without effect");
    }

    private static WebApp own(String name, Filter filter) {
        return new WebApp()
                .with(context -> context.addFilter(name, filter)
                        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*"));
    }

    /** Starts a context, sends two requests and stops it. */
    private List<String> told(ServletContainerInitializer... initializers) throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        Logger logger = Logger.getLogger("io.headerhop");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord message) {
                if (message.getLevel().intValue() >= Level.INFO.intValue()) {
                    told.add(message.getLevel() + " " + message.getMessage());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        ServletContextHandler jetty = new ServletContextHandler(context);
        for (ServletContainerInitializer initializer : initializers) {
            jetty.addServletContainerInitializer(initializer);
        }
        jetty.addServletContainerInitializer(new WebApp().servlet("/handle", (request, response) -> {}));
        try (JettyServer server = JettyServer.start(1, jetty)) {
            URI uri = server.uri().resolve(context + "/handle");
            for (int i = 0; i < 2; i++) {
                assertThat(RawHttp.get(uri, "x-request-id: " + Headers.requestId(1), "Connection: close")
                                .status())
                        .isEqualTo(200);
            }
        } finally {
            logger.removeHandler(handler);
        }
        return told;
    }
}
