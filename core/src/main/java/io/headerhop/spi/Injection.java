// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spi;

import java.util.Set;

/**
 * The headers that were injected into one outbound request. An adapter whose client follows redirects asks again for
 * each hop, since a redirect can lead to an untrusted host. Immutable and safe to share between threads.
 */
public interface Injection {
    /**
     * Judges the request of a redirect hop, which the client made as a copy of the first request or of the hop before.
     * Removes the injected headers if the {@link io.headerhop.Destinations} do not allow the hop's host; adds them if
     * this hop is the first that may have them; adds them again if the client left them out, as some do where a
     * redirect turns a POST into a GET. Headers that the caller set stay, unless they were replaced in the first
     * request; so do copies of inbound ones, if the first request went to a host that may not have ours.
     *
     * @param hop the host and port that the hop goes to
     * @return whether anything was added or removed
     */
    <W> boolean followTo(Address hop, W request, HeaderWriter<W> writer);

    /**
     * Injects the same into another copy of the caller's request, from which the client makes a further attempt at the
     * first hop. Nothing is counted again.
     */
    <W> void again(W request, HeaderWriter<W> writer);

    /** The names, in lower case, of what is ours on the hops of this call: captured, and not chosen by the caller. */
    Set<String> names();

    /** Whether nothing came in, so that no hop is ever changed and an adapter need not remember this. */
    boolean isNothing();
}
