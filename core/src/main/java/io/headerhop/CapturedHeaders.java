package io.headerhop;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * The headers captured from one inbound request, with the rules under which they were captured. Immutable and safe to
 * share between threads.
 *
 * <p>An inbound adapter makes them current while the request is served; clients take what is current when a call is
 * made. Whoever starts threads or tasks of its own hands the headers over:
 *
 * <pre>{@code
 * ExecutorService pool = CapturedHeaders.propagating(Executors.newFixedThreadPool(4));
 * }</pre>
 *
 * Threads do not inherit them, since a pool's thread would keep those of whichever request started it.
 */
public final class CapturedHeaders {
    /**
     * The name of the request attribute or property in which an inbound adapter keeps what it captured: for itself when
     * it sees the request again, and for an adapter further in, which takes it from there. So a request is captured
     * once, by one configuration. Not the same for two copies of this class in one JVM, since what the one makes
     * current is nothing to the clients of the other.
     */
    public static final String REQUEST_ATTRIBUTE =
            CapturedHeaders.class.getName() + "@" + Integer.toHexString(System.identityHashCode(CapturedHeaders.class));

    /**
     * The name of the attribute in which an inbound adapter that nobody has asked for keeps the same once more: one
     * that the application has configured itself captures anew, by its own rules.
     */
    public static final String AUTOMATIC_ATTRIBUTE = REQUEST_ATTRIBUTE + ".automatic";

    private static final class None {
        static final CapturedHeaders INSTANCE = HeaderPropagation.istio().nothingCaptured();
    }

    private final HeaderPropagation rules;
    // name, value, name, value …; names in lower case, the values of one name stand together
    private final String[] pairs;
    // The same of what came and was not captured, by which a copy of it is known in an outbound request.
    private final String[] leftOut;
    // Made when it is first asked for; by two threads at once, it is the same twice.
    private volatile @Nullable Set<String> lines;

    CapturedHeaders(HeaderPropagation rules, String[] pairs, String[] leftOut) {
        this.rules = rules;
        this.pairs = pairs;
        this.leftOut = leftOut;
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
     * Makes these the current headers of this thread until the scope is closed; if there are none in it, then nothing
     * is current until then.
     */
    public Scope makeCurrent() {
        return Current.push(this);
    }

    /** The configuration under which they were captured, which also says where they may go. */
    public HeaderPropagation rules() {
        return rules;
    }

    /** Whether nothing was captured. */
    public boolean isEmpty() {
        return pairs.length == 0;
    }

    /** The names in lower case, in the order of configuration. */
    public Set<String> names() {
        return namesOf(pairs);
    }

    private static Set<String> namesOf(String[] pairs) {
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < pairs.length; i += 2) {
            names.add(pairs[i]);
        }
        return names;
    }

    /** All values of a header in the order in which they came; empty if it was not captured. Any case. */
    public List<String> values(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        List<String> values = new ArrayList<>(1);
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equals(lower)) {
                values.add(pairs[i + 1]);
            }
        }
        return List.copyOf(values);
    }

    /** The first value of a header, in any case; null if it was not captured. */
    public @Nullable String first(String name) {
        List<String> values = values(name);
        return values.isEmpty() ? null : values.get(0);
    }

    /**
     * Adds the headers to an outbound request, if the {@link Destinations} allow its host. A header that the caller has
     * set stays as it is, and so does the group it belongs to: the caller's {@code traceparent} is never combined with
     * the captured {@code tracestate}. Where nothing came in, the request stays untouched.
     *
     * <p>A header with the very value that the inbound request had is a copy, as a proxy makes it of all that came, and
     * no choice of the caller: the captured headers take its place, and what was left out of them, such as the stale
     * form of B3 or an empty value, goes. At a host that the destinations do not allow, nothing is changed.
     *
     * <p>Called by clients' adapters.
     *
     * @param address the one that the code addressed
     * @return what was added, for clients that follow redirects
     */
    public <W> Injection inject(Address address, W request, HeaderWriter<W> writer) {
        if (isEmpty()) {
            rules.report(PropagationEvent.NOTHING_CURRENT, address.host());
            Adapters.nothingToInject(address.host());
        }
        return Injection.into(request, writer, this, address);
    }

    /** A task that runs with these headers current, on whichever thread. */
    public Runnable wrap(Runnable task) {
        return new PropagatingRunnable(this, task);
    }

    /**
     * A task that runs with these headers current, on whichever thread. Not a second {@code wrap}: with two of them
     * {@code new Thread(headers.wrap(() -> list.add(item)))} would not compile.
     */
    public <T extends @Nullable Object> Callable<T> wrapCallable(Callable<T> task) {
        Objects.requireNonNull(task);
        return () -> {
            try (Scope scope = makeCurrent()) {
                return task.call();
            }
        };
    }

    /**
     * An executor whose tasks run with these headers, whoever submits them. For the stages of a future: they are
     * submitted by the thread that completes the stage before, which may be working for another request or for none.
     *
     * <pre>{@code
     * shared.thenApplyAsync(this::ask, CapturedHeaders.current().executor(pool));
     * }</pre>
     */
    public Executor executor(Executor executor) {
        Objects.requireNonNull(executor);
        return task -> executor.execute(wrap(task));
    }

    /**
     * An executor whose tasks run with the headers that were current when they were submitted. Tasks are wrapped: a
     * pool that sorts its queue by the tasks themselves cannot compare them.
     */
    public static Executor propagating(Executor executor) {
        return executor instanceof PropagatingExecutor ? executor : new PropagatingExecutor(executor);
    }

    /** An executor whose tasks run with the headers that were current when they were submitted. */
    public static ExecutorService propagating(ExecutorService executor) {
        return executor instanceof PropagatingExecutor ? executor : new PropagatingExecutorService(executor);
    }

    /**
     * An executor whose tasks run with the headers that were current when they were scheduled. A task that recurs runs
     * with nothing current: it goes on when the request in which somebody happened to schedule it is long over.
     */
    public static ScheduledExecutorService propagating(ScheduledExecutorService executor) {
        return executor instanceof PropagatingExecutor ? executor : new PropagatingScheduledExecutorService(executor);
    }

    /** Whether it is known of no header that it came. */
    boolean hasNothing() {
        return pairs.length == 0 && leftOut.length == 0;
    }

    /** Whether the inbound request had a header with this name in lower case and this value, captured or not. */
    boolean came(String name, String value) {
        if (pairs.length + leftOut.length > 2 * HeaderPropagation.DEFAULT_MAX_HEADERS) {
            return lines().contains(lineOf(name, value));
        }
        return contains(pairs, name, value) || contains(leftOut, name, value);
    }

    /** For raised limits: a linear search for each of many headers would take long. */
    private Set<String> lines() {
        Set<String> known = lines;
        if (known == null) {
            known = new HashSet<>();
            for (String[] some : List.of(pairs, leftOut)) {
                for (int i = 0; i < some.length; i += 2) {
                    known.add(lineOf(some[i], some[i + 1]));
                }
            }
            lines = known;
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

    /** The names of what came and was not captured. */
    Set<String> namesLeftOut() {
        return namesOf(leftOut);
    }

    int size() {
        return pairs.length / 2;
    }

    String nameAt(int index) {
        return pairs[2 * index];
    }

    String valueAt(int index) {
        return pairs[2 * index + 1];
    }

    /** The names only: a value may be a secret. */
    @Override
    public String toString() {
        return "CapturedHeaders" + names();
    }
}
