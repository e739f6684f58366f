// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import java.util.List;
import java.util.Map;

/**
 * {@link PropagationStatus} for JMX, as {@code io.headerhop:type=Propagation}. It is registered when an adapter is
 * installed in a JVM that has its MBean server by then, as one with {@code -Dcom.sun.management.jmxremote}, and most
 * servers; where a console attaches later, with one of the next requests. A second copy of the library in the same JVM
 * has {@code ,copy=2} in its name, and so on.
 *
 * <p>In an application that can stop before the JVM does, it is there only if an adapter is installed that is told of
 * the stop and takes it away: the filter of headerhop-servlet, the feature of headerhop-jaxrs in Jersey, the WebFlux
 * filter of headerhop-spring-boot-starter. What is on the class path, in an executable jar of Spring Boot or a
 * {@code quarkus-run.jar}, never stops before the JVM.
 */
public interface PropagationMXBean {
    /** The adapters that were installed, and the configuration that each inbound one captures by. */
    List<String> getAdapters();

    /** What is wrong with the set-up, in the words of the log. */
    List<String> getWarnings();

    /** How often each {@link PropagationEvent} has happened, by its name. */
    Map<String, Long> getCounts();

    /** The same for events in outbound calls, by client. */
    Map<String, Map<String, Long>> getCountsByClient();

    /** Calls that have probably lost their request's headers: when, where, why, and what to write; the latest first. */
    List<String> getLostCalls();

    /** The same for calls without a current request that most probably no request has caused. */
    List<String> getCallsOfNoRequest();
}
