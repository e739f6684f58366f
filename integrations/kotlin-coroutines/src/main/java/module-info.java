// SPDX-License-Identifier: Apache-2.0
/** Makes coroutines run with the headers that are current where they are started. */
module io.headerhop.kotlincoroutines {
    requires static org.jspecify;
    requires transitive io.headerhop;
    requires transitive kotlin.stdlib;
    requires transitive kotlinx.coroutines.core;

    exports io.headerhop.kotlincoroutines;
}
