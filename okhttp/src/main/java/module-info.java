// SPDX-License-Identifier: Apache-2.0
/** Makes the calls of OkHttp carry the headers that are current where they are made. */
module io.headerhop.okhttp {
    requires static org.jspecify;
    requires transitive io.headerhop;
    requires transitive okhttp3;
    // Types in the signatures of a call's methods. OkHttp 4 is an automatic module and cannot declare that it needs
    // them.
    requires kotlin.stdlib;
    requires okio;

    exports io.headerhop.okhttp;
}
