// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.cxf.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.contract.InboundContract;
import io.headerhop.jaxrs.HeaderPropagationServerFeature;
import io.headerhop.jaxrs.contract.ForwardingContract;
import io.headerhop.jaxrs.contract.JaxrsAsyncServerContract;
import io.headerhop.jaxrs.contract.JaxrsServerContract;
import io.headerhop.jaxrs.contract.NaiveServerFeature;
import io.headerhop.jaxrs.contract.NestedRequestContract;
import io.headerhop.jaxrs.contract.ServerApplication;
import io.headerhop.jaxrs.contract.ServerNotes;
import io.headerhop.jaxrs.contract.StatusPageContract;
import io.headerhop.servlet.contract.JettyServer;
import jakarta.servlet.Filter;
import jakarta.ws.rs.core.Application;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.cxf.Bus;
import org.apache.cxf.bus.extension.ExtensionManagerBus;
import org.apache.cxf.bus.managers.ServerLifeCycleManagerImpl;
import org.apache.cxf.endpoint.Server;
import org.apache.cxf.endpoint.ServerLifeCycleManager;
import org.apache.cxf.jaxrs.JAXRSServerFactoryBean;
import org.apache.cxf.jaxrs.servlet.CXFNonSpringJaxrsServlet;
import org.apache.cxf.jaxrs.utils.ResourceUtils;
import org.apache.cxf.transport.servlet.CXFNonSpringServlet;
import org.junit.jupiter.api.Test;

class CxfServletServerTest
        implements JaxrsAsyncServerContract, NestedRequestContract, ForwardingContract, StatusPageContract {
    @Override
    public RunningServer start(int workers, Application application) throws Exception {
        return JettyServer.start(workers, new CXFNonSpringJaxrsServlet(application));
    }

    @Override
    public RunningServer start(int workers, Application application, Filter filter) throws Exception {
        return JettyServer.start(workers, new CXFNonSpringJaxrsServlet(application), filter);
    }

    @Test
    void aBusOfTheApplicationsOwnNeedsNothingMore() throws Exception {
        Bus bus = new ExtensionManagerBus();
        CXFNonSpringServlet servlet = new CXFNonSpringServlet();
        servlet.setBus(bus);
        try (RunningServer server = JettyServer.start(1, servlet)) {
            JAXRSServerFactoryBean factory = ResourceUtils.createApplication(
                    new ServerApplication(new HeaderPropagationServerFeature(RULES), new ServerNotes()),
                    true,
                    false,
                    false,
                    bus);
            factory.setBus(bus);
            factory.setAddress("/");
            Server endpoint = factory.create();
            assertThat(JaxrsServerContract.get(server, "/handle").body()).isEqualTo(ID);
            endpoint.stop();
            endpoint.start();
            assertThat(JaxrsServerContract.get(server, "/handle").body()).isEqualTo(ID);
            assertThat(InboundContract.currentOn(server.workers()).isEmpty()).isTrue();
        }
    }

    /** As in a merged jar that kept only one of the files of the same name. */
    @Test
    void aBusThatDoesNotKnowOfTheFeatureCapturesNothingAndAWarningSaysWhy() throws Exception {
        List<String> warnings = new CopyOnWriteArrayList<>();
        Logger logger = Logger.getLogger("io.headerhop");
        java.util.logging.Handler handler = new java.util.logging.Handler() {
            @Override
            public void publish(LogRecord entry) {
                warnings.add(entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Bus bus = new ExtensionManagerBus();
        bus.setExtension(new ServerLifeCycleManagerImpl(), ServerLifeCycleManager.class);
        CXFNonSpringServlet servlet = new CXFNonSpringServlet();
        servlet.setBus(bus);
        try (RunningServer server = JettyServer.start(1, servlet)) {
            logger.addHandler(handler);
            JAXRSServerFactoryBean factory = ResourceUtils.createApplication(
                    new ServerApplication(new HeaderPropagationServerFeature(RULES), new ServerNotes()),
                    true,
                    false,
                    false,
                    bus);
            factory.setBus(bus);
            factory.setAddress("/");
            factory.create();
            assertThat(JaxrsServerContract.get(server, "/handle").body()).isEqualTo("none");
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(warnings).anyMatch(warning -> warning.contains("META-INF/cxf/bus-extensions.txt"));
    }

    /** Any client can ask for this. */
    @Test
    void aOneWayRequestIsServedElsewhereWithoutTheHeadersAndLeavesNothing() throws Exception {
        ServerNotes notes = new ServerNotes();
        try (RunningServer server = start(1, new ServerApplication(new HeaderPropagationServerFeature(RULES), notes))) {
            assertThat(JaxrsServerContract.get(server, "/written", "OnewayRequest: true")
                            .status())
                    .isEqualTo(202);
            assertThat(InboundContract.currentOn(server.workers()).isEmpty()).isTrue();
            notes.await("resource");
        }
        assertThat(notes.places()).containsEntry("request filter", ID).containsEntry("resource", "none");
    }

    /** Why the feature does not do it that way. */
    @Test
    void endingInAResponseFilterLeavesTheHeadersOnTheThreadAfterAnExceptionThatNobodyMaps() throws Exception {
        ServerNotes notes = new ServerNotes();
        try (RunningServer server =
                start(1, new ServerApplication(new NaiveServerFeature(), notes, ServerNotes::current))) {
            JaxrsServerContract.getWhateverComes(server, "/unmapped");
            assertThat(InboundContract.currentOn(server.workers()).first("x-request-id"))
                    .isEqualTo(ID);
        }
    }
}
