// SPDX-License-Identifier: Apache-2.0
/** Current headers in the calls of gRPC, inbound and outbound. */
@NullMarked
package io.headerhop.grpc;

import org.jspecify.annotations.NullMarked;
