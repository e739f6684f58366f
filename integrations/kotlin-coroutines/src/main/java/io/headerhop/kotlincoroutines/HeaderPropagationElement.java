// SPDX-License-Identifier: Apache-2.0
package io.headerhop.kotlincoroutines;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import java.util.Objects;
import kotlin.coroutines.AbstractCoroutineContextElement;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.ThreadContextElement;

/**
 * An element of a coroutine's context: the coroutine, and those that it starts, run with these headers current, on
 * whatever thread they are resumed.
 *
 * <pre>{@code
 * launch(Dispatchers.IO + HeaderPropagationElement.current()) { … }
 * }</pre>
 *
 * <p>When a coroutine is suspended, its thread has what it had before. Immutable; any number of coroutines can have the
 * same one.
 */
public final class HeaderPropagationElement extends AbstractCoroutineContextElement
        implements ThreadContextElement<Scope> {
    private enum Key implements CoroutineContext.Key<HeaderPropagationElement> {
        INSTANCE
    }

    // For one coroutine inside another, and for parts of a flow, whose context the library restores in no certain order.
    private static final Scope AS_BEFORE = () -> {};

    private final CapturedHeaders headers;

    private HeaderPropagationElement(CapturedHeaders headers) {
        super(Key.INSTANCE);
        this.headers = Objects.requireNonNull(headers);
    }

    /** With the headers that are current on this thread. */
    public static HeaderPropagationElement current() {
        return of(CapturedHeaders.current());
    }

    /** With these headers; with {@link CapturedHeaders#none()} nothing is current in the coroutine. */
    public static HeaderPropagationElement of(CapturedHeaders headers) {
        return new HeaderPropagationElement(headers);
    }

    /** For the library, which calls it whenever it resumes the coroutine. */
    @Override
    public Scope updateThreadContext(CoroutineContext context) {
        return CapturedHeaders.current() == headers ? AS_BEFORE : headers.makeCurrent();
    }

    /** For the library, which calls it on the same thread when the coroutine is suspended. */
    @Override
    public void restoreThreadContext(CoroutineContext context, Scope scope) {
        scope.close();
    }
}
