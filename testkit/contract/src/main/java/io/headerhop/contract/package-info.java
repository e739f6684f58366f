// SPDX-License-Identifier: Apache-2.0
/**
 * What an adapter must do, as test suites that an adapter's own tests implement: those of Headerhop's adapters, and of
 * any that you write. They are versioned as all of Headerhop: a new requirement comes with a new minor version, and an
 * implementing test that compiled goes on to compile within a major one. Each contract is one requirement; an adapter
 * implements those that fit its library, and the library's limits are documented by separate tests of that adapter. No
 * contract has options or optional methods.
 *
 * <p>An outbound adapter, for each way to send a call that its client has:
 *
 * <ul>
 *   <li>{@link io.headerhop.contract.OutboundContract}: every adapter. It has four parts:
 *       {@link io.headerhop.contract.CarryingContract} (what is current is carried, and nothing else about the call
 *       changes), {@link io.headerhop.contract.OwnHeadersContract} (what the caller set wins),
 *       {@link io.headerhop.contract.CopiedHeadersContract} (a gateway's copies are not the caller's choice),
 *       {@link io.headerhop.contract.DestinationContract} (to which hosts and ports)
 *   <li>{@link io.headerhop.contract.DefaultPortContract}: every adapter. A URL without a port uses its scheme's
 *       default
 *   <li>{@link io.headerhop.contract.RedirectContract}: clients that let an adapter check each hop of a redirect
 *   <li>{@link io.headerhop.contract.FollowingContract}: clients that follow redirects on their own, checked or not:
 *       hops, methods, credentials, cookies, schemes and the outcome are the same as without Headerhop
 *   <li>{@link io.headerhop.contract.AuthenticationContract}: clients that answer a challenge on their own
 *   <li>{@link io.headerhop.contract.RetryContract}: clients that retry on their own
 * </ul>
 *
 * <p>and if its client returns before the response arrives:
 *
 * <ul>
 *   <li>{@link io.headerhop.contract.CallbackContract}: a callback sees its own caller's headers
 *   <li>{@link io.headerhop.contract.QueueingContract}: so does a call that had to wait for others
 * </ul>
 *
 * <p>Implemented by: OkHttp all (HTTP/2 all but the default port); Retrofit all but the default port and following,
 * which are OkHttp's; Apache HttpClient all, classic clients without callbacks and queues, clients of HTTP/2 alone
 * without queues and the default port; the JDK's client all but retries (HTTP/2 all but the default port); Jersey all
 * but retries, redirects on its connectors for Apache HttpClient only; CXF all but retries; RESTEasy all but retries
 * and redirects, following on its engines that do so.
 *
 * <p>All of them leave nothing on the caller's thread: {@link io.headerhop.contract.CallersThreadContract}.
 *
 * <p>An inbound adapter implements {@link io.headerhop.contract.InboundContract}: every servlet container and every
 * JAX-RS server. The servlet adapter and the JAX-RS feature also have contracts of their own, in their tests.
 *
 * <p>AssertJ and WireMock ({@code wiremock-standalone}) come along; JUnit Jupiter is the adapter's own.
 *
 * <p>{@link io.headerhop.contract.Downstream}, {@link io.headerhop.contract.EveryAnswer},
 * {@link io.headerhop.contract.Headers}, {@link io.headerhop.contract.RawHttp},
 * {@link io.headerhop.contract.ScriptedServer} and {@link io.headerhop.contract.Trust} are tools of these contracts:
 * public only because tests in other packages use them. They are not part of the API, and may change in any release.
 *
 * <p>A wrapper of any kind has a test that calls {@link io.headerhop.contract.Delegation}: every method of the newest
 * version of the wrapped type is delegated.
 */
@NullMarked
package io.headerhop.contract;

import org.jspecify.annotations.NullMarked;
