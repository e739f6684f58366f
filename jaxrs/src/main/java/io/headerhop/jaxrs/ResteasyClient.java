// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import io.headerhop.Adapters;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;

/**
 * Reaches RESTEasy's executors, which only a service that RESTEasy looks up can do. That service is in a separate
 * artifact: if RESTEasy's classes are hidden from the application, as on Open Liberty, RESTEasy finds the service all
 * the same, and it breaks each client that was given an executor.
 */
final class ResteasyClient {
    private static final String HOOKS = "io.headerhop.jaxrs.resteasy.ResteasyClientHooks";
    private static final String SEEN_BY_APPLICATION = "org.jboss.resteasy.spi.concurrent.ThreadContext";

    private static final String HIDDEN = "This RESTEasy client's own classes are hidden from the application";

    private ResteasyClient() {}

    static void register(FeatureContext context) {
        try {
            Class.forName(HOOKS)
                    .asSubclass(Feature.class)
                    .getDeclaredConstructor()
                    .newInstance()
                    .configure(context);
        } catch (ReflectiveOperationException e) {
            Adapters.warn(
                    canBeSeen()
                            ? "Asynchronous calls of RESTEasy clients carry nothing yet: add"
                                    + " io.headerhop:headerhop-resteasy"
                            : HIDDEN + ". Asynchronous calls carry whatever is current on its executor's threads: "
                                    + HeaderPropagationClientFeature.GIVE_EXECUTOR);
        } catch (LinkageError e) {
            Adapters.warn(HIDDEN + ", so io.headerhop:headerhop-resteasy breaks its asynchronous calls: remove it,"
                    + " and " + HeaderPropagationClientFeature.GIVE_EXECUTOR);
        }
    }

    private static boolean canBeSeen() {
        try {
            Class.forName(SEEN_BY_APPLICATION, false, ResteasyClient.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
