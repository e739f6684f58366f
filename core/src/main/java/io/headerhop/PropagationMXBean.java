// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import java.util.List;
import java.util.Map;

/**
 * {@link PropagationStatus} for JMX, as {@code io.headerhop:type=Propagation}. It is registered when an adapter is
 * installed in a JVM that has its MBean server by then, as one with {@code -Dcom.sun.management.jmxremote}, and most
 * servers. In a web application the filter of headerhop-servlet registers it and takes it away. A second copy of the
 * library in the same JVM has {@code ,copy=2} in its name, and so on.
 */
public interface PropagationMXBean {
    /** The adapters that were installed, and the configuration that each inbound one captures by. */
    List<String> getAdapters();

    /** How often each {@link PropagationEvent} has happened, by its name. */
    Map<String, Long> getCounts();

    /** The same for events in outbound calls, by client. */
    Map<String, Map<String, Long>> getCountsByClient();

    /** Where calls were made without a current request, and why, the latest first. */
    List<String> getLostCalls();
}
