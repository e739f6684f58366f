// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import io.undertow.servlet.spec.HttpServletRequestImpl;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.RequestFacade;
import org.apache.tomcat.util.http.MimeHeaders;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpField;
import org.jspecify.annotations.Nullable;

/** Reads a container's own header store in one pass, which no portable code can do. */
interface NativeHeaders {
    /** Everything to be carried; null if there is nothing. */
    String @Nullable [] read(HttpServletRequest request, HeaderArray headers);

    static NativeHeaders of(String container) {
        return switch (container) {
            case "jetty" -> NativeHeaders::readJetty;
            case "tomcat" -> NativeHeaders::readTomcat;
            case "undertow" -> NativeHeaders::readUndertow;
            default -> throw new IllegalArgumentException("unknown container: " + container);
        };
    }

    private static String @Nullable [] readJetty(HttpServletRequest request, HeaderArray headers) {
        String[] values = null;
        for (HttpField field :
                ServletContextRequest.getServletContextRequest(request).getHeaders()) {
            // Jetty has constants for the others.
            if (field.getHeader() == null) {
                values = headers.add(values, field.getName(), field.getValue());
            }
        }
        return values;
    }

    private static String @Nullable [] readTomcat(HttpServletRequest request, HeaderArray headers) {
        String[] values = null;
        MimeHeaders all = ofTomcat(request);
        for (int i = 0; i < all.size(); i++) {
            values = headers.add(values, all.getName(i), all.getValue(i));
        }
        return values;
    }

    private static String @Nullable [] readUndertow(HttpServletRequest request, HeaderArray headers) {
        String[] values = null;
        HeaderMap all = ((HttpServletRequestImpl) request).getExchange().getRequestHeaders();
        for (long i = all.fastIterateNonEmpty(); i != -1; i = all.fiNextNonEmpty(i)) {
            HeaderValues field = all.fiCurrent(i);
            values = headers.add(values, field.getHeaderName().toString(), field.getFirst());
        }
        return values;
    }

    static MimeHeaders ofTomcat(HttpServletRequest request) {
        return ((Request) TomcatFacade.REQUEST.get((RequestFacade) request))
                .getCoyoteRequest()
                .getMimeHeaders();
    }

    /** The access behind Tomcat's facade. */
    final class TomcatFacade {
        static final VarHandle REQUEST = find();

        private TomcatFacade() {}

        private static VarHandle find() {
            try {
                return MethodHandles.privateLookupIn(RequestFacade.class, MethodHandles.lookup())
                        .findVarHandle(RequestFacade.class, "request", Request.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }
    }
}
