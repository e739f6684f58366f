// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.support.SpringBootServletInitializer;

/** The class in a WAR that starts {@link Service}. Tomcat loads it a second time, so it names that one as a string. */
public final class WarApplication extends SpringBootServletInitializer {
    @Override
    protected SpringApplicationBuilder configure(SpringApplicationBuilder builder) {
        try {
            return builder.sources(Class.forName("io.headerhop.spring.Service"));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
