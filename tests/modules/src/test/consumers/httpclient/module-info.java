// SPDX-License-Identifier: Apache-2.0
module consumer {
    requires io.headerhop.httpclient;
    // HttpClient's own dependencies, which an automatic module cannot declare.
    requires jdk.net;
    requires org.slf4j;
}
