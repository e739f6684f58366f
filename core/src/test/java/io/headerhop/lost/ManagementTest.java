// SPDX-License-Identifier: Apache-2.0
package io.headerhop.lost;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.Adapters;
import io.headerhop.HeaderPropagation;
import io.headerhop.PropagationEvent;
import io.headerhop.PropagationMXBean;
import io.headerhop.contract.Headers;
import java.lang.management.ManagementFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.Test;

class ManagementTest {
    @Test
    void whatHappensIsSeenByJmx() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("io.headerhop:type=Propagation");
        Adapters.inbound("filter of a test", HeaderPropagation.istio());
        Headers.ofRequest(1);
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            new Calls().lostBy(call -> pool.execute(call::make));
            new Calls().noFaultOutsideOfRequests(Calls.Call::make);
        } finally {
            pool.shutdown();
        }

        PropagationMXBean bean = JMX.newMXBeanProxy(server, name, PropagationMXBean.class);
        assertThat(bean.getAdapters())
                .anyMatch(line -> line.contains("filter of a test") && line.contains("tracestate"));
        assertThat(bean.getCounts())
                .containsEntry("CAPTURED", PropagationEvent.CAPTURED.count())
                .hasSize(PropagationEvent.values().length);
        assertThat(bean.getCountsByClient().get("a client"))
                .containsEntry(
                        "NOTHING_CURRENT",
                        PropagationEvent.NOTHING_CURRENT.countByClient().get("a client"));
        assertThat(bean.getLostCalls())
                .anyMatch(line -> line.contains("lost at io.headerhop.lost.Calls"))
                .noneMatch(line -> line.contains("made at"));
        assertThat(bean.getCallsOfNoRequest())
                .anyMatch(line -> line.contains("made at io.headerhop.lost.Calls"))
                .noneMatch(line -> line.contains("lost at"));
        assertThat(PropagationEvent.LIKELY_LOST.countByClient()).containsKey("a client");

        // As any console sees it, which has none of our classes.
        TabularData counts = (TabularData) server.getAttribute(name, "Counts");
        CompositeData captured = counts.get(new Object[] {"CAPTURED"});
        assertThat(captured.get("value")).isEqualTo(PropagationEvent.CAPTURED.count());
    }
}
