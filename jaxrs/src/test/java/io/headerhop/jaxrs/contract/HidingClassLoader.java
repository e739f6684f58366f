// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.contract;

import io.headerhop.jaxrs.HeaderPropagationServerFeature;
import jakarta.ws.rs.core.Feature;
import java.io.IOException;
import java.io.InputStream;

/** What an application sees on a server that hides its implementation of JAX-RS, as Open Liberty does. */
public final class HidingClassLoader extends ClassLoader {
    private final String hidden;

    /** Hides the packages with this prefix. */
    public HidingClassLoader(String hidden) {
        super(HidingClassLoader.class.getClassLoader());
        this.hidden = hidden;
    }

    /** The feature as the application sees it. */
    public Feature feature() throws ReflectiveOperationException {
        return (Feature) loadClass(HeaderPropagationServerFeature.class.getName())
                .getConstructor()
                .newInstance();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith(hidden)) {
            throw new ClassNotFoundException(name);
        }
        if (name.startsWith("io.headerhop.jaxrs.")) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
        return super.loadClass(name, resolve);
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
    }
}
