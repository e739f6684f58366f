// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

record Header(String name, String value) {
    @Override
    public String toString() {
        return name + ": " + value;
    }
}
