// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh;

/** Headerhop: each inbound and each outbound adapter is used in every service. */
enum Adapters implements Handling {
    SERVLET_AND_OKHTTP("/servlet/okhttp"),
    SERVLET_AND_APACHE_ASYNC("/servlet/async"),
    JAXRS_AND_APACHE_CLASSIC("/jaxrs/classic"),
    JAXRS_AND_JAXRS("/jaxrs/jaxrs");

    private final String path;

    Adapters(String path) {
        this.path = path;
    }

    @Override
    public String path() {
        return path;
    }
}
