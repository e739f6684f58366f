// SPDX-License-Identifier: Apache-2.0
/**
 * Spring Boot's auto-configuration for Headerhop: what comes in is captured, and what Boot's builders make carries it.
 * An application configures it by properties that begin with {@code headerhop.} and uses no class of this package.
 */
@NullMarked
package io.headerhop.spring;

import org.jspecify.annotations.NullMarked;
