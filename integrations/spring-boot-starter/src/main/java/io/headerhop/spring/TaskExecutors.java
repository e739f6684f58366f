// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import java.lang.reflect.Field;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskDecorator;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ConcurrentTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.util.ReflectionUtils;

/**
 * Gives each task of Spring's executors the headers that are current where it is submitted: of those that Spring Boot
 * makes and of the application's own. Schedulers are left alone: a task that recurs belongs to no request. That is why
 * this is no {@link TaskDecorator} bean, which Spring Boot would give to its scheduler too.
 */
final class TaskExecutors implements BeanPostProcessor {
    private final ObjectProvider<Installed> installed;

    TaskExecutors(ObjectProvider<Installed> installed) {
        this.installed = installed;
    }

    /** Before the executor starts, which is when it looks at its decorator. */
    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof TaskScheduler) {
            return bean;
        }
        Consumer<TaskDecorator> setter;
        if (bean instanceof ThreadPoolTaskExecutor pool) {
            setter = pool::setTaskDecorator;
        } else if (bean instanceof SimpleAsyncTaskExecutor threads) {
            setter = threads::setTaskDecorator;
        } else if (bean instanceof ConcurrentTaskExecutor adapter) {
            setter = adapter::setTaskDecorator;
        } else {
            return bean;
        }
        // It has a setter only, and an executor has no more than one decorator: the application's own must stay.
        Field field = ReflectionUtils.findField(bean.getClass(), "taskDecorator", TaskDecorator.class);
        if (field == null) {
            Adapters.warn("The tasks of the executor '" + name + "' carry no headers: this version of Spring does not"
                    + " say which TaskDecorator it has; set one that calls CapturedHeaders.current().wrap(task)");
            return bean;
        }
        ReflectionUtils.makeAccessible(field);
        setter.accept(carrying((TaskDecorator) ReflectionUtils.getField(field, bean)));
        installed.ifAvailable(all -> all.add("executor " + name));
        return bean;
    }

    private static TaskDecorator carrying(@Nullable TaskDecorator before) {
        return before instanceof CarryingDecorator
                ? before
                : new CarryingDecorator(before == null ? task -> task : before);
    }

    private record CarryingDecorator(TaskDecorator before) implements TaskDecorator {
        @Override
        public Runnable decorate(Runnable task) {
            Runnable own = before.decorate(task);
            Runnable carrying = CapturedHeaders.current().wrap(own);
            return own instanceof Comparable<?> comparable ? new ComparableTask(carrying, comparable) : carrying;
        }
    }

    /** Keeps its place in a queue that orders its tasks. */
    private record ComparableTask(Runnable carrying, Comparable<?> own)
            implements Runnable, Comparable<ComparableTask> {
        @Override
        public void run() {
            carrying.run();
        }

        @Override
        @SuppressWarnings("unchecked")
        public int compareTo(ComparableTask other) {
            return ((Comparable<Object>) own).compareTo(other.own);
        }
    }
}
