package io.headerhop;

/**
 * Where adapters say that they are installed, so that whoever installs one and gets nothing is told. For adapters. Each
 * message is logged once, through {@link System.Logger} {@code io.headerhop}.
 *
 * <p>From what they say here, one more is told: if outbound calls have nothing to carry and no inbound adapter has
 * captured from any request, one warning says so, with what to do.
 */
public final class Adapters {
    private static final AdapterLog LOG = new AdapterLog(System.getLogger("io.headerhop"));

    private Adapters() {}

    /**
     * An inbound adapter exists that the framework has yet to install: not all frameworks call what they accept.
     *
     * @param name what users call it, such as {@code HeaderPropagationFilter}
     */
    public static void created(String name) {
        LOG.created(name);
    }

    /**
     * An inbound adapter is installed and captures by these rules: logged at {@code INFO}.
     *
     * @param name what it is and where, such as {@code servlet filter in context '/shop'}
     */
    public static void inbound(String name, HeaderPropagation rules) {
        LOG.inbound(name, rules);
    }

    /**
     * An outbound adapter is installed: logged at {@code INFO}.
     *
     * @param name the client, such as {@code OkHttp}
     */
    public static void outbound(String name) {
        LOG.outbound(name);
    }

    /**
     * Something that an adapter cannot do where it was installed, with what to do instead: logged at {@code WARNING}.
     */
    public static void warn(String message) {
        LOG.warn(message);
    }

    static void captured() {
        LOG.captured();
    }

    static void nothingToInject(String host) {
        LOG.nothingToInject(host);
    }
}
