// SPDX-License-Identifier: Apache-2.0
/** Makes the requests of the JDK's HTTP client carry the headers that are current where they are sent. */
module io.headerhop.jdkhttpclient {
    requires static org.jspecify;
    requires transitive io.headerhop;
    requires transitive java.net.http;

    exports io.headerhop.jdkhttpclient;
}
