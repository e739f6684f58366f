// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import io.headerhop.spi.Address;
import io.headerhop.spi.HeaderReader;
import io.headerhop.spi.HeaderWriter;
import io.headerhop.spi.InboundScope;
import io.headerhop.spi.Injection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way in for adapters: an inbound one captures from a request and makes the headers current while it is served; an
 * outbound one injects them into a call. Applications need nothing from here.
 *
 * <p>Adapters also say here that they are installed, which is logged once each, through {@link System.Logger}
 * {@code io.headerhop}: so that somebody who installs one in vain finds out. If outbound calls have nothing to carry
 * and no inbound adapter has captured from any request, one warning says so and what to do. Once one has, each line of
 * code whose calls have probably lost their request's headers is named in one warning, with the cause and what to
 * write.
 */
public final class Adapters {
    /**
     * The name of the request attribute or property in which an inbound adapter keeps what it captured: for itself when
     * it sees the request again, and for an adapter further in, which takes it from there. So a request is captured
     * once, by one configuration. Two copies of this class in one JVM have different names: each copy's clients see
     * only its own current headers.
     */
    public static final String REQUEST_ATTRIBUTE =
            CapturedHeaders.class.getName() + "@" + Integer.toHexString(System.identityHashCode(CapturedHeaders.class));

    /**
     * The name of the attribute in which an inbound adapter that nobody has asked for keeps the same once more: one
     * that the application has configured itself captures anew, by its own rules.
     */
    public static final String AUTOMATIC_ATTRIBUTE = REQUEST_ATTRIBUTE + ".automatic";

    private static final boolean CAN_BE_MANAGED = isThere("javax.management.MBeanServer");

    private static final AdapterLog LOG = new AdapterLog(System.getLogger("io.headerhop"));

    private Adapters() {}

    /** Whether there is a class that is not in every JVM, and that OSGi may hide where it is. */
    static boolean isThere(String type) {
        try {
            Class.forName(type, false, Adapters.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /** Captures from an inbound request. Throws only what the reader throws. */
    public static <R> CapturedHeaders capture(HeaderPropagation rules, R request, HeaderReader<R> reader) {
        captured();
        return Capture.from(request, reader, rules);
    }

    /**
     * Captures from an inbound request if the predicate trusts it; else none of its headers are captured. A predicate
     * that throws does not trust.
     */
    public static <R> CapturedHeaders capture(
            HeaderPropagation rules, R request, HeaderReader<R> reader, Predicate<? super R> trusted) {
        captured();
        return rules.isTrusted(request, trusted) ? Capture.from(request, reader, rules) : Capture.fromNothing(rules);
    }

    /** Something has been captured, by an adapter or by the application itself. */
    static void captured() {
        LOG.captured();
        if (CAN_BE_MANAGED) {
            Management.captured();
        }
    }

    /** As {@link CapturedHeaders#makeCurrent()}, with a scope that any thread can end. */
    public static InboundScope makeCurrent(CapturedHeaders headers) {
        return Current.push(headers);
    }

    /**
     * For a framework that itself knows, on each thread, which request the thread is working for, and says of no thread
     * when it begins and ends: whatever has no scope open asks here what is current. The last one counts.
     *
     * @param headers called on any thread, often; returns {@link CapturedHeaders#none()} where there is no request.
     *     Where it fails, nothing is current. Null to ask nobody, as at first
     */
    public static void askFramework(@Nullable Supplier<CapturedHeaders> headers) {
        Current.askFramework(headers);
    }

    /**
     * Injects headers into an outbound request, if the {@link Destinations} allow its host. A header that the caller
     * has set stays, and so does the group it belongs to: the caller's {@code traceparent} is never combined with the
     * captured {@code tracestate}. Where nothing came in, the request stays untouched.
     *
     * <p>A header with the very value that the inbound request had is a copy, as a proxy makes it of all that came, and
     * no choice of the caller: the captured headers take its place, and what was left out of them, such as the stale
     * form of B3 or an empty value, is removed. At a host that the destinations do not allow, nothing is changed.
     *
     * @param address the one that the code addressed
     * @return what was injected, for clients that follow redirects
     */
    public static <W> Injection inject(CapturedHeaders headers, Address address, W request, HeaderWriter<W> writer) {
        // Here, where the compiler knows which writer the adapter has.
        ClientCounts client = ClientCounts.of(writer.client());
        if (headers.isEmpty()) {
            reportNothing(headers, client, address.host());
        }
        return CallInjection.into(request, writer, client, headers, address);
    }

    /** Apart, so that the compiler can make one piece of the rest. */
    private static void reportNothing(CapturedHeaders headers, ClientCounts client, String host) {
        if (headers == CapturedHeaders.none()) {
            headers.rules().report(PropagationEvent.NOTHING_CURRENT, client, host);
            if (LOG.nothingToInject(client.name(), host)) {
                headers.rules().report(PropagationEvent.LIKELY_LOST, client, host);
            }
        } else {
            headers.rules().report(PropagationEvent.NOTHING_CAME, client, host);
        }
    }

    /**
     * What {@link #inject} has returned for a call, for an adapter that sees a hop of a redirect and cannot tell which
     * call it belongs to: what the caller chose is then taken from the hop. Changes and counts nothing.
     *
     * @param address the one that the code addressed
     */
    public static <W> Injection injected(CapturedHeaders headers, Address address, W hop, HeaderWriter<W> writer) {
        return CallInjection.before(hop, writer, headers, address);
    }

    /**
     * Whether nothing came in, so that injecting these changes no request. Inject them all the same, on whatever
     * thread: a call for a request that came without headers is counted as another than one for which nothing is
     * current. Not the same as {@link CapturedHeaders#isEmpty()}: what came and was left out is known, too.
     */
    public static boolean areNothing(CapturedHeaders headers) {
        return headers.hasNothing();
    }

    /** What is installed so far, in the words of the log. */
    static List<String> installed() {
        return LOG.installed();
    }

    /** What is wrong with the set-up, in the words of the log. */
    static List<String> warnings() {
        return LOG.warnings();
    }

    /** Where calls were made without a current request so far, the latest first. */
    static List<LostCall> lostCalls() {
        return LOG.lostCalls();
    }

    /**
     * An inbound adapter exists that the framework has yet to install: not all frameworks call what they accept.
     *
     * @param name what users call it, such as {@code HeaderPropagationFilter}
     */
    public static void created(String name) {
        LOG.created(name);
    }

    /**
     * An inbound adapter is installed and captures by these rules: logged at {@code INFO}.
     *
     * @param name what it is and where, such as {@code servlet filter in context '/shop'}
     * @throws IllegalArgumentException if a setting of a {@link io.headerhop.spi.CurrentListener} is wrong, as one of
     *     {@link HeaderPropagation#fromEnvironment()}
     */
    public static void inbound(String name, HeaderPropagation rules) {
        CurrentListeners.requireRightSettings();
        LOG.inbound(name, rules);
        if (CAN_BE_MANAGED) {
            Management.installed();
        }
    }

    /**
     * An outbound adapter is installed: logged at {@code INFO}.
     *
     * @param name the client, such as {@code OkHttp}
     */
    public static void outbound(String name) {
        LOG.outbound(name);
        if (CAN_BE_MANAGED) {
            Management.installed();
        }
    }

    /**
     * A library hands over what is current, since an adapter is installed in it: what it calls, and what has nothing,
     * was given to it where nothing was current.
     *
     * @param callers how the names of the classes begin by which the stack shows it, such as
     *     {@code io.micrometer.context.}
     */
    public static void handsOver(String callers) {
        LossCause.handedOverBy(callers);
    }

    /**
     * Tells a module that counts by client, as one of meters does, of each client in
     * {@link PropagationEvent#countByClient()}: of those that are there, and of others as soon as they make their first
     * call. Safe to call from any thread.
     *
     * @param listener held weakly, so that it goes with what it makes meters for: keep it there, as a lambda that
     *     nobody else holds goes at once. Called with a client's name, now or later, on the thread that makes the call;
     *     perhaps twice. What it throws is counted and goes no further
     */
    public static void tellOfClients(Consumer<String> listener) {
        ClientCounts.tell(listener);
    }

    /**
     * Something that an adapter cannot do where it was installed, with what to do instead: logged at {@code WARNING}.
     */
    public static void warn(String message) {
        LOG.warn(message);
    }

    /**
     * An inbound adapter is used from now on in an application that can stop before the JVM does. It says so by
     * {@link #stopped()}, as often as it has said this.
     */
    public static void started() {
        if (CAN_BE_MANAGED) {
            Management.started();
        }
    }

    /** An inbound adapter that has {@link #started()} is not used any more. */
    public static void stopped() {
        if (CAN_BE_MANAGED) {
            Management.stopped();
        }
    }
}
