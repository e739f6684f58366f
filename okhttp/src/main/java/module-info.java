/** Lets the calls of OkHttp carry the headers that are current where they are made. */
module io.headerhop.okhttp {
    requires static org.jspecify;
    requires transitive io.headerhop;
    requires transitive okhttp3;
    requires okio;
    // OkHttp 4 needs it and, being an automatic module, cannot say so.
    requires kotlin.stdlib;

    exports io.headerhop.okhttp;
}
