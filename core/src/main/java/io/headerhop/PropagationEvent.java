package io.headerhop;

import java.util.concurrent.atomic.LongAdder;

/**
 * What can happen to a header on its way through the service. Every occurrence is counted, whether or not somebody
 * observes it; all but {@link #CAPTURED} and {@link #INJECTED} are also told to the {@link PropagationObserver}.
 */
public enum PropagationEvent {
    /** A header was taken from an inbound request. */
    CAPTURED,
    /** A header was added to an outbound call. */
    INJECTED,
    /** An outbound call was made where no headers were current, and carries none. The subject is its host. */
    NOTHING_CURRENT,
    /** An outbound call went to a host outside of the {@link Destinations}, without the headers. Subject: the host. */
    WITHHELD,
    /** A header without a value was not captured: an empty x-b3-parentspanid breaks traces. Subject: the name. */
    DROPPED_EMPTY,
    /** A header that can have one value only came more than once; the first value was kept. Subject: the name. */
    DROPPED_REPEATED,
    /** A header with a control character or a non-ASCII character was not captured. Subject: the name. */
    DROPPED_INVALID,
    /** A header was longer than the limit for one value and was not captured. Subject: the name. */
    DROPPED_TOO_LONG,
    /** A header was left out because the request already had as many, or as long ones, as the limits allow. */
    DROPPED_OVER_LIMIT,
    /** Of {@code b3} and {@code x-b3-*}, this one was the older and was left out. Subject: the name. */
    DROPPED_STALE_B3,
    /**
     * A header was left out because the one that it means nothing without was not captured: a tracestate without its
     * traceparent; one of x-b3-traceid and x-b3-spanid, or of Datadog's two ids, where the other one came but was
     * dropped; the stale form of B3 where the fresh one is not among the names. Subject: the name.
     */
    DROPPED_INCOMPLETE,
    /**
     * x-request-id is not a UUID, so that Envoy cannot take its sampling decision from it. It was captured unchanged.
     */
    REQUEST_ID_NOT_UUID,
    /** A scope was closed a second time, without effect. Subject: the thread that opened it. */
    SCOPE_CLOSED_TWICE,
    /**
     * A scope was closed before one that was opened inside it, and ended that one too: somebody forgot to close it.
     * Subject: the thread that opened it.
     */
    SCOPE_CLOSED_OUT_OF_ORDER,
    /** A scope was closed on another thread than it was opened on. Subject: the thread that opened it. */
    SCOPE_CLOSED_ON_OTHER_THREAD,
    /** A predicate or observer given by the user threw an exception. The subject is the exception's class. */
    USER_CODE_FAILED;

    private final LongAdder count = new LongAdder();

    /** How often this has happened since the library was loaded. Safe to call from any thread. */
    public long count() {
        return count.sum();
    }

    void add(int occurrences) {
        count.add(occurrences);
    }
}
