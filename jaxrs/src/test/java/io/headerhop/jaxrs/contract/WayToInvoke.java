// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.contract;

import io.headerhop.contract.CallbackContract;
import io.headerhop.contract.OutboundCall;
import io.headerhop.contract.OutboundClient.PreparedCall;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.client.InvocationCallback;
import jakarta.ws.rs.core.Response;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The ways to make a call in JAX-RS; {@code get}, {@code post} and so on are short for {@code method}. */
public enum WayToInvoke {
    SYNC {
        @Override
        void start(Prepared call, InvocationCallback<Response> then) {
            Response response;
            try {
                response = call.entity == null
                        ? call.builder.method(call.method)
                        : call.builder.method(call.method, call.entity);
            } catch (RuntimeException e) {
                then.failed(e);
                return;
            }
            then.completed(response);
        }
    },
    INVOKE {
        @Override
        void start(Prepared call, InvocationCallback<Response> then) {
            Response response;
            try {
                response = call.invocation.invoke();
            } catch (RuntimeException e) {
                then.failed(e);
                return;
            }
            then.completed(response);
        }
    },
    ASYNC_FUTURE {
        @Override
        void start(Prepared call, InvocationCallback<Response> then) throws InterruptedException {
            await(
                    call.entity == null
                            ? call.builder.async().method(call.method)
                            : call.builder.async().method(call.method, call.entity),
                    then);
        }
    },
    ASYNC_CALLBACK {
        @Override
        void start(Prepared call, InvocationCallback<Response> then) {
            if (call.entity == null) {
                call.builder.async().method(call.method, then);
            } else {
                call.builder.async().method(call.method, call.entity, then);
            }
        }
    },
    SUBMIT_FUTURE {
        @Override
        void start(Prepared call, InvocationCallback<Response> then) throws InterruptedException {
            await(call.invocation.submit(), then);
        }
    },
    SUBMIT_CALLBACK {
        @Override
        void start(Prepared call, InvocationCallback<Response> then) {
            call.invocation.submit(then);
        }
    },
    RX {
        @Override
        void start(Prepared call, InvocationCallback<Response> then) {
            (call.entity == null
                            ? call.builder.rx().method(call.method)
                            : call.builder.rx().method(call.method, call.entity))
                    .whenComplete((response, failure) -> {
                        if (failure == null) {
                            then.completed(response);
                        } else {
                            then.failed(failure);
                        }
                    });
        }
    };

    /** Those that call back, as opposed to those where the caller waits for the response. */
    public static final Set<WayToInvoke> WITH_CALLBACK = EnumSet.of(ASYNC_CALLBACK, SUBMIT_CALLBACK, RX);

    /** The two kinds of JAX-RS request objects; both are reusable. */
    record Prepared(String method, @Nullable Entity<?> entity, Invocation.Builder builder, Invocation invocation) {
        static Prepared of(Client client, OutboundCall call) {
            Invocation.Builder builder = client.target(call.uri()).request();
            call.headers().forEach(builder::header);
            Entity<?> entity = call.body() == null ? null : Entity.json(call.body());
            Invocation invocation =
                    entity == null ? builder.build(call.method()) : builder.build(call.method(), entity);
            return new Prepared(call.method(), entity, builder, invocation);
        }
    }

    abstract void start(Prepared call, InvocationCallback<Response> then) throws InterruptedException;

    public PreparedCall prepare(Client client, OutboundCall call) {
        Prepared prepared = Prepared.of(client, call);
        return () -> {
            CompletableFuture<Integer> status = new CompletableFuture<>();
            start(prepared, new ForStatus(status));
            try {
                return status.get(20, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                throw (Exception) e.getCause();
            }
        };
    }

    public void start(Client client, OutboundCall call, CallbackContract.Callback callback)
            throws InterruptedException {
        start(Prepared.of(client, call), new ForContract(callback));
    }

    private static void await(Future<Response> future, InvocationCallback<Response> then) throws InterruptedException {
        Response response;
        try {
            response = future.get();
        } catch (ExecutionException e) {
            then.failed(e.getCause());
            return;
        }
        then.completed(response);
    }

    // Classes, not lambdas: implementations look up the type of the response in the callback's class.

    private record ForStatus(CompletableFuture<Integer> status) implements InvocationCallback<Response> {
        @Override
        public void completed(Response response) {
            int code = response.getStatus();
            response.close();
            status.complete(code);
        }

        @Override
        public void failed(Throwable failure) {
            status.completeExceptionally(failure);
        }
    }

    private record ForContract(CallbackContract.Callback callback) implements InvocationCallback<Response> {
        @Override
        public void completed(Response response) {
            int code = response.getStatus();
            response.close();
            callback.answered(code);
        }

        @Override
        public void failed(Throwable failure) {
            callback.failed(failure);
        }
    }
}
