// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh.opentelemetry;

/**
 * What the shop's five services cost together, once.
 *
 * @param startSeconds from the start of each JVM to the service's first response, one after the other
 * @param startCpuSeconds what they had used by then
 * @param startMegabytes their resident memory then
 * @param loadMegabytes their resident memory after some hundred orders
 */
record Cost(double startSeconds, double startCpuSeconds, double startMegabytes, double loadMegabytes) {}
