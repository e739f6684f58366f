// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.stream.Stream;

/** Loads the library and its tests anew, as a web application with the jar inside does. */
public class ApplicationClassLoader extends URLClassLoader {
    /** @param classes one of each jar or folder that it loads from, besides core and its tests */
    public ApplicationClassLoader(Class<?>... classes) {
        super(
                Stream.concat(Stream.of(HeaderPropagation.class, ApplicationClassLoader.class), Stream.of(classes))
                        .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                        .toArray(URL[]::new),
                ApplicationClassLoader.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith("io.headerhop.")) {
            return super.loadClass(name, resolve);
        }
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
    }
}
