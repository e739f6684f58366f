// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh;

import io.headerhop.support.Programs;
import io.headerhop.support.Programs.Envoy;

/** Which Envoy is in front of which service. */
enum Versions {
    FROM_1_40,
    UP_TO_1_39,
    /** The old ones in front of a and d, the new ones between them. */
    MIXED_OLD_FIRST,
    /** The new ones in front of a and d, the old ones between them. */
    MIXED_NEW_FIRST;

    Envoy of(String service) {
        boolean between = service.equals("b") || service.equals("c");
        return switch (this) {
            case FROM_1_40 -> Programs.envoyFrom140();
            case UP_TO_1_39 -> Programs.envoyUpTo139();
            case MIXED_OLD_FIRST -> between ? Programs.envoyFrom140() : Programs.envoyUpTo139();
            case MIXED_NEW_FIRST -> between ? Programs.envoyUpTo139() : Programs.envoyFrom140();
        };
    }
}
