// SPDX-License-Identifier: Apache-2.0
/**
 * What an adapter is, as test suites that the adapters' own tests implement. Each contract is one demand; an adapter
 * implements those that fit its library, and what the library cannot do is a named test of that adapter. No contract
 * has options, and none has methods that an adapter may leave out.
 *
 * <p>An outbound adapter, for each way to send a call that its client has:
 *
 * <ul>
 *   <li>{@link io.headerhop.contract.OutboundContract}: every adapter. Of four parts:
 *       {@link io.headerhop.contract.CarryingContract} (what is current is carried, and nothing else of the call is
 *       changed), {@link io.headerhop.contract.OwnHeadersContract} (what the caller set wins),
 *       {@link io.headerhop.contract.CopiedHeadersContract} (a gateway's copies are not the caller's choice),
 *       {@link io.headerhop.contract.DestinationContract} (to which hosts and ports)
 *   <li>{@link io.headerhop.contract.DefaultPortContract}: every adapter. A URL without a port has its scheme's
 *   <li>{@link io.headerhop.contract.RedirectContract}: clients that let an adapter judge each hop of a redirect
 *   <li>{@link io.headerhop.contract.FollowingContract}: clients that follow redirects by themselves, judged or not:
 *       hops, methods, credentials, cookies, schemes and the end are those of the client alone
 *   <li>{@link io.headerhop.contract.AuthenticationContract}: clients that answer a challenge by themselves
 *   <li>{@link io.headerhop.contract.RetryContract}: clients that retry by themselves
 * </ul>
 *
 * <p>and where its client returns before the response is there:
 *
 * <ul>
 *   <li>{@link io.headerhop.contract.CallbackContract}: what it calls back sees its own caller's headers
 *   <li>{@link io.headerhop.contract.QueueingContract}: so does a call that had to wait for others
 * </ul>
 *
 * <p>Who implements them: OkHttp all (HTTP/2 all but the default port); Retrofit all but the default port and
 * following, which are OkHttp's; Apache HttpClient all, classic clients without callbacks and queues, clients of HTTP/2
 * alone without queues and the default port; Jersey all but retries, redirects on its connectors for Apache HttpClient
 * only; CXF all but retries; RESTEasy all but retries and redirects, following on its engines that do so.
 *
 * <p>All of them leave nothing on the caller's thread: {@link io.headerhop.contract.CallersThreadContract}.
 *
 * <p>An inbound adapter implements {@link io.headerhop.contract.InboundContract}: every servlet container and every
 * JAX-RS server. The servlet adapter and the JAX-RS feature have contracts of their own beside that, in their tests.
 *
 * <p>A wrapper of any kind has a test that calls {@link io.headerhop.contract.Delegation}: every method of the newest
 * version of the wrapped type is handed on.
 */
@NullMarked
package io.headerhop.contract;

import org.jspecify.annotations.NullMarked;
