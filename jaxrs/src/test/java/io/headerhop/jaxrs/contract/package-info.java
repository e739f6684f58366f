// SPDX-License-Identifier: Apache-2.0
/**
 * What the JAX-RS features do, in servers and clients, as test suites for the tests of each implementation to
 * implement.
 *
 * <ul>
 *   <li>{@link io.headerhop.jaxrs.contract.JaxrsServerContract}: every server
 *   <li>{@link io.headerhop.jaxrs.contract.JaxrsAsyncServerContract}: servers that can suspend a request; with
 *       {@link io.headerhop.jaxrs.contract.ResumingContract} and
 *       {@link io.headerhop.jaxrs.contract.FailingAnswerContract} (the thread that resumes is lent)
 *   <li>{@link io.headerhop.jaxrs.contract.NestedRequestContract}: servers that can suspend a request; a request that
 *       ends another keeps its own headers
 *   <li>{@link io.headerhop.jaxrs.contract.ForwardingContract}: servers in a servlet container
 *   <li>{@link io.headerhop.jaxrs.contract.JaxrsEventServerContract}: servers that can send events
 *   <li>{@link io.headerhop.jaxrs.contract.TimeoutSetElsewhereContract}: servers where any thread may set a timeout
 *   <li>{@link io.headerhop.jaxrs.contract.BehindServletFilterContract},
 *       {@link io.headerhop.jaxrs.contract.FilterAloneContract}: with the servlet filter in front, and with it alone
 *   <li>{@link io.headerhop.jaxrs.contract.StatusPageContract}: every server; who sees the status page, and what
 *   <li>{@link io.headerhop.jaxrs.contract.JaxrsClientContract}: every client, beside the contracts of core
 *   <li>{@link io.headerhop.jaxrs.contract.ClientDifferenceContract}: the same program with the feature and without
 * </ul>
 */
@NullMarked
package io.headerhop.jaxrs.contract;

import org.jspecify.annotations.NullMarked;
