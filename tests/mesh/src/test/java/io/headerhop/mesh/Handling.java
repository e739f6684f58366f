// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh;

/** How all four services treat the headers of a request. Its name begins the request's path. */
sealed interface Handling permits Adapters, Copying {
    String path();
}
