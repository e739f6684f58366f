// SPDX-License-Identifier: Apache-2.0
package consumer;

import io.headerhop.slf4j.MdcListener;
import io.headerhop.spi.CurrentListener;
import java.util.ServiceLoader;

/** Looks for who is told what is current, as the library does. */
public final class Main {
    public static void main(String[] arguments) {
        for (CurrentListener listener : ServiceLoader.load(CurrentListener.class)) {
            System.out.println(((MdcListener) listener).getClass().getName());
        }
    }
}
