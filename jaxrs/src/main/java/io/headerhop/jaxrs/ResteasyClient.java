package io.headerhop.jaxrs;

import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import org.jspecify.annotations.Nullable;

/**
 * The way to RESTEasy's executors, which are reached by a service of RESTEasy's own and by nothing else. That service
 * is in an artifact of its own: found by a RESTEasy whose classes the application cannot see, as on Open Liberty, it
 * breaks each client that was given an executor.
 */
final class ResteasyClient {
    private static final String HOOKS = "io.headerhop.jaxrs.resteasy.ResteasyClientHooks";
    private static final String SEEN_BY_APPLICATION = "org.jboss.resteasy.spi.concurrent.ThreadContext";

    private ResteasyClient() {}

    /** Returns what is missing for asynchronous calls, if anything, and what to do. */
    static @Nullable String register(FeatureContext context) {
        try {
            Feature hooks =
                    (Feature) Class.forName(HOOKS).getDeclaredConstructor().newInstance();
            hooks.configure(context);
            return null;
        } catch (ReflectiveOperationException e) {
            return canBeSeen()
                    ? "Asynchronous calls of RESTEasy clients carry no headers yet: add io.headerhop:headerhop-resteasy"
                    : "This RESTEasy hides its classes from the application, so that asynchronous calls carry what is"
                            + " current on the threads of the client's executor: "
                            + HeaderPropagationClientFeature.GIVE_EXECUTOR;
        } catch (LinkageError e) {
            return "This RESTEasy hides its classes from the application: take io.headerhop:headerhop-resteasy out,"
                    + " which breaks its asynchronous calls, and "
                    + HeaderPropagationClientFeature.GIVE_EXECUTOR;
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
