// SPDX-License-Identifier: Apache-2.0
module consumer {
    requires io.headerhop;
    requires io.headerhop.opentelemetry;
    requires io.opentelemetry.api;
    requires io.opentelemetry.context;
    requires io.opentelemetry.sdk;
    requires io.opentelemetry.sdk.autoconfigure;
}
