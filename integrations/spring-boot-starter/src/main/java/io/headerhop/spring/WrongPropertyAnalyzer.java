// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what is wrong with a property in place of a stack trace. */
final class WrongPropertyAnalyzer extends AbstractFailureAnalyzer<WrongPropertyException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, WrongPropertyException cause) {
        return new FailureAnalysis(
                "Headerhop cannot use its configuration. " + cause.getMessage(),
                "Correct this property; the values of all properties are described in the Javadoc of"
                        + " HeaderPropagation.fromEnvironment().",
                cause);
    }
}
