// SPDX-License-Identifier: Apache-2.0
package consumer;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.okhttp.HeaderPropagationCallFactory;
import java.io.IOException;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/** Makes a call; it is enough that the connection is refused, since everything has run by then. */
public final class Main {
    public static void main(String[] arguments) {
        HeaderPropagationCallFactory calls = HeaderPropagationCallFactory.create(new OkHttpClient());
        try (Scope scope = CapturedHeaders.current().makeCurrent()) {
            calls.newCall(new Request.Builder().url(arguments[0]).build()).execute().close();
        } catch (IOException e) {
            System.out.println("refused");
        }
    }
}
