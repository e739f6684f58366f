// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import io.headerhop.spi.HeaderWriter;
import io.headerhop.spi.Injection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The headers captured from one inbound request, with the rules under which they were captured. Immutable and safe to
 * share between threads.
 *
 * <p>An inbound adapter makes them current while the request is served; clients take what is current when a call is
 * made. Code that starts threads or tasks hands the headers over. One rule says how:
 *
 * <table>
 * <caption>Handing over</caption>
 * <tr><td>A pool that you submit to yourself</td>
 * <td>{@code CapturedHeaders.propagating(pool)}, once, where the pool is made: each task has what is current where it is
 * submitted</td></tr>
 * <tr><td>A pool that you hand to a library, or to a later stage of a future</td>
 * <td>{@code CapturedHeaders.current().executor(pool)}, where the call is made: all tasks have this request's headers,
 * whichever thread submits them</td></tr>
 * </table>
 *
 * <p>Threads do not inherit the headers: a pool's thread would keep those of the request that happened to start it.
 */
public final class CapturedHeaders {
    private static final class None {
        // Not what a request without headers has, so that a call for one can be told from a call for none.
        static final CapturedHeaders INSTANCE = nothing(HeaderPropagation.istio());
    }

    private static final String[] NO_LINES = {};

    private final HeaderPropagation rules;
    private final NameTable table;
    // By the table's index, the first value of each carried name; empty if there is none.
    private final @Nullable String[] values;
    // name, value, name, value …: further values, and what a prefix matches; names in lower case.
    private final String[] more;
    // The same of what came and was not captured, by which a copy of it in an outbound request can be recognised.
    private final String[] leftOut;
    private final int size;
    // Made when first asked for; by two threads at once, it is the same twice.
    private volatile @Nullable Set<String> knownLines;

    CapturedHeaders(
            HeaderPropagation rules, @Nullable String[] values, List<String> more, List<String> leftOut, int size) {
        this.rules = rules;
        this.table = rules.table();
        this.values = values;
        this.more = more.toArray(NO_LINES);
        this.leftOut = leftOut.toArray(NO_LINES);
        this.size = size;
    }

    static CapturedHeaders nothing(HeaderPropagation rules) {
        return new CapturedHeaders(rules, NO_LINES, List.of(), List.of(), 0);
    }

    /** No headers. */
    public static CapturedHeaders none() {
        return None.INSTANCE;
    }

    /** What is current on this thread; {@link #none()} outside of a request. */
    public static CapturedHeaders current() {
        return Current.get();
    }

    /**
     * Makes these the current headers of this thread until the scope is closed. If there are none in it, nothing is
     * current until then.
     */
    public Scope makeCurrent() {
        return Current.pushChosen(this);
    }

    /** The configuration under which they were captured, which also says where they may go. */
    public HeaderPropagation rules() {
        return rules;
    }

    /** Whether nothing was captured. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** The names in lower case, in the order of configuration. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < values.length; i++) {
            if (values[i] != null) {
                names.add(table.name(i));
            }
        }
        for (int i = 0; i < more.length; i += 2) {
            names.add(more[i]);
        }
        return names;
    }

    /** All values of a header in the order in which they came; empty if it was not captured. Any case. */
    public List<String> values(String name) {
        List<String> all = new ArrayList<>(1);
        String first = firstOfCarried(name);
        if (first != null) {
            all.add(first);
        }
        for (int i = 0; i < more.length; i += 2) {
            if (more[i].equalsIgnoreCase(name)) {
                all.add(more[i + 1]);
            }
        }
        return List.copyOf(all);
    }

    /** The first value of a header; null if it was not captured. {@code name} is case-insensitive. */
    public @Nullable String first(String name) {
        String first = firstOfCarried(name);
        for (int i = 0; first == null && i < more.length; i += 2) {
            first = more[i].equalsIgnoreCase(name) ? more[i + 1] : null;
        }
        return first;
    }

    private @Nullable String firstOfCarried(String name) {
        int index = table.carriedIndexOf(name);
        return index < 0 || index >= values.length ? null : values[index];
    }

    /**
     * These headers with another value of one of them, or with one more: for what is called from here on.
     *
     * <pre>{@code
     * try (Scope scope = CapturedHeaders.current().with("x-canary", "b").makeCurrent()) {
     *     recommendations.ask();
     * }
     * }</pre>
     *
     * <p>The rules are those for a request that came with these headers: a value that no client could send is dropped
     * and counted, and so is one form of B3 if the other is newer.
     *
     * @param name one of those that the configuration carries; case-insensitive
     * @param values its only values from now on, in this order
     * @throws IllegalArgumentException if the configuration does not carry a header with this name
     */
    public CapturedHeaders with(String name, String... values) {
        if (!rules.names().contains(name)) {
            throw new IllegalArgumentException("'" + HeaderSyntax.printable(name) + "' is not among the headers to"
                    + " carry (" + HeaderSyntax.printable(rules.names().toString())
                    + "); add it to the configuration first: write plus(\"" + HeaderSyntax.printable(name) + "\")");
        }
        Lines lines = lines();
        lines.removeAll(HeaderSyntax.lower(name));
        for (String value : values) {
            lines.add(name, value);
        }
        return Capture.again(lines, this);
    }

    /**
     * These headers without some: for what is called from here on. A name that is not there changes nothing.
     *
     * @param names case-insensitive
     */
    public CapturedHeaders without(String... names) {
        Lines lines = lines();
        for (String name : names) {
            lines.removeAll(HeaderSyntax.lower(name));
        }
        return Capture.again(lines, this);
    }

    private Lines lines() {
        Lines copy = new Lines();
        forEach(copy::add);
        return copy;
    }

    /** A task that runs with these headers current, on any thread. */
    public Runnable wrap(Runnable task) {
        return new PropagatingRunnable(this, task);
    }

    /**
     * A task that runs with these headers current, on any thread. It has a name of its own, as the next methods have,
     * because {@code new Thread(headers.wrap(() -> list.add(item)))} would not compile if all were called wrap.
     */
    public <T extends @Nullable Object> Callable<T> wrapCallable(Callable<T> task) {
        Objects.requireNonNull(task);
        return () -> {
            Object outer = Current.enter(this);
            try {
                return task.call();
            } finally {
                Current.leave(this, outer);
            }
        };
    }

    /** A supplier that runs with these headers current, on any thread. */
    public <T extends @Nullable Object> Supplier<T> wrapSupplier(Supplier<T> supplier) {
        Objects.requireNonNull(supplier);
        return () -> {
            Object outer = Current.enter(this);
            try {
                return supplier.get();
            } finally {
                Current.leave(this, outer);
            }
        };
    }

    /**
     * A function that runs with these headers current, on any thread. For parallel streams, too:
     *
     * <pre>{@code
     * items.parallelStream().map(CapturedHeaders.current().wrapFunction(this::price)).toList();
     * }</pre>
     */
    public <T extends @Nullable Object, R extends @Nullable Object> Function<T, R> wrapFunction(
            Function<T, R> function) {
        Objects.requireNonNull(function);
        return argument -> {
            Object outer = Current.enter(this);
            try {
                return function.apply(argument);
            } finally {
                Current.leave(this, outer);
            }
        };
    }

    /** A consumer that runs with these headers current, on any thread. */
    public <T extends @Nullable Object> Consumer<T> wrapConsumer(Consumer<T> consumer) {
        Objects.requireNonNull(consumer);
        return argument -> {
            Object outer = Current.enter(this);
            try {
                consumer.accept(argument);
            } finally {
                Current.leave(this, outer);
            }
        };
    }

    /**
     * An executor whose tasks run with these headers, whichever thread submits them. For the stages of a future, which
     * are submitted by the thread that completes the stage before: it may be working for another request, or for none.
     *
     * <pre>{@code
     * shared.thenApplyAsync(this::ask, CapturedHeaders.current().executor(pool));
     * shared.whenCompleteAsync(this::tell, CapturedHeaders.current().executor(Runnable::run));
     * }</pre>
     */
    public Executor executor(Executor executor) {
        return new PropagatingExecutor(executor, () -> this);
    }

    /** An executor whose tasks run with these headers, whichever thread submits them: for a library's use. */
    public ExecutorService executor(ExecutorService executor) {
        return new PropagatingExecutorService(executor, () -> this);
    }

    /**
     * An executor whose tasks run with these headers, whichever thread schedules them: for a library's use, such as the
     * timeouts and retries of one call. A task that recurs runs with nothing current.
     */
    public ScheduledExecutorService executor(ScheduledExecutorService executor) {
        return new PropagatingScheduledExecutorService(executor, () -> this);
    }

    /**
     * A factory whose threads run with these headers current from start to end: for threads that work for this request
     * alone, such as those of a {@code StructuredTaskScope}. Never for a pool, whose threads go on to serve others.
     */
    public ThreadFactory threadFactory(ThreadFactory factory) {
        Objects.requireNonNull(factory);
        return task -> factory.newThread(wrap(task));
    }

    /**
     * An executor whose tasks run with the headers that are current where they are submitted: for a pool that you
     * submit to yourself. What you hand to a library or to a later stage of a future is {@link #executor(Executor)}.
     *
     * <p>Tasks are wrapped: a pool that sorts its queue by the tasks themselves cannot compare them.
     */
    public static Executor propagating(Executor executor) {
        return PropagatingExecutor.takesCurrent(executor)
                ? executor
                : new PropagatingExecutor(executor, PropagatingExecutor.CURRENT);
    }

    /** As {@link #propagating(Executor)}. */
    public static ExecutorService propagating(ExecutorService executor) {
        return PropagatingExecutor.takesCurrent(executor)
                ? executor
                : new PropagatingExecutorService(executor, PropagatingExecutor.CURRENT);
    }

    /**
     * As {@link #propagating(Executor)}. A task that recurs runs with nothing current: it goes on when the request that
     * happened to schedule it is long over.
     */
    public static ScheduledExecutorService propagating(ScheduledExecutorService executor) {
        return PropagatingExecutor.takesCurrent(executor)
                ? executor
                : new PropagatingScheduledExecutorService(executor, PropagatingExecutor.CURRENT);
    }

    NameTable table() {
        return table;
    }

    /** Whether it is known of no header that it came. */
    boolean hasNothing() {
        return size == 0 && leftOut.length == 0;
    }

    /** Whether the inbound request had a header with this name in lower case and this value, captured or not. */
    boolean came(String name, String value) {
        if (size + leftOut.length / 2 > 2 * Limits.standard().maxHeaders()) {
            return known().contains(lineOf(name, value));
        }
        return value.equals(firstOfCarried(name)) || contains(more, name, value) || contains(leftOut, name, value);
    }

    /** For raised limits: a linear search for each of many headers would take long. */
    private Set<String> known() {
        Set<String> known = knownLines;
        if (known == null) {
            Set<String> lines = new HashSet<>();
            forEach((name, value) -> lines.add(lineOf(name, value)));
            forEachLeftOut((name, value) -> lines.add(lineOf(name, value)));
            knownLines = lines;
            return lines;
        }
        return known;
    }

    private static String lineOf(String name, String value) {
        return name + ':' + value;
    }

    private static boolean contains(String[] pairs, String name, String value) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equals(name) && pairs[i + 1].equals(value)) {
                return true;
            }
        }
        return false;
    }

    /** Calls the consumer with each line, in the order of configuration; the values of one name stand together. */
    void forEach(BiConsumer<String, String> line) {
        for (int i = 0; i < values.length; i++) {
            String value = values[i];
            if (value != null) {
                String name = table.name(i);
                line.accept(name, value);
                forEach(more, (further, next) -> {
                    if (further.equals(name)) {
                        line.accept(further, next);
                    }
                });
            }
        }
        forEach(more, (name, value) -> {
            if (table.carriedIndexOf(name) < 0) {
                line.accept(name, value);
            }
        });
    }

    /** Adds all lines to a request that has none of these headers. */
    <W> void addTo(W request, HeaderWriter<W> writer, Injection injection) {
        if (more.length > 0) {
            forEach((name, value) -> writer.add(request, name, value, injection));
        } else {
            for (int i = 0; i < values.length; i++) {
                String value = values[i];
                if (value != null) {
                    writer.add(request, table.name(i), value, injection);
                }
            }
        }
    }

    /** The same for what came and was not captured. */
    void forEachLeftOut(BiConsumer<String, String> line) {
        forEach(leftOut, line);
    }

    private static void forEach(String[] pairs, BiConsumer<String, String> line) {
        for (int i = 0; i < pairs.length; i += 2) {
            line.accept(pairs[i], pairs[i + 1]);
        }
    }

    /** Something of the JDK's that no other headers have, unless both are empty. */
    Object storage() {
        return values.length > 0 ? values : more;
    }

    /** How many lines there are. */
    int size() {
        return size;
    }

    /** The names only: a value may be a secret. */
    @Override
    public String toString() {
        return "CapturedHeaders" + names();
    }
}
