// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers;

import io.headerhop.jaxrs.HeaderPropagationStatusFeature;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;

/** The status page, in an application whose classes the server finds by scanning. */
@Provider
public class Status implements Feature {
    @Override
    public boolean configure(FeatureContext context) {
        return new HeaderPropagationStatusFeature(
                        request -> "secret".equals(request.getHeaderString("x-status-key")))
                .configure(context);
    }
}
