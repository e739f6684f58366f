// SPDX-License-Identifier: Apache-2.0
package io.headerhop.micrometercontext;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;
import org.springframework.core.task.support.TaskExecutorAdapter;

/** Spring's decorator, as {@code spring.task.execution.propagate-context} installs it. */
class SpringTaskDecoratorTest {
    @Test
    void eachTaskHasTheHeadersOfWhoeverSubmittedItAndLeavesNone() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            TaskExecutorAdapter executor = new TaskExecutorAdapter(pool);
            executor.setTaskDecorator(new ContextPropagatingTaskDecorator());
            List<Future<String>> seen = new ArrayList<>();
            for (int i = 0; i < 250; i++) {
                try (Scope scope = TestHeaders.of(id(i)).makeCurrent()) {
                    seen.add(executor.submit(TestHeaders::current));
                }
            }
            for (int i = 0; i < seen.size(); i++) {
                assertThat(seen.get(i).get()).isEqualTo(id(i));
            }
            for (int i = 0; i < 20; i++) {
                assertThat(pool.submit(TestHeaders::current).get()).isEqualTo(TestHeaders.NOTHING);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static String id(int i) {
        return i % 5 == 4 ? TestHeaders.NOTHING : "id-" + i;
    }
}
