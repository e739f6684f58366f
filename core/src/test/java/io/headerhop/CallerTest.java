// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.StackWalker.StackFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerTest {
    /** In this order, so that one is asked for after another one of its class is kept. */
    @ParameterizedTest
    @CsvSource({
        "java.util.concurrent.FutureTask, run",
        "java.util.concurrent.FutureTask, runAndReset",
        "java.util.concurrent.CompletableFuture, get",
        "java.util.concurrent.CompletableFuture, uniApplyNow",
        "java.util.concurrent.CompletableFuture, uniApplyStage",
        "java.util.concurrent.CompletableFuture, postComplete",
        "java.util.concurrent.CompletableFuture$UniApply, tryFire",
        "java.util.concurrent.ThreadPoolExecutor$Worker, run",
        "java.util.concurrent.ThreadPoolExecutor, runWorker",
        "java.lang.Thread, start",
        "java.lang.Thread, run",
        "java.lang.Thread, runWith",
        "org.eclipse.jetty.server.Server, start",
        "org.eclipse.jetty.server.Server, handle",
        "org.eclipse.jetty.server.HttpChannelState$HandlerInvoker, run",
        "org.apache.catalina.connector.CoyoteAdapter, service",
        "io.undertow.server.Connectors, storeHeaders",
        "io.undertow.server.Connectors, executeRootHandler",
        "okhttp3.internal.http.RealInterceptorChain, request",
        "okhttp3.internal.http.RealInterceptorChain, proceed",
        "org.apache.hc.client5.http.impl.classic.ExecChainElement, execute",
        "org.apache.hc.client5.http.impl.classic.ExecChainElement$1, proceed",
        "io.headerhop.Propagating$Task, run",
        "io.headerhop.CapturedHeaders, lambda$wrap$0",
        "com.example.Orders, reserve",
        "Orders, reserve",
    })
    void whatIsKeptByClassIsWhatClassAndMethodTell(String type, String method) {
        assertThat(Caller.of(type).caller(new Frame(type, method))).isEqualTo(Caller.of(type, method));
        assertThat(Caller.of(type).caller(new Frame(type, method))).isEqualTo(Caller.of(type, method));
    }

    @Test
    void whatHandsOverIsKnownAlsoWhenItsClassIsKept() {
        Frame frame = new Frame("org.example.handover.Context", "run");
        assertThat(Caller.of(frame.type).caller(frame).handsOver()).isFalse();
        Adapters.handsOver("org.example.handover.");
        assertThat(Caller.of(frame.type).caller(frame).handsOver()).isTrue();
    }

    @Test
    void classesThatAreMadeUpWithoutEndAreNotAllKept() {
        Caller.OfClass first = Caller.of("com.example.Script0");
        assertThat(Caller.of("com.example.Script0")).isSameAs(first);
        for (int i = 1; i < 6000; i++) {
            Caller.OfClass unused = Caller.of("com.example.Script" + i);
        }
        assertThat(Caller.of("com.example.Script0")).isNotSameAs(first);
    }

    private record Frame(String type, String method) implements StackFrame {
        @Override
        public String getClassName() {
            return type;
        }

        @Override
        public String getMethodName() {
            return method;
        }

        @Override
        public Class<?> getDeclaringClass() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int getByteCodeIndex() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getFileName() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int getLineNumber() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isNativeMethod() {
            throw new UnsupportedOperationException();
        }

        @Override
        public StackTraceElement toStackTraceElement() {
            throw new UnsupportedOperationException();
        }
    }
}
