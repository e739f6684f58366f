// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

/** What can be wrong with the calls of a service. */
public enum Fault {
    /** A call has none of the headers of its request. */
    LOST("lost"),
    /** A call has some of the headers of its request, but not all. */
    MISSING("missing"),
    /** A call has a header of its request more than once. */
    TWICE("twice"),
    /** A call has a header with another value than its request's, which is no other request's either. */
    CHANGED("changed"),
    /** A call has the trace of its request with another span: a tracer in the service did that. */
    NEW_SPAN("another span"),
    /** A call has a header of another request. */
    OF_ANOTHER_REQUEST("of another request"),
    /** A call has a header of its request that nobody should pass on, such as its cookies. */
    PASSED_ON("passed on"),
    /** The service made no call, or not one that was expected, or fewer than for other requests. */
    NO_CALL("no call"),
    /** The service gave no answer, or one that says that it failed. */
    FAILED_REQUEST("failed");

    private final String words;

    Fault(String words) {
        this.words = words;
    }

    /** As reports name it. */
    @Override
    public String toString() {
        return words;
    }
}
