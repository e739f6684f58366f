// SPDX-License-Identifier: Apache-2.0
/** Lets the calls of OkHttp carry the headers that are current where they are made. */
module io.headerhop.okhttp {
    requires static org.jspecify;
    requires transitive io.headerhop;
    requires transitive okhttp3;
    // What a call's methods have in their signatures. OkHttp 4, being an automatic module, cannot say that it needs
    // them.
    requires kotlin.stdlib;
    requires okio;

    exports io.headerhop.okhttp;
}
