// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headerhop.contract.Delegation;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.Proxy;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** The walk over all methods finds a wrapper that does not delegate one of them. */
class DelegationTest {
    @Test
    void aWrapperThatDelegatesEverythingPasses() {
        Delegation.of(Executor.class, delegate -> task -> delegate.execute(() -> task.run()))
                .assertComplete();
        Delegation.of(Callable.class, delegate -> delegate).assertComplete();
    }

    @Test
    void aMethodThatIsLeftToTheSuperclassIsFound() {
        Delegation<InputStream> delegation = Delegation.of(InputStream.class, OnlyRead::new);
        assertThatThrownBy(delegation::assertComplete)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("read(byte[], int, int)")
                .hasMessageContaining("transferTo(OutputStream)")
                .hasMessageNotContaining("read()=");
    }

    @Test
    void aMethodDeliberatelyNotDelegatedIsListedWithTheReason() {
        Delegation<Executor> delegation = Delegation.of(Executor.class, delegate -> task -> {});
        assertThatThrownBy(delegation::assertComplete)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("execute(Runnable)");
        assertThatCode(() -> delegation
                        .except("execute(Runnable)", "discards every task")
                        .except("close()", "of a later version")
                        .assertComplete())
                .doesNotThrowAnyException();
    }

    @Test
    void aReasonThatIsNoLongerNeededIsFound() {
        Delegation<Executor> delegation =
                Delegation.of(Executor.class, delegate -> delegate).except("execute(Runnable)", "was so once");
        assertThatThrownBy(delegation::assertComplete)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("was so once");
    }

    @Test
    void anExceptionThatIsReplacedIsFound() {
        Delegation<Executor> delegation = Delegation.of(Executor.class, delegate -> (Executor)
                Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Executor.class}, (p, m, a) -> {
                    delegate.execute((Runnable) a[0]);
                    return null;
                }));
        assertThatThrownBy(delegation::assertComplete)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("UndeclaredThrowableException");
    }

    @Test
    void anArgumentThatIsNotPassedOnIsFound() {
        Delegation<Reader> delegation = Delegation.of(Reader.class, ShortReader::new);
        assertThatThrownBy(delegation::assertComplete)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("skip(long)");
    }

    private static final class OnlyRead extends InputStream {
        private final InputStream delegate;

        OnlyRead(InputStream delegate) {
            this.delegate = delegate;
        }

        @Override
        public int read() throws IOException {
            return delegate.read();
        }
    }

    private static final class ShortReader extends Reader {
        private final Reader delegate;

        ShortReader(Reader delegate) {
            this.delegate = delegate;
        }

        @Override
        public int read(char[] chars, int offset, int length) throws IOException {
            return delegate.read(chars, offset, length);
        }

        @Override
        public long skip(long count) throws IOException {
            return delegate.skip(count - 1);
        }

        @Override
        public void close() throws IOException {
            delegate.close();
        }
    }
}
