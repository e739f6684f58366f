package io.headerhop.jaxrs.resteasy.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import io.headerhop.jaxrs.resteasy.ClientThreadContext;
import org.junit.jupiter.api.Test;

/** RESTEasy's own executors hand the headers over for whatever runs on them, with or without the feature. */
class ResteasyThreadContextTest {
    private final ClientThreadContext context = new ClientThreadContext();

    @Test
    void aTaskThatRunsOnItsSubmittersThreadLeavesThatThreadItsHeaders() {
        CapturedHeaders headers = Headers.ofRequest(1);
        try (Scope scope = headers.makeCurrent()) {
            ClientThreadContext.Task task = context.capture();
            context.push(task);
            context.reset(task);
            assertThat(CapturedHeaders.current()).isSameAs(headers);
        }
    }

    @Test
    void aTaskSubmittedOutsideOfAnyRequestSeesNothingOnAThreadThatHasHeaders() {
        ClientThreadContext.Task task = context.capture();
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            context.push(task);
            assertThat(CapturedHeaders.current().isEmpty()).isTrue();
            context.reset(task);
            assertThat(CapturedHeaders.current().isEmpty()).isFalse();
        }
    }

    /** RESTEasy resets all contexts also if one of them failed before ours was asked. */
    @Test
    void aResetWithoutAPushChangesNothing() {
        CapturedHeaders headers = Headers.ofRequest(1);
        try (Scope scope = headers.makeCurrent()) {
            context.reset(context.capture());
            assertThat(CapturedHeaders.current()).isSameAs(headers);
        }
    }
}
