// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.resteasy.server;

import io.headerhop.jaxrs.HeaderPropagationStatusFeature;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;

/** What an application writes whose classes are found by scanning. */
@Provider
public class Status implements Feature {
    @Override
    public boolean configure(FeatureContext context) {
        return new HeaderPropagationStatusFeature(
                        request -> request.getSecurityContext().isUserInRole("operator"))
                .configure(context);
    }
}
