// SPDX-License-Identifier: Apache-2.0
/**
 * What every adapter of this library must do, as test suites that the adapters' own tests implement. A suite has no
 * option: what an adapter cannot do by its nature is a named test of that adapter.
 */
@NullMarked
package io.headerhop.contract;

import org.jspecify.annotations.NullMarked;
