// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** The MXBean of this copy of the library. Not loaded in a JVM without {@code java.management}. */
final class Management implements PropagationMXBean {
    private static final int MAX_COPIES = 100;

    // Each is the class path of a program that is one jar, or one folder, and ends with the JVM.
    private static final Set<String> LOADERS_OF_PROGRAMS = Set.of(
            "org.springframework.boot.loader.launch.LaunchedClassLoader",
            "io.quarkus.bootstrap.runner.RunnerClassLoader",
            "io.quarkus.bootstrap.runner.AotRunnerClassLoader");
    // Among this many requests one looks at the clock, which takes as long as all of them take to draw lots.
    private static final int REQUESTS_PER_LOOK = 16;
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final AtomicLong NEXT_NANOS = new AtomicLong(System.nanoTime());

    private static int users;
    private static boolean livesAsLongAsTheJvm;
    private static @Nullable ObjectName registered;
    // Without a lock, in each request: one more or less may look.
    private static boolean waitsForServer;

    private Management() {}

    /** An adapter was installed. */
    static synchronized void installed() {
        if (!livesAsLongAsTheJvm && isOfAProgram(Management.class.getClassLoader())) {
            livesAsLongAsTheJvm = true;
        }
        registerOnce();
    }

    /** An adapter was installed that will say when it is not used any more. */
    static synchronized void started() {
        users++;
        registerOnce();
    }

    /** With its last user it goes: the MBean server would keep all classes of a stopped application. */
    static synchronized void stopped() {
        // Once too often would count the next one's start as nothing.
        users = Math.max(0, users - 1);
        if (isUsed()) {
            return;
        }
        waitsForServer = false;
        ObjectName name = registered;
        if (name != null) {
            try {
                ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
            } catch (JMException | RuntimeException e) {
                // Somebody else has removed it.
            }
            registered = null;
        }
    }

    /** A request has come: a console may have attached to a JVM that nobody managed at start. */
    static void captured() {
        if (waitsForServer
                && ThreadLocalRandom.current().nextInt(REQUESTS_PER_LOOK) == 0
                && isDue(System.nanoTime())
                && isManaged()) {
            registerOnce();
        }
    }

    /** For one request a second: the JDK keeps its servers behind a lock. */
    private static boolean isDue(long now) {
        long due = NEXT_NANOS.get();
        return now - due >= 0 && NEXT_NANOS.compareAndSet(due, now + PAUSE_NANOS);
    }

    /** To make the server costs a fifth of a small service's start. A JVM that somebody manages has it. */
    private static boolean isManaged() {
        return !MBeanServerFactory.findMBeanServer(null).isEmpty();
    }

    private static boolean isUsed() {
        return users > 0 || livesAsLongAsTheJvm;
    }

    private static synchronized void registerOnce() {
        if (registered != null || !isUsed()) {
            return;
        }
        waitsForServer = !isManaged();
        if (!waitsForServer) {
            try {
                registered = register(ManagementFactory.getPlatformMBeanServer());
            } catch (JMException | RuntimeException | LinkageError e) {
                // No reason not to serve requests.
            }
        }
    }

    private static boolean isOfAProgram(ClassLoader ours) {
        if (LOADERS_OF_PROGRAMS.contains(ours.getClass().getName())) {
            return true;
        }
        for (ClassLoader loader = ClassLoader.getSystemClassLoader(); loader != null; loader = loader.getParent()) {
            if (loader.equals(ours)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable ObjectName register(MBeanServer server) throws JMException {
        for (int copy = 1; copy <= MAX_COPIES; copy++) {
            ObjectName name = new ObjectName("io.headerhop:type=Propagation" + (copy == 1 ? "" : ",copy=" + copy));
            try {
                server.registerMBean(new Management(), name);
                return name;
            } catch (InstanceAlreadyExistsException e) {
                // Of another application in this JVM.
            }
        }
        return null;
    }

    @Override
    public List<String> getAdapters() {
        return PropagationStatus.now().adapters();
    }

    @Override
    public List<String> getWarnings() {
        return PropagationStatus.now().warnings();
    }

    @Override
    public Map<String, Long> getCounts() {
        return byName(PropagationStatus.now().counts());
    }

    @Override
    public Map<String, Map<String, Long>> getCountsByClient() {
        Map<String, Map<String, Long>> counts = new TreeMap<>();
        PropagationStatus.now().countsByClient().forEach((client, events) -> counts.put(client, byName(events)));
        return counts;
    }

    @Override
    public List<String> getLostCalls() {
        return calls(LostCall::likelyLoss);
    }

    @Override
    public List<String> getCallsOfNoRequest() {
        return calls(call -> !call.likelyLoss());
    }

    private static List<String> calls(Predicate<LostCall> which) {
        return PropagationStatus.now().lostCalls().stream()
                .filter(which)
                .map(call -> "Last seen " + call.lastSeen() + ": " + call)
                .toList();
    }

    private static Map<String, Long> byName(Map<PropagationEvent, Long> counts) {
        return counts.entrySet().stream()
                .collect(
                        Collectors.toMap(count -> count.getKey().name(), Map.Entry::getValue, Long::sum, TreeMap::new));
    }
}
