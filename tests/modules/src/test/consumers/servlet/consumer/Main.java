// SPDX-License-Identifier: Apache-2.0
package consumer;

import io.headerhop.HeaderPropagation;
import io.headerhop.servlet.HeaderPropagationFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContainerInitializer;
import java.util.ServiceLoader;

/** Creates the filter by hand, and finds the service that a container finds. */
public final class Main {
    public static void main(String[] arguments) {
        Filter filter = new HeaderPropagationFilter(HeaderPropagation.istio()).trusting(request -> true);
        for (ServletContainerInitializer found : ServiceLoader.load(ServletContainerInitializer.class)) {
            System.out.println(filter.getClass().getSimpleName() + " " + found.getClass().getSimpleName());
        }
    }
}
