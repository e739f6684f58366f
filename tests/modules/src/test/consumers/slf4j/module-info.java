// SPDX-License-Identifier: Apache-2.0
module consumer {
    requires io.headerhop.slf4j;

    uses io.headerhop.spi.CurrentListener;
}
