package io.headerhop.examples.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.Adapters;
import io.headerhop.spi.HeaderReader;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the canary's routes look at is carried by each service of the shop, and not where it is shown what happens then.
 */
class CarriedHeadersTest {
    private static final Sources EXAMPLE = Sources.ofExample();

    @Test
    void theCanarysServicesCarryTheHeaderThatItIsRoutedBy() {
        assertThat(Mesh.of(EXAMPLE, "canary")).satisfies(mesh -> {
            assertThat(new Routes(mesh).headers()).containsExactly("x-canary");
            assertThat(Workload.ofShop(mesh)).hasSizeGreaterThan(6);
            assertThat(notCarried(mesh)).isEmpty();
        });
    }

    @Test
    void theListOfAnOldArticleHasIdsOfItsKindAndNotTheCanarysHeader() {
        Mesh mesh = Mesh.of(EXAMPLE, "variants/b3-only");

        assertThat(notCarried(mesh)).containsExactly("x-canary");
        assertThat(services(mesh)).allSatisfy(service -> {
            assertThat(carries(service, "x-b3-traceid")).isTrue();
            assertThat(carries(service, "x-request-id")).isTrue();
            assertThat(carries(service, "traceparent")).isFalse();
        });
    }

    @Test
    void propagationIsOnEverywhereButWhereItIsShownWithout() {
        assertThat(services(Mesh.of(EXAMPLE, "canary")))
                .allSatisfy(service -> assertThat(service.variables()).containsEntry("PROPAGATION", "on"));
        assertThat(services(Mesh.of(EXAMPLE, "variants/without-propagation")))
                .allSatisfy(service -> assertThat(service.variables()).containsEntry("PROPAGATION", "off"));
    }

    @Test
    void aHeaderThatIsRoutedByButNotCarriedIsFound() {
        Sources broken = EXAMPLE.replacing("canary/routes.yaml", "x-canary:", "x-release:");
        assertThat(notCarried(Mesh.of(broken, "canary"))).containsExactly("x-release");
    }

    private static Stream<Workload> services(Mesh mesh) {
        return Workload.ofShop(mesh).filter(service -> mesh.hasSidecars(service.namespace()));
    }

    /** The headers that decide about routes but that some service does not carry. */
    private static List<String> notCarried(Mesh mesh) {
        return new Routes(mesh)
                .headers().stream()
                        .filter(header -> !services(mesh).allMatch(service -> carries(service, header)))
                        .toList();
    }

    private static boolean carries(Workload service, String header) {
        Map<String, String> request = Map.of(header, IDS.getOrDefault(header, "any"));
        return Adapters.capture(ShopSettings.propagation(service.variables()), request, HEADERS)
                        .first(header)
                != null;
    }

    private static final Map<String, String> IDS = Map.of(
            "x-request-id", "5b1a3b8e-5a5f-4c6e-9a3a-0b8e2f1c7d42",
            "x-b3-traceid", "4bf92f3577b34da6a3ce929d0e0e4736",
            "traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

    private static final HeaderReader<Map<String, String>> HEADERS = new HeaderReader<>() {
        @Override
        public String first(Map<String, String> request, String name) {
            return request.get(name);
        }

        @Override
        public Iterator<String> values(Map<String, String> request, String name) {
            return Stream.ofNullable(request.get(name)).iterator();
        }

        @Override
        public Iterator<String> names(Map<String, String> request) {
            return request.keySet().iterator();
        }
    };
}
