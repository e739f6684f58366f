// SPDX-License-Identifier: Apache-2.0
package io.headerhop.opentelemetry;

import io.headerhop.spi.Address;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.instrumentation.api.semconv.http.HttpClientRequestResendCount;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The host that a call goes to, which a propagator is not told: from the attributes with which the instrumentation has
 * begun the call, or else from the call's span. A span that is not sampled has no attributes.
 */
final class Called {
    private static final ContextKey<Called> KEY = ContextKey.named("headerhop-called");
    private static final Called NOBODY = new Called(null);
    private static final Called SERVED = new Called(null);
    private static final AttributeKey<String> HOST = AttributeKey.stringKey("server.address");
    private static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");
    private static final AttributeKey<String> URL = AttributeKey.stringKey("url.full");
    private static final boolean SDK_IS_THERE = isThere(() -> ReadableSpan.class);
    private static final boolean RESENDS_ARE_COUNTED = isThere(() -> HttpClientRequestResendCount.class);

    private final @Nullable Address address;

    private Called(@Nullable Address address) {
        this.address = address;
    }

    /** The context of a request or message that has come in, and is about to be served. */
    static Context served(Context context) {
        return context.with(KEY, SERVED);
    }

    /**
     * The context of an operation that begins with these attributes: that of a request that is served has the service's
     * own host among them.
     */
    static Context begun(Context context, Attributes attributes) {
        Called outer = context.get(KEY);
        Address address =
                outer == SERVED ? null : address(attributes.get(HOST), attributes.get(PORT), attributes.get(URL));
        if (address == null) {
            return outer == NOBODY ? context : context.with(KEY, NOBODY);
        }
        return context.with(KEY, new Called(address));
    }

    /** Null if it cannot be told. */
    static @Nullable Address addressIn(Context context) {
        Called called = context.get(KEY);
        if (called != null && called != SERVED) {
            return called.address;
        }
        return SDK_IS_THERE ? OfSpan.address(Span.fromContext(context)) : null;
    }

    /** Whether the same call has been sent before, to the same host or another: a redirect, or one more attempt. */
    static boolean isSentAgain(Context context) {
        return RESENDS_ARE_COUNTED && Resends.areIn(context);
    }

    private static @Nullable Address address(@Nullable String host, @Nullable Long port, @Nullable String url) {
        Address ofUrl = url == null ? null : addressOf(url);
        // Some instrumentations cut an IPv6 literal at its first colon.
        if (host == null || host.isEmpty() || host.startsWith("[") && !host.endsWith("]")) {
            return ofUrl;
        }
        if (port != null) {
            return Address.of("", host, port.intValue());
        }
        return ofUrl != null && ofUrl.host().equalsIgnoreCase(host) ? ofUrl : Address.of("", host, -1);
    }

    private static @Nullable Address addressOf(String url) {
        try {
            return Address.of(new URI(url));
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** Not by its name, which the agent changes in the code of an extension, and not in its text. */
    private static boolean isThere(Supplier<Class<?>> type) {
        try {
            Class<?> unused = type.get();
            return true;
        } catch (NoClassDefFoundError e) {
            return false;
        }
    }

    /** A class of its own: not every program with an SPI has the SDK. */
    private static final class OfSpan {
        static @Nullable Address address(Span span) {
            // A server's span has its own host there.
            if (!(span instanceof ReadableSpan readable)
                    || readable.getKind() != SpanKind.CLIENT && readable.getKind() != SpanKind.PRODUCER) {
                return null;
            }
            return Called.address(readable.getAttribute(HOST), readable.getAttribute(PORT), readable.getAttribute(URL));
        }
    }

    /** A class of its own: OpenTelemetry's instrumentation API is there in the agent, and seldom without it. */
    private static final class Resends {
        static boolean areIn(Context context) {
            // An attempt is counted when its span begins, and what goes out is written after that.
            return HttpClientRequestResendCount.get(context) > 1;
        }
    }
}
