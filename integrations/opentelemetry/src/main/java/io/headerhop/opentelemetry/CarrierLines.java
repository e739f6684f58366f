// SPDX-License-Identifier: Apache-2.0
package io.headerhop.opentelemetry;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How the headers that an outbound request has are read and removed, for requests of one class: by the methods that the
 * clients' types have for it. They belong to the application, whose classes an extension of the agent cannot name.
 */
final class CarrierLines {
    /** From a request to what has its headers. */
    private static final List<String> VIEWS = List.of("requestHeaders", "headers", "getHeaders", "getRequest");

    // Those that find every line come first.
    private static final List<String> LOOK_UPS =
            List.of("getHeaders", "headers", "getFirstHeader", "lastHeader", "getHeader", "header");
    private static final List<String> LOOK_UPS_OF_HEADERS =
            List.of("getAll", "getValuesList", "getOrEmpty", "getFirst", "get");
    private static final List<String> REMOVALS = List.of("removeHeaders", "removeHeader");
    private static final int MAX_DEPTH = 3;

    private static final ClassValue<CarrierLines> OF_CLASS = new ClassValue<>() {
        @Override
        protected CarrierLines computeValue(Class<?> type) {
            return new CarrierLines(type);
        }
    };

    private final boolean isMap;
    private final boolean isConnection;
    private final @Nullable GrpcMetadata metadata;
    private final @Nullable Method lookUp;
    private final @Nullable Method view;
    private final @Nullable Method visit;
    private final @Nullable Method removal;

    private CarrierLines(Class<?> type) {
        isMap = Map.class.isAssignableFrom(type);
        isConnection = URLConnection.class.isAssignableFrom(type);
        metadata = GrpcMetadata.of(type);
        if (isMap || isConnection || metadata != null) {
            lookUp = null;
            view = null;
            visit = null;
            removal = null;
            return;
        }
        boolean isHeaders = type.getSimpleName().matches(".*(Headers|HeadersImpl|MultiMap|HttpFields).*")
                || isBelow(type, "MultiMap");
        Method direct = method(type, LOOK_UPS, 1);
        lookUp = direct == null && isHeaders ? method(type, LOOK_UPS_OF_HEADERS, 1) : direct;
        visit = lookUp == null ? visitor(type) : null;
        Method found = lookUp != null || visit != null ? null : method(type, VIEWS, 0);
        view = found == null && visit == null && type.getSimpleName().endsWith("Builder")
                ? method(type, List.of("build"), 0)
                : found;
        Method ofRequest = method(type, REMOVALS, 1);
        removal = ofRequest == null && isHeaders ? method(type, List.of("remove"), 1) : ofRequest;
    }

    /**
     * A line of a request.
     *
     * @param object the client's own object for this line, if it has one
     */
    record Line(@Nullable Object object, String text) {}

    private static boolean isBelow(Class<?> type, String interfaceName) {
        for (Class<?> implemented : type.getInterfaces()) {
            if (implemented.getSimpleName().equals(interfaceName) || isBelow(implemented, interfaceName)) {
                return true;
            }
        }
        return false;
    }

    private static CarrierLines of(Object carrier) {
        return OF_CLASS.get(carrier.getClass());
    }

    /** Where the request keeps its headers: itself, or what it leads to. */
    static Object holder(Object carrier) {
        return follow(carrier, false);
    }

    /** What can be asked for the lines; for a builder without a way to ask it, what it would build now. */
    static Object readable(Object holder) {
        return follow(holder, true);
    }

    static boolean isBuilder(Object holder) {
        return of(holder).isBuilt();
    }

    private static Object follow(Object carrier, boolean building) {
        Object last = carrier;
        try {
            for (int depth = 0; depth < MAX_DEPTH; depth++) {
                CarrierLines lines = of(last);
                Object next = lines.isBuilt() && !building ? null : lines.next(last);
                if (next == null) {
                    return last;
                }
                last = next;
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            // The last one that could be reached
        }
        return last;
    }

    /** The lines with this name; none if there are none or it cannot be asked. */
    static List<Line> lines(Object readable, String name) {
        List<Line> lines = new ArrayList<>(1);
        try {
            of(readable).collect(readable, name, lines);
        } catch (ReflectiveOperationException | RuntimeException e) {
            // It cannot be asked after all.
            return List.of();
        }
        return lines;
    }

    private void collect(Object readable, String name, List<Line> lines) throws ReflectiveOperationException {
        if (isMap) {
            ((Map<?, ?>) readable).forEach((key, value) -> {
                if (key != null && name.equalsIgnoreCase(key.toString())) {
                    addLines(null, value, lines);
                }
            });
        } else if (isConnection) {
            ((URLConnection) readable).getRequestProperties().forEach((key, values) -> {
                if (name.equalsIgnoreCase(key)) {
                    addLines(null, values, lines);
                }
            });
        } else if (metadata != null) {
            addLines(null, metadata.values(readable, name), lines);
        } else if (lookUp != null) {
            addLines(null, lookUp.invoke(readable, name), lines);
        }
    }

    private boolean isBuilt() {
        return view != null && view.getName().equals("build");
    }

    private @Nullable Object next(Object carrier) throws ReflectiveOperationException {
        if (visit != null) {
            AtomicReference<@Nullable Object> visited = new AtomicReference<>();
            Consumer<Object> visitor = visited::set;
            Object unused = visit.invoke(carrier, visitor);
            return visited.get();
        }
        return view == null ? null : view.invoke(carrier);
    }

    /**
     * Removes all lines with this name, where it can be done.
     *
     * @throws IllegalStateException if it cannot be done any more
     */
    static void remove(Object holder, String name) {
        try {
            of(holder).removeFrom(holder, name);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalStateException tooLate) {
                throw tooLate;
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            // It stays, as the caller has set it.
        }
    }

    private void removeFrom(Object holder, String name) throws ReflectiveOperationException {
        if (isMap) {
            ((Map<?, ?>) holder).keySet().removeIf(key -> key != null && name.equalsIgnoreCase(key.toString()));
        } else if (metadata != null) {
            metadata.remove(holder, name);
        } else if (removal != null) {
            Object unused = removal.invoke(holder, name);
        }
    }

    private static void addLines(@Nullable Object object, @Nullable Object value, List<Line> lines) {
        if (value instanceof CharSequence text) {
            lines.add(new Line(object, text.toString()));
        } else if (value instanceof byte[] bytes) {
            lines.add(new Line(object, new String(bytes, StandardCharsets.UTF_8)));
        } else if (value instanceof Optional<?> optional) {
            addLines(object, optional.orElse(null), lines);
        } else if (value instanceof Iterable<?> several) {
            several.forEach(one -> addLines(object, one, lines));
        } else if (value != null && value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                addLines(object, Array.get(value, i), lines);
            }
        } else if (value != null) {
            Method ofHeader = method(value.getClass(), List.of("getValue", "value"), 0);
            try {
                addLines(value, ofHeader == null ? value.toString() : ofHeader.invoke(value), lines);
            } catch (ReflectiveOperationException e) {
                lines.add(new Line(value, ""));
            }
        }
    }

    /** The first public method with one of these names that takes a name, or nothing. */
    private static @Nullable Method method(Class<?> type, List<String> names, int parameters) {
        for (String name : names) {
            Method found = method(
                    type,
                    method -> method.getName().equals(name)
                            && method.getParameterCount() == parameters
                            && (parameters == 0 || isOfText(method.getParameterTypes()[0]))
                            && (name.startsWith("remove") || method.getReturnType() != void.class));
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** How a builder shows the headers that it has so far. */
    private static @Nullable Method visitor(Class<?> type) {
        return method(
                type,
                method -> method.getName().equals("headers")
                        && method.getParameterCount() == 1
                        && method.getParameterTypes()[0] == Consumer.class);
    }

    private static @Nullable Method method(Class<?> type, Predicate<Method> fits) {
        try {
            for (Method method : type.getMethods()) {
                // The class may be hidden, as the implementation of a public interface often is.
                if (fits.test(method) && method.trySetAccessible()) {
                    return method;
                }
            }
        } catch (LinkageError e) {
            // One of its methods needs a class that is not there, as that of an optional library: it cannot be asked.
        }
        return null;
    }

    private static boolean isOfText(Class<?> type) {
        return type == String.class || type == CharSequence.class || type == Object.class;
    }
}
