// SPDX-License-Identifier: Apache-2.0
module consumer {
    requires io.headerhop.httpclient;
    // HttpClient's own needs, which an automatic module cannot say.
    requires jdk.net;
    requires org.slf4j;
}
