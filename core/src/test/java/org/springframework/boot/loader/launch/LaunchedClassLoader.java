// SPDX-License-Identifier: Apache-2.0
package org.springframework.boot.loader.launch;

import io.headerhop.ApplicationClassLoader;

/** Has the name of the class loader that runs an executable jar of Spring Boot. */
public class LaunchedClassLoader extends ApplicationClassLoader {}
