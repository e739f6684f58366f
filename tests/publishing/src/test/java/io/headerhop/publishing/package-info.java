// SPDX-License-Identifier: Apache-2.0
/** What a release build has staged, looked at before it would be sent: see tests/publishing/run. */
@NullMarked
package io.headerhop.publishing;

import org.jspecify.annotations.NullMarked;
