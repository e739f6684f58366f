// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What can happen to a header on its way through the service. Each time is counted, whether or not anybody observes it;
 * all but {@link #CAPTURED} and {@link #INJECTED} are also told to the {@link PropagationObserver}, although
 * {@link #NOTHING_CURRENT} and {@link #LIKELY_LOST} only to the default one.
 */
public enum PropagationEvent {
    /** A header was taken from an inbound request. */
    CAPTURED("Header {0} captured"),
    /** A header was added to an outbound call. */
    INJECTED("Header {0} injected"),
    /** An outbound call was made where no request was current, and carries no headers. The subject is its host. */
    NOTHING_CURRENT("Call to {0} without headers: none are current where it was made"),
    /**
     * One of these calls was looked at, and by its stack a request has probably caused it, whose headers were lost.
     * Fewer than there are: of calls that come fast one after the other, only some are looked at. But a call that no
     * request caused is among them, if its thread could as well have been started by one: in a loop on a thread or in a
     * pool of the application's own, on a virtual thread, in a {@link java.util.Timer}. Not if it is made in a scope of
     * {@link CapturedHeaders#none()}. Subject: the host.
     */
    LIKELY_LOST("Call to {0} without headers: those of its request were probably lost before it was made"),
    /** An outbound call was made for a request that came without headers, and carries none. Subject: the host. */
    NOTHING_CAME("Call to {0} without headers: the request that it is made for came with none"),
    /** A header was not injected since the caller has set it, or another one of its group. Subject: the name. */
    KEPT_CALLERS("Header {0} not injected: the caller has set it, or one of its group"),
    /** An outbound call went to a host outside of the {@link Destinations}, without the headers. Subject: the host. */
    WITHHELD("Call to {0} without headers: the destinations do not allow this host"),
    /** A header without a value was not captured: an empty x-b3-parentspanid breaks traces. Subject: the name. */
    DROPPED_EMPTY("Header {0} not captured: no value"),
    /** A header that can have one value only came more than once; the first value was kept. Subject: the name. */
    DROPPED_REPEATED("Header {0} captured with its first value only: it came more than once"),
    /** A header with a control character or a non-ASCII character was not captured. Subject: the name. */
    DROPPED_INVALID("Header {0} not captured: control or non-ASCII character"),
    /** A header was longer than the limit for one value and was not captured. Subject: the name. */
    DROPPED_TOO_LONG("Header {0} not captured: longer than the limit for one value"),
    /** A header was left out because the request already had as many, or as long ones, as the limits allow. */
    DROPPED_OVER_LIMIT("Header {0} not captured: too many headers, or too long in all"),
    /** Of {@code b3} and {@code x-b3-*}, this one was the older and was left out. Subject: the name. */
    DROPPED_STALE_B3("Header {0} not captured: the other form of B3 is newer"),
    /**
     * A header was left out because the one that it means nothing without was not captured: a tracestate without its
     * traceparent; one of x-b3-traceid and x-b3-spanid, or of Datadog's two ids, where the other one came but was
     * dropped; the stale form of B3 where the fresh one is not among the names. Subject: the name.
     */
    DROPPED_INCOMPLETE("Header {0} not captured: the header it belongs to was not captured"),
    /**
     * x-request-id is not a UUID, so that Envoy cannot take its sampling decision from it. It was captured unchanged.
     */
    REQUEST_ID_NOT_UUID("Header {0} is not a UUID, so Envoy cannot take its sampling decision from it"),
    /** A scope was closed a second time, without effect. Subject: the thread that opened it. */
    SCOPE_CLOSED_TWICE("Scope opened on thread {0} closed a second time"),
    /**
     * A scope was closed before one that was opened inside it, and ended that one too: somebody forgot to close it.
     * Subject: the thread that opened it.
     */
    SCOPE_CLOSED_OUT_OF_ORDER("Scope opened on thread {0} closed before one that was opened inside it"),
    /** A scope was closed on another thread than it was opened on. Subject: the thread that opened it. */
    SCOPE_CLOSED_ON_OTHER_THREAD("Scope opened on thread {0} closed on another thread"),
    /** A predicate or observer given by the user threw an exception. The subject is the exception's class. */
    USER_CODE_FAILED("A predicate or observer given to Headerhop threw {0}");

    private final String sentence;
    private final LongAdder count = new LongAdder();

    PropagationEvent(String sentence) {
        this.sentence = sentence;
    }

    /** What happened, in words: for a log line. */
    String describe(String subject) {
        return sentence.replace("{0}", subject);
    }

    /** How often this has happened since the library was loaded. Safe to call from any thread. */
    public long count() {
        long sum = count.sum();
        for (ClientCounts client : ClientCounts.all()) {
            sum += client.count(this);
        }
        return sum;
    }

    /**
     * The same by the client that made the call, such as {@code OkHttp}, in alphabetical order; empty for what does not
     * happen in calls. There are at most 100 clients; those that come later are counted as {@code other}. Safe to call
     * from any thread.
     */
    public Map<String, Long> countByClient() {
        Map<String, Long> counts = new TreeMap<>();
        for (ClientCounts client : ClientCounts.all()) {
            long count = client.count(this);
            if (count > 0) {
                counts.put(client.name(), count);
            }
        }
        return counts;
    }

    void add(int occurrences) {
        count.add(occurrences);
    }
}
