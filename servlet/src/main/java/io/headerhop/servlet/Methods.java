// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Methods of classes that are known only at run time, each as fast as a direct call, unlike a method handle that is not
 * a constant.
 */
final class Methods {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private Methods() {}

    /** A method that returns the element at an index. */
    @FunctionalInterface
    interface Element {
        Object at(Object owner, int index);
    }

    @SuppressWarnings("unchecked")
    static Function<Object, Object> function(Class<?> owner, String name, Class<?> result) throws Throwable {
        return (Function<Object, Object>)
                as(Function.class, "apply", methodType(Object.class, Object.class), owner, name, methodType(result));
    }

    @SuppressWarnings("unchecked")
    static ToIntFunction<Object> number(Class<?> owner, String name) throws Throwable {
        return (ToIntFunction<Object>) as(
                ToIntFunction.class,
                "applyAsInt",
                methodType(int.class, Object.class),
                owner,
                name,
                methodType(int.class));
    }

    static Element element(Class<?> owner, String name, Class<?> result) throws Throwable {
        return (Element) as(
                Element.class,
                "at",
                methodType(Object.class, Object.class, int.class),
                owner,
                name,
                methodType(result, int.class));
    }

    private static Object as(
            Class<?> type, String method, MethodType erased, Class<?> owner, String name, MethodType of)
            throws Throwable {
        MethodHandle target = LOOKUP.findVirtual(owner, name, of);
        return LambdaMetafactory.metafactory(LOOKUP, method, methodType(type), erased, target, target.type())
                .getTarget()
                .invoke();
    }
}
