// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import io.headerhop.CapturedHeaders;

/** What was injected into a request: a tag of the request itself, which can outlive its call. */
interface Injected {
    CapturedHeaders captured();
}
