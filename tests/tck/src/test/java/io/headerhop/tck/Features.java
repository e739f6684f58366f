// SPDX-License-Identifier: Apache-2.0
package io.headerhop.tck;

import io.headerhop.jaxrs.HeaderPropagationClientFeature;
import io.headerhop.jaxrs.HeaderPropagationServerFeature;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.FeatureContext;
import org.glassfish.jersey.internal.spi.AutoDiscoverable;

/**
 * Found by Jersey on the class path: installs the features in each server and client of the TCK, which does not know
 * about it.
 */
public final class Features implements AutoDiscoverable {
    static final boolean WITH = switch (System.getProperty("headerhop.features", "")) {
        case "with" -> true;
        case "without" -> false;
        default -> throw new IllegalStateException("headerhop.features is neither with nor without");
    };

    @Override
    public void configure(FeatureContext context) {
        if (!WITH) {
            return;
        }
        boolean server = context.getConfiguration().getRuntimeType() == RuntimeType.SERVER;
        context.register(server ? HeaderPropagationServerFeature.class : HeaderPropagationClientFeature.class);
    }
}
