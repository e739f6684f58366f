// SPDX-License-Identifier: Apache-2.0
/** Carries headers in gRPC calls. */
module io.headerhop.grpc {
    requires static org.jspecify;
    requires transitive io.headerhop;
    requires transitive io.grpc;

    exports io.headerhop.grpc;
}
