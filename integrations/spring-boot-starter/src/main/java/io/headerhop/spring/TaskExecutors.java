// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import java.lang.reflect.Field;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskDecorator;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ConcurrentTaskExecutor;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.util.ReflectionUtils;

/**
 * Gives each task of Spring's executors the headers that are current where it is submitted: of those that Spring Boot
 * makes and of the application's own. Schedulers are kept free of them: a task that recurs belongs to no request. That
 * is why this is no {@link TaskDecorator} bean, which Spring Boot would give to its scheduler too.
 */
final class TaskExecutors implements BeanPostProcessor {
    private final ObjectProvider<Installed> installed;

    TaskExecutors(ObjectProvider<Installed> installed) {
        this.installed = installed;
    }

    /** Before the executor starts, which is when it looks at its decorator. */
    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof ThreadPoolTaskScheduler pool) {
            keepFree(bean, pool::setTaskDecorator);
        } else if (bean instanceof SimpleAsyncTaskScheduler threads) {
            keepFree(bean, threads::setTaskDecorator);
        } else if (bean instanceof TaskScheduler) {
            return bean;
        } else if (bean instanceof ThreadPoolTaskExecutor pool) {
            carry(bean, name, pool::setTaskDecorator);
        } else if (bean instanceof SimpleAsyncTaskExecutor threads) {
            carry(bean, name, threads::setTaskDecorator);
        } else if (bean instanceof ConcurrentTaskExecutor adapter) {
            carry(bean, name, adapter::setTaskDecorator);
        }
        return bean;
    }

    private void carry(Object executor, String name, Consumer<TaskDecorator> setter) {
        Field field = decoratorOf(executor);
        if (field == null) {
            Adapters.warn("The tasks of the executor '" + name + "' carry no headers: this version of Spring does not"
                    + " say which TaskDecorator it has; set one that calls CapturedHeaders.current().wrap(task)");
            return;
        }
        setter.accept(carrying((TaskDecorator) ReflectionUtils.getField(field, executor)));
        installed.ifAvailable(all -> all.add("executor " + name));
    }

    /** Spring Boot gives a scheduler its {@code ContextPropagatingTaskDecorator}, too, if it is told to have one. */
    private static void keepFree(Object scheduler, Consumer<TaskDecorator> setter) {
        Field field = decoratorOf(scheduler);
        if (field != null && ReflectionUtils.getField(field, scheduler) instanceof TaskDecorator own) {
            setter.accept(new FreeDecorator(own));
        }
    }

    /** There is a setter only, and no more than one decorator: the application's own must stay. */
    private static @Nullable Field decoratorOf(Object executor) {
        Field field = ReflectionUtils.findField(executor.getClass(), "taskDecorator", TaskDecorator.class);
        if (field != null) {
            ReflectionUtils.makeAccessible(field);
        }
        return field;
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

    /** What it hands over to the task, from whichever thread, are not our headers. */
    private record FreeDecorator(TaskDecorator own) implements TaskDecorator {
        @Override
        public Runnable decorate(Runnable task) {
            try (Scope nothing = CapturedHeaders.none().makeCurrent()) {
                return own.decorate(task);
            }
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
