// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.resteasy.server;

import io.headerhop.contract.InboundContract.RunningServer;
import io.headerhop.jaxrs.contract.ForwardingContract;
import io.headerhop.jaxrs.contract.NestedRequestContract;
import io.headerhop.jaxrs.contract.ResumingContract;
import jakarta.servlet.Filter;
import jakarta.ws.rs.core.Application;
import java.net.URI;
import java.util.concurrent.Executor;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/**
 * Not {@code FailingAnswerContract}: RESTEasy and Tomcat deadlock there, with or without Headerhop, as soon as an
 * answer fails that Tomcat has ended.
 */
class ResteasyTomcatServerTest implements ResumingContract, NestedRequestContract, ForwardingContract {
    @Override
    public RunningServer start(int workers, Application application) throws Exception {
        return start(workers, application, (request, response, chain) -> chain.doFilter(request, response));
    }

    @Override
    public RunningServer start(int workers, Application application, Filter filter) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir("target/tomcat");
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.getConnector().setProperty("minSpareThreads", "" + workers);
        tomcat.getConnector().setProperty("maxThreads", "" + workers);
        Context context = tomcat.addContext("", null);
        FilterDef definition = new FilterDef();
        definition.setFilterName("filter");
        definition.setFilter(filter);
        definition.setAsyncSupported("true");
        context.addFilterDef(definition);
        FilterMap mapping = new FilterMap();
        mapping.setFilterName("filter");
        mapping.addURLPattern("/*");
        context.addFilterMap(mapping);
        Wrapper servlet = Tomcat.addServlet(context, "resteasy", new ResteasyServlet(application));
        servlet.setAsyncSupported(true);
        servlet.setLoadOnStartup(1);
        context.addServletMappingDecoded("/*", "resteasy");
        tomcat.start();
        return new RunningServer() {
            @Override
            public URI uri() {
                return URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/handle");
            }

            @Override
            public Executor workers() {
                return tomcat.getConnector().getProtocolHandler().getExecutor();
            }

            @Override
            public void close() throws Exception {
                tomcat.stop();
                tomcat.destroy();
            }
        };
    }
}
