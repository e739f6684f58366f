// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskDecorator;
import org.springframework.scheduling.TaskScheduler;
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
        if (bean instanceof ThreadPoolTaskExecutor pool) {
            Field field = decoratorOf(ThreadPoolTaskExecutor.class);
            if (field != null) {
                pool.setTaskDecorator(carrying((TaskDecorator) ReflectionUtils.getField(field, pool)));
                added(name);
                return bean;
            }
        } else if (bean instanceof SimpleAsyncTaskExecutor threads) {
            Field field = decoratorOf(SimpleAsyncTaskExecutor.class);
            if (field != null) {
                threads.setTaskDecorator(carrying((TaskDecorator) ReflectionUtils.getField(field, threads)));
                added(name);
                return bean;
            }
        } else {
            return bean;
        }
        Adapters.warn("The tasks of the executor '" + name + "' carry no headers: this version of Spring does not say"
                + " which TaskDecorator it has; set one that calls CapturedHeaders.current().wrap(task)");
        return bean;
    }

    private void added(String name) {
        installed.ifAvailable(all -> all.add("executor " + name));
    }

    private static TaskDecorator carrying(@Nullable TaskDecorator before) {
        return before instanceof CarryingDecorator
                ? before
                : new CarryingDecorator(before == null ? task -> task : before);
    }

    /** It has a setter only, and an executor has no more than one decorator: the application's own must stay. */
    private static @Nullable Field decoratorOf(Class<?> executor) {
        Field field = ReflectionUtils.findField(executor, "taskDecorator", TaskDecorator.class);
        if (field != null) {
            ReflectionUtils.makeAccessible(field);
        }
        return field;
    }

    private record CarryingDecorator(TaskDecorator before) implements TaskDecorator {
        @Override
        public Runnable decorate(Runnable task) {
            return CapturedHeaders.current().wrap(before.decorate(task));
        }
    }
}
