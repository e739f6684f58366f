// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import feign.Capability;
import feign.Client;

/**
 * Makes blocking Feign clients carry the headers current where they are called. A bean of the starter; not for
 * applications. Public because Feign calls it by reflection.
 */
public final class FeignClientCapability implements Capability {
    FeignClientCapability() {}

    @Override
    public Client enrich(Client client) {
        return client instanceof CarryingFeignClient ? client : new CarryingFeignClient(client);
    }
}
