// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties that begin with {@code headerhop.}; each is described in
 * {@code META-INF/spring-configuration-metadata.json}. What is not set comes from the environment, as without Spring.
 *
 * @param enabled whether anything is installed at all
 * @param headers names, prefixes and presets; a minus takes away
 * @param destinations where the headers may go
 * @param replace whether captured headers replace those of the caller
 * @param generateRequestId whether a request without x-request-id is given one
 * @param mdc refused, with what to write: headerhop-slf4j reads it from the JVM's property or the variable
 * @param leaveTraceHeadersToTracer whether a tracer in the service gets the trace headers to itself
 */
@ConfigurationProperties(prefix = "headerhop", ignoreUnknownFields = false)
record HeaderhopProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable List<String> headers,
        @Nullable List<String> destinations,
        @Nullable Boolean replace,
        @Nullable Boolean generateRequestId,
        @Nullable String mdc,
        @DefaultValue("true") boolean leaveTraceHeadersToTracer) {

    /** The value of a property by its full name, as {@link io.headerhop.HeaderPropagation#from} asks for it. */
    @Nullable String get(String property) {
        return switch (property) {
            case "headerhop.headers" -> headers == null ? null : String.join(",", headers);
            case "headerhop.destinations" -> destinations == null ? null : String.join(",", destinations);
            case "headerhop.replace" -> replace == null ? null : replace.toString();
            case "headerhop.generate-request-id" -> generateRequestId == null ? null : generateRequestId.toString();
            case "headerhop.mdc" -> mdc;
            default -> null;
        };
    }
}
