// SPDX-License-Identifier: Apache-2.0
/** Makes the requests of Apache HttpClient 5 carry the headers that are current where they are made. */
module io.headerhop.httpclient {
    requires static org.jspecify;
    requires transitive io.headerhop;
    requires transitive org.apache.httpcomponents.client5.httpclient5;
    requires transitive org.apache.httpcomponents.core5.httpcore5;

    exports io.headerhop.httpclient;
}
