// SPDX-License-Identifier: Apache-2.0
package io.headerhop.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import org.junit.jupiter.api.AfterEach;

/** No call leaves anything current on the thread that made it: part of every contract for outbound adapters. */
public interface CallersThreadContract {
    Downstream DOWNSTREAM = Downstream.instance();

    @AfterEach
    default void nothingIsLeftCurrentOnTheCallersThread() {
        assertThat(CapturedHeaders.current().isEmpty()).isTrue();
    }
}
