// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttpusers;

import feign.AsyncFeign;
import feign.Feign;
import feign.RequestLine;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import io.headerhop.okhttp.HeaderPropagationInterceptors;
import io.minio.BucketExistsArgs;
import io.minio.MinioAsyncClient;
import io.minio.MinioClient;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.springframework.http.client.OkHttp3ClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** Libraries, and the ways to call with them. */
enum Library {
    FEIGN {
        @Override
        Caller on(URI server) {
            Blocking service = Feign.builder()
                    .client(new feign.okhttp.OkHttpClient(client()))
                    .target(Blocking.class, server.toString());
            return path -> service.get(server.resolve(path));
        }
    },
    FEIGN_ASYNC {
        @Override
        Caller on(URI server) {
            Later service = AsyncFeign.builder()
                    .client(new feign.okhttp.OkHttpClient(client()))
                    .target(Later.class, server.toString());
            return path -> service.get(server.resolve(path)).get(20, TimeUnit.SECONDS);
        }
    },
    SPRING {
        @Override
        @SuppressWarnings("removal")
        Caller on(URI server) {
            RestClient service = RestClient.builder()
                    .requestFactory(new OkHttp3ClientHttpRequestFactory(client()))
                    .build();
            return path -> service.get().uri(server.resolve(path)).retrieve().toBodilessEntity();
        }
    },
    /** Always enqueues, also where it is called blocking. */
    KUBERNETES_CLIENT {
        @Override
        Caller on(URI server) {
            Config config = new ConfigBuilder(Config.empty())
                    .withMasterUrl(server.toString())
                    .build();
            KubernetesClient service = new KubernetesClientBuilder()
                    .withConfig(config)
                    .withHttpClientFactory(new OkHttpClientFactory() {
                        @Override
                        protected void additionalConfig(OkHttpClient.Builder builder) {
                            HeaderPropagationInterceptors.install(builder);
                        }
                    })
                    .build();
            return service::raw;
        }
    },
    MINIO {
        @Override
        Caller on(URI server) throws Exception {
            MinioClient service = MinioClient.builder()
                    .endpoint(server.toString())
                    .credentials("user", "password")
                    .region("eu-west-1")
                    .httpClient(client())
                    .build();
            return path -> service.bucketExists(bucket(path));
        }
    },
    MINIO_ASYNC {
        @Override
        Caller on(URI server) throws Exception {
            MinioAsyncClient service = MinioAsyncClient.builder()
                    .endpoint(server.toString())
                    .credentials("user", "password")
                    .region("eu-west-1")
                    .httpClient(client())
                    .build();
            return path -> service.bucketExists(bucket(path)).get(20, TimeUnit.SECONDS);
        }
    };

    /** Makes a call and waits for its end. */
    @FunctionalInterface
    interface Caller {
        void call(String path) throws Exception;
    }

    interface Blocking {
        @RequestLine("GET")
        String get(URI uri);
    }

    interface Later {
        @RequestLine("GET")
        CompletableFuture<String> get(URI uri);
    }

    abstract Caller on(URI server) throws Exception;

    private static OkHttpClient client() {
        return HeaderPropagationInterceptors.install(new OkHttpClient.Builder()).build();
    }

    private static BucketExistsArgs bucket(String path) {
        return BucketExistsArgs.builder().bucket(path.substring(1)).build();
    }
}
