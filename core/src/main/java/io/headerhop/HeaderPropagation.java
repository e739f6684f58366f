package io.headerhop;

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
    /** 40: Envoy refuses a request with more than 100 headers, and the call needs room for its own. */
    public static final int DEFAULT_MAX_HEADERS = 40;

    /**
     * 4096 characters: longer than any trace header's own limit, half of what Tomcat takes for all headers together.
     */
    public static final int DEFAULT_MAX_VALUE_LENGTH = 4096;

    /**
     * 6144 characters for all lines together: Tomcat refuses a request whose headers exceed 8 KiB, and Envoy one beyond
     * 60 KiB; the rest is left to the call's own headers.
     */
    public static final int DEFAULT_MAX_TOTAL_LENGTH = 6144;

    private static final HeaderPropagation DEFAULT = new HeaderPropagation(new Settings());

    private final Settings settings;
    private final CapturedHeaders nothingCaptured = new CapturedHeaders(this, new String[0], new String[0]);

    private HeaderPropagation(Settings settings) {
        this.settings = settings;
    }

    /**
     * Carries {@link HeaderNames#istio()} to the {@linkplain Destinations#addressed() hosts that the code addresses}.
     */
    public static HeaderPropagation istio() {
        return DEFAULT;
    }

    /**
     * Carries these names, all else as in {@link #istio()}.
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
     * a minus takes away, wherever it stands: {@code istio,x-canary,x-tenant-*,-b3}. The presets: istio, b3, w3c,
     * datadog, skywalking, gcp, aws, lightstep</td></tr>
     * <tr><td>headerhop.destinations</td><td>HEADERHOP_DESTINATIONS</td><td>hosts as in {@link Destinations#only},
     * {@code addressed} and {@code in-mesh}, with commas; a minus takes away:
     * {@code in-mesh,partner.example.com,-bank}</td></tr>
     * <tr><td>headerhop.replace</td><td>HEADERHOP_REPLACE</td><td>true or false, see {@link #replacing()}</td></tr>
     * <tr><td>headerhop.generate-request-id</td><td>HEADERHOP_GENERATE_REQUEST_ID</td><td>true or false, see
     * {@link #generatingRequestId()}</td></tr>
     * </table>
     *
     * What is not set, or empty, is as in {@link #istio()}. A misspelt preset and another tool's word for one are
     * refused, as is a variable that is nearly one of these.
     *
     * @throws IllegalArgumentException if a setting is wrong; the message names it and says what to write
     */
    public static HeaderPropagation fromEnvironment() {
        Environment.requireNoneMisspelt();
        return Environment.read(Environment::get);
    }

    /**
     * Configuration from elsewhere, such as a framework's own: read by the properties' names, and what is not set there
     * as in {@link #fromEnvironment()}.
     *
     * @param setting the value of a property such as {@code headerhop.headers}, or null
     * @throws IllegalArgumentException as {@link #fromEnvironment()}
     */
    public static HeaderPropagation from(Function<String, @Nullable String> setting) {
        Environment.requireNoneMisspelt();
        return Environment.read(property -> {
            String value = setting.apply(property);
            return Environment.isSet(value) ? value : Environment.get(property);
        });
    }

    /**
     * Carries these names instead.
     *
     * @throws IllegalArgumentException if tracestate is among them and traceparent is not: W3C Trace Context has a
     *     tracestate without its traceparent discarded, so it would never be carried
     */
    public HeaderPropagation names(HeaderNames names) {
        if (names.mean("tracestate") && !names.mean("traceparent")) {
            throw new IllegalArgumentException("'" + HeaderSyntax.printable(names.toString())
                    + "' has tracestate, which means nothing without traceparent; write traceparent as well,"
                    + " or leave it out");
        }
        Settings changed = new Settings(settings);
        changed.names = names;
        return new HeaderPropagation(changed);
    }

    /** Sends headers to these hosts only. */
    public HeaderPropagation destinations(Destinations destinations) {
        Settings changed = new Settings(settings);
        changed.destinations = Objects.requireNonNull(destinations);
        return new HeaderPropagation(changed);
    }

    /**
     * Captures no more than this from one request; a header beyond it is dropped and counted, the others stay.
     *
     * @param maxHeaders lines
     * @param maxValueLength characters in one value
     * @param maxTotalLength characters in all lines, each with its name, separators and line end
     * @throws IllegalArgumentException if one is not positive
     */
    public HeaderPropagation limits(int maxHeaders, int maxValueLength, int maxTotalLength) {
        if (maxHeaders < 1 || maxValueLength < 1 || maxTotalLength < 1) {
            throw new IllegalArgumentException("limits(" + maxHeaders + ", " + maxValueLength + ", " + maxTotalLength
                    + "): each must be at least 1; to carry nothing, leave the library out");
        }
        Settings changed = new Settings(settings);
        changed.maxHeaders = maxHeaders;
        changed.maxValueLength = maxValueLength;
        changed.maxTotalLength = maxTotalLength;
        return new HeaderPropagation(changed);
    }

    /** Tells this observer what happens, instead of logging it. */
    public HeaderPropagation observer(PropagationObserver observer) {
        Settings changed = new Settings(settings);
        changed.observer = Objects.requireNonNull(observer);
        return new HeaderPropagation(changed);
    }

    /**
     * Lets the captured headers replace those of the same group that the caller set on the outbound request. By default
     * the caller's stay, as they always do where the {@link Destinations} do not allow the host that the code
     * addressed, whatever hosts redirects lead to from there. Values are never appended.
     */
    public HeaderPropagation replacing() {
        Settings changed = new Settings(settings);
        changed.replaces = true;
        return new HeaderPropagation(changed);
    }

    /**
     * Makes an x-request-id, a UUID of version 4, for a request that has none; it is one line of 52 characters beside
     * the {@linkplain #limits limits}, which are for what came in. For services without a sidecar: Envoy makes one
     * itself, and a second source would hide that it did not.
     */
    public HeaderPropagation generatingRequestId() {
        Settings changed = new Settings(settings);
        changed.generatesRequestId = true;
        return new HeaderPropagation(changed);
    }

    /** Captures from an inbound request. Called by inbound adapters; throws nothing that the reader does not throw. */
    public <R> CapturedHeaders capture(R request, HeaderReader<R> reader) {
        Adapters.captured();
        return Capture.from(request, reader, this);
    }

    /**
     * Captures from an inbound request if the predicate trusts it; else none of its headers are captured. A predicate
     * that throws does not trust. Called by inbound adapters.
     */
    public <R> CapturedHeaders capture(R request, HeaderReader<R> reader, Predicate<? super R> trusted) {
        Adapters.captured();
        return isTrusted(request, trusted) ? capture(request, reader) : Capture.fromNothing(this);
    }

    private <R> boolean isTrusted(R request, Predicate<? super R> trusted) {
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

    HeaderNames names() {
        return settings.names;
    }

    Destinations destinations() {
        return settings.destinations;
    }

    int maxHeaders() {
        return settings.maxHeaders;
    }

    int maxValueLength() {
        return settings.maxValueLength;
    }

    int maxTotalLength() {
        return settings.maxTotalLength;
    }

    boolean replaces() {
        return settings.replaces;
    }

    boolean generatesRequestId() {
        return settings.generatesRequestId;
    }

    CapturedHeaders nothingCaptured() {
        return nothingCaptured;
    }

    /** Counts the event and tells the observer, whose failure must not become the request's. */
    void report(PropagationEvent event, String subject) {
        event.add(1);
        try {
            settings.observer.on(event, HeaderSyntax.printable(subject));
        } catch (Throwable e) {
            PropagationEvent.USER_CODE_FAILED.add(1);
        }
    }

    /** The effective configuration, for a log line. */
    @Override
    public String toString() {
        return "headers " + settings.names + "; destinations " + settings.destinations + "; at most "
                + settings.maxHeaders + " headers, " + settings.maxValueLength + " characters in a value, "
                + settings.maxTotalLength + " in all"
                + (settings.replaces ? "; replacing those of the caller" : "")
                + (settings.generatesRequestId ? "; generating x-request-id" : "");
    }

    /** Written only before the configuration that owns it is published. */
    private static final class Settings {
        HeaderNames names = HeaderNames.istio();
        Destinations destinations = Destinations.addressed();
        int maxHeaders = DEFAULT_MAX_HEADERS;
        int maxValueLength = DEFAULT_MAX_VALUE_LENGTH;
        int maxTotalLength = DEFAULT_MAX_TOTAL_LENGTH;
        PropagationObserver observer = LoggingObserver.INSTANCE;
        boolean replaces;
        boolean generatesRequestId;

        Settings() {}

        Settings(Settings other) {
            names = other.names;
            destinations = other.destinations;
            maxHeaders = other.maxHeaders;
            maxValueLength = other.maxValueLength;
            maxTotalLength = other.maxTotalLength;
            observer = other.observer;
            replaces = other.replaces;
            generatesRequestId = other.generatesRequestId;
        }
    }
}
