// SPDX-License-Identifier: Apache-2.0
package io.headerhop.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.trace.v3.OpenTelemetryConfig;
import io.envoyproxy.envoy.config.trace.v3.ZipkinConfig;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.request_id.uuid.v3.UuidRequestIdConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * Reads the bootstrap file with Envoy's own protos, to check all names and types even if there is no Envoy. Only Envoy
 * knows whether the values make sense together: see {@link EnvoyConfigTest}.
 *
 * <p>The protos are of April 2025, the newest available. One tracer's file has a newer field.
 */
class EnvoyProtosTest {
    private static final JsonFormat.TypeRegistry EXTENSIONS = JsonFormat.TypeRegistry.newBuilder()
            .add(HttpConnectionManager.getDescriptor())
            .add(Router.getDescriptor())
            .add(UuidRequestIdConfig.getDescriptor())
            .add(ZipkinConfig.getDescriptor())
            .add(OpenTelemetryConfig.getDescriptor())
            .build();

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ZIPKIN_WITH_W3C")
    void theFileIsABootstrap(Tracer tracer) throws Exception {
        Bootstrap bootstrap = read(EnvoyConfigTest.config(tracer, "http://tracing:9411"));
        assertThat(bootstrap.getNode().getCluster()).isEqualTo("orders");
        assertThat(bootstrap.getStaticResources().getListenersList()).hasSize(3);
        for (Listener listener : bootstrap.getStaticResources().getListenersList()) {
            assertThat(tracerOf(listener).getTypeUrl())
                    .endsWith(tracer == Tracer.OPENTELEMETRY ? "OpenTelemetryConfig" : "ZipkinConfig");
        }
    }

    /** At each depth: in the bootstrap, in a filter, in its tracer, and a value that is not valid for its type. */
    @ParameterizedTest
    @CsvSource({
        "static_resources:, static_resource:",
        "stat_prefix:, stat_prefx:",
        "collector_cluster:, colector_cluster:",
        "collector_endpoint_version: HTTP_JSON, collector_endpoint_version: HTTP_JASON",
        "v3.ZipkinConfig, v3.ZipkinConfg"
    })
    void whatIsMisspeltIsRefused(String right, String wrong) throws Exception {
        String file = EnvoyConfigTest.config(Tracer.ZIPKIN, "http://tracing:9411");
        assertThat(file).contains(right);
        assertThatThrownBy(() -> read(file.replace(right, wrong)))
                .isInstanceOf(InvalidProtocolBufferException.class)
                .hasMessageContaining(wrong.replaceAll(".*[ .]|:$", ""));
    }

    private static Any tracerOf(Listener listener) throws InvalidProtocolBufferException {
        return listener.getFilterChains(0)
                .getFilters(0)
                .getTypedConfig()
                .unpack(HttpConnectionManager.class)
                .getTracing()
                .getProvider()
                .getTypedConfig();
    }

    private static Bootstrap read(String yaml) throws InvalidProtocolBufferException {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        Object tree = new Yaml(strict).load(yaml);
        String json = new Gson().toJson(tree);
        Bootstrap.Builder bootstrap = Bootstrap.newBuilder();
        JsonFormat.parser().usingTypeRegistry(EXTENSIONS).merge(json, bootstrap);
        return bootstrap.build();
    }
}
