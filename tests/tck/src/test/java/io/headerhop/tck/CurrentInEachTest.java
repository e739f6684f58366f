// SPDX-License-Identifier: Apache-2.0
package io.headerhop.tck;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Makes headers current for each test, so that its calls have something to carry and its servers something to capture,
 * and afterwards requires the test's thread still to have exactly these, and none without them. This happens in both
 * runs, which differ only in whether the features are installed.
 */
public final class CurrentInEachTest implements BeforeEachCallback, AfterEachCallback {
    static final CapturedHeaders HEADERS = Headers.ofRequest(1);

    private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(CurrentInEachTest.class);

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(OURS).put("scope", HEADERS.makeCurrent());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        CapturedHeaders left = CapturedHeaders.current();
        context.getStore(OURS).remove("scope", Scope.class).close();
        if (left != HEADERS || !CapturedHeaders.current().isEmpty()) {
            throw new AssertionError("left on the test's thread: " + left + ", " + CapturedHeaders.current());
        }
    }
}
