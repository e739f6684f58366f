// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Reference;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ClientsTest {
    @Test
    void whoAsksIsToldOfClientsThatAreThereAndOfThoseThatCome() {
        ClientCounts.of("there before").add(PropagationEvent.INJECTED, 1);
        List<String> told = new CopyOnWriteArrayList<>();
        Consumer<String> listener = told::add;
        Adapters.tellOfClients(listener);
        assertThat(told).contains("there before").doesNotContain("comes later");
        ClientCounts.of("comes later").add(PropagationEvent.WITHHELD, 1);
        ClientCounts.of("comes later").add(PropagationEvent.INJECTED, 1);
        assertThat(told).containsOnlyOnce("comes later");
        Reference.reachabilityFence(listener);
    }

    @Test
    void aListenerThatThrowsIsCountedAndDisturbsNoCall() {
        Consumer<String> failing = client -> {
            throw new IllegalStateException(client);
        };
        Adapters.tellOfClients(failing);
        long before = PropagationEvent.USER_CODE_FAILED.count();
        ClientCounts.of("called in spite of it").add(PropagationEvent.INJECTED, 1);
        assertThat(PropagationEvent.USER_CODE_FAILED.count()).isGreaterThan(before);
        assertThat(PropagationEvent.INJECTED.countByClient()).containsEntry("called in spite of it", 1L);
        Reference.reachabilityFence(failing);
    }

    @Test
    void equalListenersAreEachTold() {
        List<String> told = new ArrayList<>();
        record Listener(List<String> told) implements Consumer<String> {
            @Override
            public void accept(String client) {
                told.add(client);
            }
        }
        Listener one = new Listener(told);
        Listener other = new Listener(told);
        Adapters.tellOfClients(one);
        Adapters.tellOfClients(other);
        told.clear();
        ClientCounts.of("told of twice").add(PropagationEvent.INJECTED, 1);
        assertThat(told).containsExactly("told of twice", "told of twice");
        Reference.reachabilityFence(one);
        Reference.reachabilityFence(other);
    }

    @Test
    void aClientWhoseNameHasTheHashOfAnotherOneIsCountedByItself() {
        assertThat("Aa client").hasSameHashCodeAs("BB client");
        for (int i = 0; i < 3; i++) {
            ClientCounts.of("Aa client").add(PropagationEvent.INJECTED, 1);
            ClientCounts.of("BB client").add(PropagationEvent.INJECTED, 10);
        }
        assertThat(PropagationEvent.INJECTED.countByClient())
                .containsEntry("Aa client", 3L)
                .containsEntry("BB client", 30L);
    }

    @Test
    void aClientTooManyIsOneOfTheOthersInAllEvents() throws Exception {
        // A copy of the library of its own: this one's clients are counted by other tests too.
        URL classes =
                PropagationEvent.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader copy = new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
            for (int i = 0; i <= 100; i++) {
                count(copy, "client " + i, "INJECTED");
            }
            count(copy, "client 0", "WITHHELD");
            count(copy, "client 100", "WITHHELD");
            assertThat(countsByClient(copy, "INJECTED"))
                    .hasSize(101)
                    .containsEntry("client 99", 1L)
                    .containsEntry("other", 1L);
            assertThat(countsByClient(copy, "WITHHELD")).isEqualTo(Map.of("client 0", 1L, "other", 1L));
        }
    }

    private static void count(ClassLoader copy, String client, String event) throws Exception {
        Class<?> clients = copy.loadClass(ClientCounts.class.getName());
        Method of = clients.getDeclaredMethod("of", String.class);
        of.setAccessible(true);
        Method add = clients.getDeclaredMethod("add", event(copy, event).getClass(), int.class);
        add.setAccessible(true);
        add.invoke(of.invoke(null, client), event(copy, event), 1);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Long> countsByClient(ClassLoader copy, String event) throws Exception {
        Object constant = event(copy, event);
        return (Map<String, Long>)
                constant.getClass().getMethod("countByClient").invoke(constant);
    }

    private static Object event(ClassLoader copy, String name) throws Exception {
        return copy.loadClass(PropagationEvent.class.getName()).getField(name).get(null);
    }
}
