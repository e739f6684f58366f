// SPDX-License-Identifier: Apache-2.0
/** Current headers in the records of Apache Kafka. */
@NullMarked
package io.headerhop.kafka;

import org.jspecify.annotations.NullMarked;
