// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import java.lang.StackWalker.StackFrame;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a frame's class and method tell of how the thread came to make a call. Kept by class, and by method only where
 * methods differ: a recording looks at the stack of each call without headers, and asking a frame for its method, and
 * comparing it with all that is known, costs more than the walk itself.
 *
 * @param cause what it means that this is on the stack, if anything
 * @param handsOver whether this runs what somebody has handed over
 * @param completesStages whether this runs the stages of a future because somebody has completed that
 * @param addsStage whether this runs a stage where it is added, since the future was complete before
 * @param calledByInterceptors whether it is a method of a client that the interceptors of an application call
 */
record Caller(
        @Nullable LossCause cause,
        boolean handsOver,
        boolean completesStages,
        boolean addsStage,
        boolean calledByInterceptors) {
    private static final int MAX_CLASSES = 5000;
    private static final String FUTURE = "java.util.concurrent.CompletableFuture.";

    private static volatile Map<String, OfClass> kept = new ConcurrentHashMap<>();

    /** Those of one class. */
    static OfClass of(String type) {
        Map<String, OfClass> known = kept;
        OfClass found = known.get(type);
        if (found == null) {
            found = new OfClass(type);
            if (known.size() >= MAX_CLASSES) {
                // Some program makes up classes. Those that matter are known again at once.
                forget();
            } else {
                known.put(type, found);
            }
        }
        return found;
    }

    /** To be called after what is known has changed: what is found meanwhile is kept in a map that is thrown away. */
    static void forget() {
        kept = new ConcurrentHashMap<>();
    }

    static Caller of(String type, String method) {
        String name = type + "." + method;
        return new Caller(
                LossCause.calledBy(name),
                LossCause.isHandingOver(name),
                name.startsWith(FUTURE + "postComplete"),
                name.startsWith(FUTURE + "uni") && name.endsWith("Now"),
                ApplicationCode.isCalledByInterceptors(name));
    }

    /** The frames of one class. */
    static final class OfClass {
        private final String type;
        private final boolean application;
        private final boolean methodsDiffer;
        private final Map<String, Caller> byMethod = new ConcurrentHashMap<>(2);

        private OfClass(String type) {
            this.type = type;
            application = ApplicationCode.contains(type);
            String method = type + ".";
            methodsDiffer = method.equals(FUTURE)
                    || LossCause.tellsMethods(method)
                    || ApplicationCode.tellsInterceptedMethods(method);
        }

        boolean isApplication() {
            return application;
        }

        Caller caller(StackFrame frame) {
            String method = methodsDiffer ? frame.getMethodName() : "";
            Caller found = byMethod.get(method);
            if (found == null) {
                found = of(type, method);
                byMethod.put(method, found);
            }
            return found;
        }
    }
}
