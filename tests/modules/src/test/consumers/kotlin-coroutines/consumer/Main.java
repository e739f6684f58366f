// SPDX-License-Identifier: Apache-2.0
package consumer;

import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderPropagation;
import io.headerhop.Scope;
import io.headerhop.kotlincoroutines.HeaderPropagationElement;
import java.util.Map;

/** Resumes what a coroutine would. */
public final class Main {
    public static void main(String[] arguments) {
        HeaderPropagationElement element =
                HeaderPropagationElement.of(HeaderPropagation.istio().capture(Map.of("b3", "0")));
        Scope scope = element.updateThreadContext(element);
        System.out.println("carried " + CapturedHeaders.current().first("b3"));
        element.restoreThreadContext(element, scope);
    }
}
