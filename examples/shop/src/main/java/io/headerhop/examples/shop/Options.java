package io.headerhop.examples.shop;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the demo is asked for. {@code ./run --help} describes each.
 *
 * @param zipkin the base URL of a Zipkin that runs already; null for one of the demo's own
 */
record Options(
        boolean once,
        boolean propagation,
        int requests,
        @Nullable URI zipkin) {
    private static final int MAX_REQUESTS = 100;

    /** An option that is wrong; the message is for the person who gave it. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1;

        UsageException(String message) {
            super(message);
        }
    }

    static Options parse(String... args) throws UsageException {
        Options options = new Options(false, true, 5, null);
        Iterator<String> rest = List.of(args).iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            options = switch (option) {
                case "--once" -> new Options(true, options.propagation, options.requests, options.zipkin);
                case "--without-propagation" -> new Options(options.once, false, options.requests, options.zipkin);
                case "--requests" ->
                    new Options(options.once, options.propagation, requests(value(option, rest)), options.zipkin);
                case "--zipkin" ->
                    new Options(options.once, options.propagation, options.requests, zipkin(value(option, rest)));
                case "--sidecar" -> {
                    checkSidecar(value(option, rest));
                    yield options;
                }
                default -> throw new UsageException("Unknown option " + option);
            };
        }
        return options;
    }

    private static String value(String option, Iterator<String> rest) throws UsageException {
        if (!rest.hasNext()) {
            throw new UsageException(option + " needs a value");
        }
        return rest.next();
    }

    private static int requests(String value) throws UsageException {
        try {
            int requests = Integer.parseInt(value);
            if (requests >= 1 && requests <= MAX_REQUESTS) {
                return requests;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new UsageException("--requests " + value + ": give a number from 1 to " + MAX_REQUESTS);
    }

    private static URI zipkin(String value) throws UsageException {
        try {
            URI url = new URI(value);
            if (List.of("http", "https").contains(String.valueOf(url.getScheme())) && url.getHost() != null) {
                return url;
            }
        } catch (URISyntaxException e) {
            // said below
        }
        throw new UsageException("--zipkin " + value + ": give a URL such as http://127.0.0.1:9411");
    }

    private static void checkSidecar(String value) throws UsageException {
        switch (value) {
            case "embedded" -> {}
            case "envoy" -> throw new UsageException("--sidecar envoy: so far there is only --sidecar embedded");
            default -> throw new UsageException("--sidecar " + value + ": give embedded or envoy");
        }
    }
}
