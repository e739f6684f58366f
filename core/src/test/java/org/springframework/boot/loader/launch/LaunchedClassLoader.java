// SPDX-License-Identifier: Apache-2.0
package org.springframework.boot.loader.launch;

import io.headerhop.lost.ManagementLaterTest;
import java.net.URL;

/** By its name the one of Spring Boot's executable jars. */
public final class LaunchedClassLoader extends ManagementLaterTest.ApplicationClassLoader {
    public LaunchedClassLoader(URL[] classes, ClassLoader parent) {
        super(classes, parent);
    }
}
