// SPDX-License-Identifier: Apache-2.0
package brave.headerhop;

import brave.propagation.B3SingleFormat;
import brave.propagation.CurrentTraceContext;
import brave.propagation.TraceContext;
import brave.propagation.TraceContextOrSamplingFlags;
import brave.test.propagation.CurrentTraceContextTest;
import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderNames;
import io.headerhop.HeaderPropagation;
import io.headerhop.spi.HeaderReader;
import java.util.Collections;
import java.util.Iterator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Brave's own test suite for a thread's current context, run on one stored by Headerhop alone. In a package whose name
 * begins like Brave's, since the suite reloads these classes to check that they can be unloaded.
 */
class HeaderhopCurrentTraceContextTest extends CurrentTraceContextTest {
    @Override
    protected Class<? extends Supplier<CurrentTraceContext.Builder>> builderSupplier() {
        return BuilderSupplier.class;
    }

    static final class BuilderSupplier implements Supplier<CurrentTraceContext.Builder> {
        @Override
        public CurrentTraceContext.Builder get() {
            return new CurrentTraceContext.Builder() {
                @Override
                public CurrentTraceContext build() {
                    return new InCapturedHeaders(this);
                }
            };
        }
    }

    private static final class InCapturedHeaders extends CurrentTraceContext {
        private static final HeaderPropagation B3_ALONE = HeaderPropagation.of(HeaderNames.of("b3"));

        InCapturedHeaders(Builder builder) {
            super(builder);
        }

        @Override
        public @Nullable TraceContext get() {
            String b3 = CapturedHeaders.current().first("b3");
            TraceContextOrSamplingFlags parsed = b3 == null ? null : B3SingleFormat.parseB3SingleFormat(b3);
            return parsed == null ? null : parsed.context();
        }

        @Override
        public Scope newScope(@Nullable TraceContext context) {
            CapturedHeaders headers = context == null
                    ? CapturedHeaders.none()
                    : Adapters.capture(B3_ALONE, B3SingleFormat.writeB3SingleFormat(context), new OneHeader());
            return decorateScope(context, headers.makeCurrent()::close);
        }
    }

    /** A request with only a b3 header. */
    private static final class OneHeader implements HeaderReader<String> {
        @Override
        public @Nullable String first(String b3, String name) {
            return name.equals("b3") ? b3 : null;
        }

        @Override
        public Iterator<String> values(String b3, String name) {
            return name.equals("b3") ? Collections.singleton(b3).iterator() : Collections.emptyIterator();
        }

        @Override
        public Iterator<String> names(String b3) {
            return Collections.singleton("b3").iterator();
        }
    }
}
