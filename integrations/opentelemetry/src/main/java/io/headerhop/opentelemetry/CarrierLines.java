// SPDX-License-Identifier: Apache-2.0
package io.headerhop.opentelemetry;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the headers that an outbound request has are read and removed, for requests of one class: by the methods that the
 * clients' types have for it. They belong to the application, whose classes an extension of the agent cannot name.
 */
final class CarrierLines {
    /** From a request to what has its headers. */
    private static final List<String> VIEWS = List.of("requestHeaders", "headers", "getHeaders", "getRequest");

    private static final List<String> LOOK_UPS = List.of("getFirstHeader", "lastHeader", "getHeader", "header");
    private static final List<String> LOOK_UPS_OF_HEADERS = List.of("getFirst", "get");
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
    private final @Nullable Method lookUp;
    private final @Nullable Method names;
    private final @Nullable Method view;
    private final @Nullable Method removal;

    private CarrierLines(Class<?> type) {
        isMap = Map.class.isAssignableFrom(type);
        isConnection = URLConnection.class.isAssignableFrom(type);
        boolean isHeaders = type.getSimpleName().matches(".*(Headers|HeadersImpl|MultiMap|HttpFields).*")
                || isBelow(type, "MultiMap");
        Method direct = isMap || isConnection ? null : method(type, LOOK_UPS, 1);
        lookUp = direct == null && isHeaders && !isMap ? method(type, LOOK_UPS_OF_HEADERS, 1) : direct;
        names = lookUp == null && type.getSimpleName().equals("Metadata") ? method(type, List.of("keys"), 0) : null;
        Method found = lookUp != null || isMap || isConnection ? null : method(type, VIEWS, 0);
        view = found == null && type.getSimpleName().endsWith("Builder") ? method(type, List.of("build"), 0) : found;
        Method ofRequest = isMap || isConnection ? null : method(type, REMOVALS, 1);
        removal = ofRequest == null && isHeaders && !isMap ? method(type, List.of("remove"), 1) : ofRequest;
    }

    private static boolean isBelow(Class<?> type, String interfaceName) {
        for (Class<?> implemented : type.getInterfaces()) {
            if (implemented.getSimpleName().equals(interfaceName) || isBelow(implemented, interfaceName)) {
                return true;
            }
        }
        return false;
    }

    static CarrierLines of(Object carrier) {
        return OF_CLASS.get(carrier.getClass());
    }

    /** The values that the request has; empty if it has none or cannot be asked. */
    List<String> values(Object carrier, String name) {
        List<String> values = new ArrayList<>(1);
        try {
            collect(carrier, name, values, MAX_DEPTH);
        } catch (ReflectiveOperationException | RuntimeException e) {
            // A request that cannot be asked after all
            return List.of();
        }
        return values;
    }

    private void collect(Object carrier, String name, List<String> values, int depth)
            throws ReflectiveOperationException {
        if (isMap) {
            ((Map<?, ?>) carrier).forEach((key, value) -> {
                if (key != null && name.equalsIgnoreCase(key.toString())) {
                    addText(value, values);
                }
            });
        } else if (isConnection) {
            addText(((URLConnection) carrier).getRequestProperty(name), values);
        } else if (lookUp != null) {
            addText(lookUp.invoke(carrier, name), values);
        } else if (names != null && names.invoke(carrier) instanceof Collection<?> all && all.contains(name)) {
            // Some value: there is no way to tell it.
            values.add("");
        } else if (view != null && depth > 0) {
            Object lines = view.invoke(carrier);
            if (lines != null) {
                of(lines).collect(lines, name, values, depth - 1);
            }
        }
    }

    /** Removes all lines with this name, where it can be done. */
    void remove(Object carrier, String name) {
        try {
            remove(carrier, name, MAX_DEPTH);
        } catch (ReflectiveOperationException | RuntimeException e) {
            // It stays, as the caller has set it.
        }
    }

    private void remove(Object carrier, String name, int depth) throws ReflectiveOperationException {
        if (isMap) {
            ((Map<?, ?>) carrier).keySet().removeIf(key -> key != null && name.equalsIgnoreCase(key.toString()));
        } else if (removal != null) {
            Object unused = removal.invoke(carrier, name);
        } else if (view != null && depth > 0 && !view.getName().equals("build")) {
            Object lines = view.invoke(carrier);
            if (lines != null) {
                of(lines).remove(lines, name, depth - 1);
            }
        }
    }

    private static void addText(@Nullable Object value, List<String> values) {
        if (value instanceof CharSequence text) {
            values.add(text.toString());
        } else if (value instanceof byte[] bytes) {
            values.add(new String(bytes, StandardCharsets.UTF_8));
        } else if (value instanceof Optional<?> optional) {
            addText(optional.orElse(null), values);
        } else if (value instanceof Collection<?> several) {
            several.forEach(one -> addText(one, values));
        } else if (value != null && value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                addText(Array.get(value, i), values);
            }
        } else if (value != null) {
            Method ofHeader = method(value.getClass(), List.of("getValue", "value"), 0);
            try {
                addText(ofHeader == null ? value.toString() : ofHeader.invoke(value), values);
            } catch (ReflectiveOperationException e) {
                values.add("");
            }
        }
    }

    /** The first public method with one of these names that takes a name, or nothing. */
    private static @Nullable Method method(Class<?> type, List<String> names, int parameters) {
        for (String name : names) {
            for (Method method : type.getMethods()) {
                boolean fits = method.getName().equals(name)
                        && method.getParameterCount() == parameters
                        && (parameters == 0 || isOfText(method.getParameterTypes()[0]))
                        && (name.startsWith("remove") || method.getReturnType() != void.class);
                // The class may be hidden, as the implementation of a public interface often is.
                if (fits && method.trySetAccessible()) {
                    return method;
                }
            }
        }
        return null;
    }

    private static boolean isOfText(Class<?> type) {
        return type == String.class || type == CharSequence.class || type == Object.class;
    }
}
