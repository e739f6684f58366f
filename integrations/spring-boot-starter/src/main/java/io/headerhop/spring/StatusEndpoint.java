// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import io.headerhop.PropagationStatus;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** {@code /actuator/headerhop}, once the application exposes it. */
@Endpoint(id = "headerhop")
class StatusEndpoint {
    /** As the status page has it, whatever turns objects into JSON in this application. */
    @ReadOperation(
            produces = {
                "application/json",
                "application/vnd.spring-boot.actuator.v3+json",
                "application/vnd.spring-boot.actuator.v2+json"
            })
    String status() {
        return PropagationStatus.now().toJson();
    }
}
