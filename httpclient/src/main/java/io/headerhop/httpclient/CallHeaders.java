package io.headerhop.httpclient;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.spi.Address;
import io.headerhop.spi.Injection;
import java.util.List;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** The headers of one call, with which each hop of it is judged. */
final class CallHeaders {
    private volatile @Nullable Injection injection;

    /**
     * Injects what is current into the request that is about to be sent, and into the one from which the client copies
     * the attempts after it. What an earlier call has left on them is not the caller's own: its context remembers the
     * request that was sent, and it can be sent again. A route has a port even where the caller gave none.
     */
    static CallHeaders inject(CapturedHeaders captured, HttpRequest request, HttpRequest original, HttpRoute route) {
        removeCarried(request);
        removeCarried(original);
        CallHeaders call = new CallHeaders();
        List<HttpRequest> both = List.of(request, original);
        call.injection = Adapters.inject(
                captured, addressOf(route), new RequestWriter.Copies(call, both, both), RequestWriter.INSTANCE);
        return call;
    }

    private static void removeCarried(HttpRequest request) {
        for (Header header : request.getHeaders()) {
            if (header instanceof CarriedHeader) {
                request.removeHeader(header);
            }
        }
    }

    /** The call that these were copied from, as far as their headers tell: null if none of them is ours. */
    static @Nullable CallHeaders of(HttpRequest hop, HttpRequest original) {
        for (HttpRequest request : List.of(hop, original)) {
            for (Header header : request.getHeaders()) {
                if (header instanceof CarriedHeader carried) {
                    return carried.call();
                }
            }
        }
        return null;
    }

    /**
     * Judges a hop by the host that it goes to. Before 5.4 the original is still that of the first hop, whatever the
     * client has left out since: only the hop tells what is missing.
     */
    void follow(HttpRequest hop, HttpRequest original, HttpRoute route) {
        Injection added = injection;
        if (added != null) {
            added.followTo(
                    addressOf(route),
                    new RequestWriter.Copies(this, List.of(hop), List.of(hop, original)),
                    RequestWriter.INSTANCE);
        }
    }

    private static Address addressOf(HttpRoute route) {
        HttpHost host = route.getTargetHost();
        return Address.of(host.getSchemeName(), host.getHostName(), host.getPort());
    }
}
