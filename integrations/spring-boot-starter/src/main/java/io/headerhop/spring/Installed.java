// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import io.headerhop.HeaderPropagation;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;

/** What the starter has installed in this application; said in one line when the application has started. */
final class Installed implements ApplicationListener<ApplicationStartedEvent> {
    private static final System.Logger LOG = System.getLogger("io.headerhop");

    private final Set<String> pieces = new ConcurrentSkipListSet<>();
    // Their client has an adapter of its own. Weak, since factories may come and go with their clients.
    private final Set<Object> carrying = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    // Looked up late: the application's own may need beans that are noted here.
    private final ObjectProvider<HeaderPropagation> propagation;
    private final Tracer tracer;

    Installed(ObjectProvider<HeaderPropagation> propagation, Tracer tracer) {
        this.propagation = propagation;
        this.tracer = tracer;
    }

    void add(String piece) {
        pieces.add(piece);
    }

    void addCarrying(Object requestFactory) {
        carrying.add(requestFactory);
    }

    boolean carriesByItself(Object requestFactory) {
        return carrying.contains(requestFactory);
    }

    Set<String> pieces() {
        return Set.copyOf(pieces);
    }

    @Override
    public void onApplicationEvent(ApplicationStartedEvent event) {
        // A parent context hears of its children's start too.
        if (event.getApplicationContext().getBeansOfType(Installed.class).containsValue(this)) {
            LOG.log(System.Logger.Level.INFO, this::toString);
        }
    }

    @Override
    public String toString() {
        String where = pieces.isEmpty() ? "nothing installed" : "installed in " + String.join(", ", pieces);
        HeaderPropagation rules = propagation.getObject();
        boolean left = tracer.leave(rules).names().equals(rules.names());
        return "Headerhop for Spring Boot: " + where + "; " + rules + (left ? tracer.said() : "");
    }
}
