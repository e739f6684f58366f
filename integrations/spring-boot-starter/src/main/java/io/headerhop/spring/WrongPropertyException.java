// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

/** A property with a value that means nothing; its message names the property and says what to write. */
final class WrongPropertyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    WrongPropertyException(IllegalArgumentException cause) {
        super(cause.getMessage(), cause);
    }
}
