// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import io.headerhop.spi.Address;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a service carries and where to: the one configuration, given to its inbound adapter. Clients need none, since
 * captured headers know the rules they were captured under. Immutable; each method that changes something returns a
 * copy.
 *
 * <pre>{@code
 * HeaderPropagation.of(HeaderNames.istio().plus("x-canary"))
 *         .destinations(Destinations.only(".svc.cluster.local", "10.0.0.0/8"));
 * }</pre>
 */
public final class HeaderPropagation {
    private static final HeaderPropagation DEFAULT = new HeaderPropagation(new Settings());

    private final Settings settings;
    private final CapturedHeaders nothingCaptured;

    private HeaderPropagation(Settings settings) {
        this.settings = settings;
        this.nothingCaptured = CapturedHeaders.nothing(this);
    }

    /**
     * Carries {@link HeaderNames#istio()} to the {@linkplain Destinations#addressed() hosts that the code addresses}.
     */
    public static HeaderPropagation istio() {
        return DEFAULT;
    }

    /**
     * Carries these names, otherwise like {@link #istio()}.
     *
     * @throws IllegalArgumentException as {@link #names(HeaderNames)}
     */
    public static HeaderPropagation of(HeaderNames names) {
        return DEFAULT.names(names);
    }

    /**
     * Configuration without code, from system properties or else environment variables:
     *
     * <table>
     * <caption>Settings</caption>
     * <tr><th>property</th><th>variable</th><th>value</th></tr>
     * <tr><td>headerhop.headers</td><td>HEADERHOP_HEADERS</td><td>names, prefixes and presets with commas between them;
     * a minus takes away, wherever it stands: {@code istio,x-canary,x-tenant-*,-b3}. The presets are the factory methods
     * of {@link HeaderNames}</td></tr>
     * <tr><td>headerhop.destinations</td><td>HEADERHOP_DESTINATIONS</td><td>hosts as in {@link Destinations#only},
     * {@code addressed} and {@code in-mesh}, with commas; a minus takes away:
     * {@code in-mesh,partner.example.com,-bank}</td></tr>
     * <tr><td>headerhop.replace</td><td>HEADERHOP_REPLACE</td><td>true or false, see {@link #replacing}</td></tr>
     * <tr><td>headerhop.generate-request-id</td><td>HEADERHOP_GENERATE_REQUEST_ID</td><td>true or false, see
     * {@link #generatingRequestId}</td></tr>
     * <tr><td>headerhop.mdc</td><td>HEADERHOP_MDC</td><td>what headerhop-slf4j shows in the MDC, and under which names:
     * {@code requestId,traceId=trace_id,x-canary=canary}. For all of the JVM, whatever configuration the application
     * uses</td></tr>
     * </table>
     *
     * A setting that is missing or empty has the value it has in {@link #istio()}. A misspelt preset and another tool's
     * word for one are refused, as is a variable whose name is nearly one of these.
     *
     * @throws IllegalArgumentException if a setting is wrong; the message names it and says what to write
     */
    public static HeaderPropagation fromEnvironment() {
        Environment.requireNoneMisspelt();
        return Environment.read(Environment::get);
    }

    /**
     * Configuration from elsewhere, such as a framework's own: read by the names of the properties; what is not set
     * there comes from {@link #fromEnvironment()}.
     *
     * @param setting the value of a property such as {@code headerhop.headers}, or null
     * @throws IllegalArgumentException as {@link #fromEnvironment()}
     */
    public static HeaderPropagation from(Function<String, @Nullable String> setting) {
        Environment.requireNoneMisspelt();
        Environment.requireNoneOfTheJvm(setting);
        return Environment.read(property -> {
            String value = Environment.orNull(setting.apply(property));
            return value != null ? value : Environment.get(property);
        });
    }

    /**
     * Carries these names instead.
     *
     * @throws IllegalArgumentException if tracestate is among them and traceparent is not: W3C Trace Context has a
     *     tracestate without its traceparent discarded, so it would never be carried
     */
    public HeaderPropagation names(HeaderNames names) {
        if (names.contains("tracestate") && !names.contains("traceparent")) {
            throw new IllegalArgumentException("'" + HeaderSyntax.printable(names.toString())
                    + "' has tracestate, which means nothing without traceparent; write traceparent as well,"
                    + " or leave it out");
        }
        Settings changed = new Settings(settings);
        changed.names = new NameTable(names);
        return new HeaderPropagation(changed);
    }

    /**
     * Carries these names as well: {@code fromEnvironment().plus("x-canary")}.
     *
     * @throws IllegalArgumentException as {@link HeaderNames#of} and {@link #names(HeaderNames)}
     */
    public HeaderPropagation plus(String... names) {
        return names(names().plus(names));
    }

    /** The names that are carried. */
    public HeaderNames names() {
        return settings.names.configured();
    }

    /** Sends headers to these hosts only. */
    public HeaderPropagation destinations(Destinations destinations) {
        Settings changed = new Settings(settings);
        changed.destinations = Objects.requireNonNull(destinations);
        return new HeaderPropagation(changed);
    }

    /** The hosts that headers are sent to. */
    public Destinations destinations() {
        return settings.destinations;
    }

    /** Captures no more than this from one request. */
    public HeaderPropagation limits(Limits limits) {
        Settings changed = new Settings(settings);
        changed.limits = Objects.requireNonNull(limits);
        return new HeaderPropagation(changed);
    }

    /** How much is captured from one request. */
    public Limits limits() {
        return settings.limits;
    }

    /** Tells this observer what happens, instead of logging it. */
    public HeaderPropagation observer(PropagationObserver observer) {
        Settings changed = new Settings(settings);
        changed.observer = Objects.requireNonNull(observer);
        return new HeaderPropagation(changed);
    }

    /**
     * Whether the captured headers replace those of the same group that the caller set on the outbound request. By
     * default they do not, and they never do where the {@link Destinations} do not allow the host that the code
     * addressed, whatever hosts redirects lead to from there. Values are never appended.
     */
    public HeaderPropagation replacing(boolean replacing) {
        Settings changed = new Settings(settings);
        changed.replacing = replacing;
        return new HeaderPropagation(changed);
    }

    /** See {@link #replacing(boolean)}. */
    public boolean isReplacing() {
        return settings.replacing;
    }

    /**
     * Whether a request without x-request-id is given one, a UUID of version 4; it is one line of 52 characters in
     * addition to the {@linkplain #limits(Limits) limits}, which apply to what came in. For services without a sidecar:
     * Envoy makes one itself, and a second source would hide that it did not.
     */
    public HeaderPropagation generatingRequestId(boolean generating) {
        Settings changed = new Settings(settings);
        changed.generatingRequestId = generating;
        return new HeaderPropagation(changed);
    }

    /** See {@link #generatingRequestId(boolean)}. */
    public boolean isGeneratingRequestId() {
        return settings.generatingRequestId;
    }

    /**
     * Headers that did not come with a request: a batch job's, a message's, a test's. The rules are the same, so that
     * only headers with a configured name are captured, and only valid ones.
     *
     * <pre>{@code
     * CapturedHeaders headers = HeaderPropagation.fromEnvironment().capture(Map.of("x-request-id", jobId));
     * try (Scope scope = headers.makeCurrent()) {
     *     job.run();
     * }
     * }</pre>
     *
     * @param headers values by name; names are case-insensitive
     */
    public CapturedHeaders capture(Map<String, String> headers) {
        Adapters.captured();
        return Capture.from(Lines.of(headers), Lines.READER, this);
    }

    <R> boolean isTrusted(R request, Predicate<? super R> trusted) {
        try {
            return trusted.test(request);
        } catch (Throwable e) {
            report(PropagationEvent.USER_CODE_FAILED, e.getClass().getName());
            return false;
        }
    }

    /** Whether the destinations let the headers go to a host that the code addressed. */
    boolean allow(Address address) {
        return judge(() -> settings.destinations.allow(address));
    }

    /** Whether the destinations let the headers go to a host that a redirect led to. */
    boolean allowRedirect(Address from, Address to) {
        return judge(() -> settings.destinations.allowRedirect(from, to));
    }

    private boolean judge(BooleanSupplier destinations) {
        try {
            return destinations.getAsBoolean();
        } catch (Throwable e) {
            // The user's predicate, which can throw what it does not declare. What cannot be judged gets nothing.
            report(PropagationEvent.USER_CODE_FAILED, e.getClass().getName());
            return false;
        }
    }

    NameTable table() {
        return settings.names;
    }

    CapturedHeaders nothingCaptured() {
        return nothingCaptured;
    }

    /** Counts the event and tells the observer, whose failure must not become the request's. */
    void report(PropagationEvent event, String subject) {
        event.add(1);
        FlightRecorder.record(event, subject);
        tell(event, subject);
    }

    /** The same for what happens in a client's call. */
    void report(PropagationEvent event, ClientCounts client, String subject) {
        client.add(event, 1);
        FlightRecorder.record(event, client.name(), subject);
        tell(event, subject);
    }

    private void tell(PropagationEvent event, String subject) {
        try {
            settings.observer.on(event, HeaderSyntax.printable(subject));
        } catch (Throwable e) {
            PropagationEvent.USER_CODE_FAILED.add(1);
        }
    }

    /** The effective configuration, for a log line. */
    @Override
    public String toString() {
        return "headers " + names() + "; destinations " + settings.destinations + "; " + settings.limits
                + (settings.replacing ? "; replacing those of the caller" : "")
                + (settings.generatingRequestId ? "; generating x-request-id" : "");
    }

    /** Written only before the configuration that owns it is published. */
    private static final class Settings {
        NameTable names = new NameTable(HeaderNames.istio());
        Destinations destinations = Destinations.addressed();
        Limits limits = Limits.standard();
        PropagationObserver observer = LoggingObserver.INSTANCE;
        boolean replacing;
        boolean generatingRequestId;

        Settings() {}

        Settings(Settings other) {
            names = other.names;
            destinations = other.destinations;
            limits = other.limits;
            observer = other.observer;
            replacing = other.replacing;
            generatingRequestId = other.generatingRequestId;
        }
    }
}
