// SPDX-License-Identifier: Apache-2.0
package io.headerhop.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.Writer;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.implementation.InvocationHandlerAdapter;
import net.bytebuddy.matcher.ElementMatchers;
import org.jspecify.annotations.Nullable;

/**
 * Walks all public methods of a library type that an adapter wraps, in the version on the class path, and fails if the
 * wrapper does not delegate one: for example a default method added by a newer version, which a wrapper compiled
 * against an older one does not override.
 *
 * <p>Each method must call the same method of the wrapped object with the same arguments, return its result, and throw
 * what it throws, even if undeclared. Arguments and results may themselves be wrapped if their types can be extended.
 *
 * <pre>{@code
 * Delegation.of(Call.class, call -> new PropagatingCall(call))
 *         .with(Request.class, request)
 *         .except("clone()", "a clone is a call of its own")
 *         .assertComplete();
 * }</pre>
 *
 * @param <T> the wrapped type
 */
public final class Delegation<T> {
    // A loop that reads to the end would never end.
    private static final int MANY = 10;

    private final Class<T> type;
    private final Function<? super T, ? extends T> wrapper;
    private final Map<Class<?>, Object> values = new HashMap<>(Map.of(
            boolean.class,
            true,
            byte.class,
            (byte) 7,
            char.class,
            '7',
            short.class,
            (short) 7,
            int.class,
            7,
            long.class,
            7L,
            float.class,
            7f,
            double.class,
            7d,
            String.class,
            "seven",
            Class.class,
            Object.class));
    private final Map<String, String> exceptions = new TreeMap<>();

    private Delegation(Class<T> type, Function<? super T, ? extends T> wrapper) {
        this.type = type;
        this.wrapper = wrapper;
        values.put(ByteBuffer.class, ByteBuffer.allocate(7));
        values.put(CharBuffer.class, CharBuffer.allocate(7));
        // Otherwise one would be made with its simplest constructor, which opens a file.
        values.put(PrintWriter.class, new PrintWriter(Writer.nullWriter()));
        values.put(Charset.class, StandardCharsets.UTF_16BE);
    }

    /** The wrapper is called once for each method, with an object that only records calls. */
    public static <T> Delegation<T> of(Class<T> type, Function<? super T, ? extends T> wrapper) {
        return new Delegation<>(type, wrapper);
    }

    /** An argument and result for methods that need an instance of a class that cannot be mocked. */
    public <V> Delegation<T> with(Class<V> type, V value) {
        values.put(type, value);
        return this;
    }

    /**
     * A method that is deliberately not delegated, and why. It may be missing in an older version, but if it turns out
     * to be delegated, that is a failure too.
     *
     * @param method such as {@code "read(byte[], int, int)"}
     */
    public Delegation<T> except(String method, String reason) {
        exceptions.put(method, reason);
        return this;
    }

    public void assertComplete() {
        Map<String, String> failures = new TreeMap<>();
        Map<String, String> unneeded = new TreeMap<>(exceptions);
        List<Method> methods = methods().toList();
        for (Method method : methods) {
            String problem = problemWith(method);
            if (!exceptions.containsKey(signatureOf(method))) {
                if (problem != null) {
                    failures.put(signatureOf(method), problem);
                }
            } else if (problem != null) {
                unneeded.remove(signatureOf(method));
            }
        }
        unneeded.keySet()
                .retainAll(methods.stream().map(Delegation::signatureOf).toList());
        assertThat(methods).as("methods of %s", type).isNotEmpty();
        assertThat(failures).as("methods of %s that are not delegated", type).isEmpty();
        assertThat(unneeded)
                .as("methods of %s that are delegated although listed as exceptions", type)
                .isEmpty();
    }

    private Stream<Method> methods() {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class)
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> !Modifier.isFinal(method.getModifiers()))
                .filter(method -> !method.isBridge());
    }

    private @Nullable String problemWith(Method method) {
        Object[] arguments =
                Arrays.stream(method.getParameterTypes()).map(this::valueOf).toArray();
        Object result = method.getReturnType() == void.class ? null : valueOf(method.getReturnType());
        List<String> called = new ArrayList<>();
        List<Object[]> given = new ArrayList<>();
        T delegate = remembering(type, (actual, actualArguments) -> {
            if (called.size() == MANY) {
                throw new AssertionError("called again and again");
            }
            called.add(signatureOf(actual));
            if (signatureOf(actual).equals(signatureOf(method))) {
                given.add(actualArguments);
                return result;
            }
            return actual.getReturnType() == void.class ? null : valueOf(actual.getReturnType());
        });
        T wrapped = wrapper.apply(delegate);
        called.clear();
        given.clear();
        Object returned;
        try {
            returned = call(wrapped, method, arguments);
        } catch (Throwable e) {
            return "throws " + e + " after calling " + called;
        }
        if (given.size() != 1) {
            return "calls " + called;
        }
        for (int i = 0; i < arguments.length; i++) {
            if (!isSameOrWrapped(method.getParameterTypes()[i], arguments[i], given.get(0)[i])) {
                return "passes on " + Arrays.toString(given.get(0)) + " instead of " + Arrays.toString(arguments);
            }
        }
        if (method.getReturnType() != void.class && !isSameOrWrapped(method.getReturnType(), result, returned)) {
            return "returns " + returned + " instead of " + result;
        }
        return problemWithFailing(method, arguments);
    }

    private @Nullable String problemWithFailing(Method method, Object[] arguments) {
        boolean[] fails = {false};
        Undeclared failure = new Undeclared();
        T delegate = remembering(type, (called, ignored) -> {
            if (fails[0] && signatureOf(called).equals(signatureOf(method))) {
                throw failure;
            }
            return called.getReturnType() == void.class ? null : valueOf(called.getReturnType());
        });
        T wrapped = wrapper.apply(delegate);
        fails[0] = true;
        try {
            call(wrapped, method, arguments);
            return "swallows what is thrown";
        } catch (Throwable e) {
            return e == failure ? null : "throws " + e + " instead of what was thrown";
        }
    }

    private static @Nullable Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    // The very object is what has to come through.
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSameOrWrapped(Class<?> declared, @Nullable Object expected, @Nullable Object actual) {
        if (declared.isPrimitive()) {
            return Objects.equals(expected, actual);
        }
        boolean extensible = !Modifier.isFinal(declared.getModifiers()) && declared != Object.class;
        return expected == actual || actual != null && extensible;
    }

    /** A value to pass to a method or to return from it. */
    private Object valueOf(Class<?> wanted) {
        Object known = values.get(wanted);
        if (known != null) {
            return known;
        }
        Object made = make(wanted);
        // The same one each time, so that it is recognized when it comes out again.
        values.put(wanted, made);
        return made;
    }

    private Object make(Class<?> wanted) {
        if (wanted.isEnum()) {
            return wanted.getEnumConstants()[0];
        }
        if (wanted.isArray()) {
            return Array.newInstance(
                    wanted.getComponentType(), wanted.getComponentType().isPrimitive() ? 7 : 0);
        }
        for (Object container : List.of(
                new ArrayList<>(),
                new HashSet<>(),
                new HashMap<>(),
                Collections.emptyIterator(),
                Collections.emptyEnumeration())) {
            if (wanted.isInstance(container) && wanted != Object.class) {
                return container;
            }
        }
        if (wanted.isInterface() || Modifier.isAbstract(wanted.getModifiers()) && hasSimpleConstructor(wanted)) {
            return remembering(
                    wanted,
                    (method, arguments) ->
                            method.getReturnType() == void.class ? null : valueOf(method.getReturnType()));
        }
        Constructor<?>[] constructors = wanted.getConstructors();
        Arrays.sort(constructors, Comparator.comparingInt(Constructor::getParameterCount));
        for (Constructor<?> constructor : constructors) {
            try {
                return constructor.newInstance(Arrays.stream(constructor.getParameterTypes())
                        .map(this::valueOf)
                        .toArray());
            } catch (ReflectiveOperationException e) {
                // The next constructor may work with what can be mocked.
            }
        }
        throw new AssertionError("give one by with(%s.class, …)".formatted(wanted.getSimpleName()));
    }

    private static boolean hasSimpleConstructor(Class<?> wanted) {
        return Arrays.stream(wanted.getDeclaredConstructors())
                .filter(constructor -> Modifier.isPublic(constructor.getModifiers())
                        || Modifier.isProtected(constructor.getModifiers()))
                .anyMatch(constructor -> constructor.getParameterCount() == 0);
    }

    /** What a call on a mock object does. */
    private interface Behaviour {
        @Nullable Object call(Method method, Object[] arguments) throws Throwable;
    }

    /** Unlike a {@link java.lang.reflect.Proxy}, this also works for classes, and can throw anything. */
    private static <V> V remembering(Class<V> type, Behaviour behaviour) {
        try {
            return new ByteBuddy(ClassFileVersion.JAVA_V17)
                    .subclass(type)
                    .method(ElementMatchers.isPublic()
                            .and(ElementMatchers.not(ElementMatchers.isDeclaredBy(Object.class))))
                    .intercept(InvocationHandlerAdapter.of(
                            (ignored, method, arguments) -> behaviour.call(method, arguments)))
                    .make()
                    .load(Delegation.class.getClassLoader())
                    .getLoaded()
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("cannot mock a " + type, e);
        }
    }

    private static String signatureOf(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", ", method.getName() + "(", ")"));
    }

    private static final class Undeclared extends Exception {
        private static final long serialVersionUID = 1;

        Undeclared() {
            super("on purpose");
        }
    }
}
