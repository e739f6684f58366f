// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headerhop.examples.shop.demo.Options.BackendKind;
import io.headerhop.examples.shop.demo.Options.SidecarKind;
import io.headerhop.examples.shop.demo.Options.UsageException;
import io.headerhop.examples.shop.demo.broken.Fault;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
    @Test
    void withoutOptionsItSendsFiveOrdersAndStaysOpen() throws Exception {
        assertThat(Options.parse())
                .isEqualTo(new Options(false, true, 5, SidecarKind.EMBEDDED, BackendKind.ZIPKIN, null, null));
    }

    @Test
    void allTogetherInAnyOrder() throws Exception {
        String[] args = "--zipkin http://127.0.0.1:9411 --requests 7 --sidecar embedded --without-propagation --once"
                .split(" ");
        assertThat(Options.parse(args))
                .isEqualTo(new Options(
                        true,
                        false,
                        7,
                        SidecarKind.EMBEDDED,
                        BackendKind.ZIPKIN,
                        URI.create("http://127.0.0.1:9411"),
                        null));
    }

    @Test
    void envoyAndJaeger() throws Exception {
        assertThat(Options.parse("--jaeger http://tracing:16686 --sidecar envoy --backend jaeger".split(" ")))
                .isEqualTo(new Options(
                        false,
                        true,
                        5,
                        SidecarKind.ENVOY,
                        BackendKind.JAEGER,
                        URI.create("http://tracing:16686"),
                        null));
    }

    @Test
    void aFault() throws Exception {
        assertThat(Options.parse("--break", "common-pool").fault()).isEqualTo(Fault.COMMON_POOL);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --ones            | Unknown option --ones
                    --requests        | --requests needs a value
                    --requests 0      | --requests 0: give a number from 1 to 100
                    --requests 101    | --requests 101: give a number from 1 to 100
                    --requests many   | --requests many: give a number from 1 to 100
                    --break all       | --break all: give executor or common-pool or scheduler or reactor or client
                    --break client --without-propagation | --break: not with --without-propagation, which loses all headers anyway
                    --sidecar linkerd | --sidecar linkerd: give embedded or envoy
                    --backend tempo   | --backend tempo: give zipkin or jaeger
                    --zipkin zipkin   | --zipkin zipkin: give a URL such as http://127.0.0.1:9411
                    --zipkin ftp://a  | --zipkin ftp://a: give a URL such as http://127.0.0.1:9411
                    --jaeger http://a | --jaeger: only with --backend jaeger
                    --backend jaeger --zipkin http://a | --zipkin: only with --backend zipkin
                    --backend jaeger --jaeger jaeger | --jaeger jaeger: give a URL such as http://127.0.0.1:16686
                    --sidecar envoy --zipkin https://a | --zipkin https://a: here Envoy sends its spans by http only; give an http URL
                    """)
    void wrongOptionsAreNamed(String args, String message) {
        assertThatThrownBy(() -> Options.parse(args.split(" ")))
                .isInstanceOf(UsageException.class)
                .hasMessage(message);
    }
}
