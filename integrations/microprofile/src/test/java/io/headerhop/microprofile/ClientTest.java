// SPDX-License-Identifier: Apache-2.0
package io.headerhop.microprofile;

import io.headerhop.contract.OutboundCall;
import io.headerhop.contract.OutboundContract;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.annotation.RegisterClientHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(ClientTest.Way.class)
class ClientTest implements OutboundContract {
    private static final ExecutorService POOL = Executors.newFixedThreadPool(4, task -> {
        Thread thread = new Thread(task, "client");
        thread.setDaemon(true);
        return thread;
    });

    private final List<Service> services = new ArrayList<>();

    @Parameter
    Way way;

    enum Way {
        SYNCHRONOUS {
            @Override
            Response send(Service service, OutboundCall call) {
                return call.method().equals("GET") ? service.get() : service.post(call.body());
            }
        },
        STAGE {
            @Override
            Response send(Service service, OutboundCall call) {
                CompletionStage<Response> stage =
                        call.method().equals("GET") ? service.stageOfGet() : service.stageOfPost(call.body());
                return stage.toCompletableFuture().join();
            }
        };

        abstract Response send(Service service, OutboundCall call);
    }

    @RegisterClientHeaders(HeaderPropagationClientHeadersFactory.class)
    public interface Service extends AutoCloseable {
        @GET
        Response get();

        @POST
        Response post(String body);

        @GET
        CompletionStage<Response> stageOfGet();

        @POST
        CompletionStage<Response> stageOfPost(String body);

        @Override
        void close();
    }

    @AfterEach
    void close() {
        services.forEach(Service::close);
    }

    @Override
    public PreparedCall prepare(OutboundCall call) {
        ClientRequestFilter callers = request -> call.headers().forEach(request.getHeaders()::putSingle);
        Service service = RestClientBuilder.newBuilder()
                .baseUri(call.uri())
                .executorService(POOL)
                .property("microprofile.rest.client.disable.default.mapper", true)
                .register(callers)
                .build(Service.class);
        services.add(service);
        return () -> {
            try (Response response = way.send(service, call)) {
                return response.getStatus();
            }
        };
    }
}
