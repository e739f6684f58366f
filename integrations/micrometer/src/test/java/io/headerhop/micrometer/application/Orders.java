// SPDX-License-Identifier: Apache-2.0
package io.headerhop.micrometer.application;

/** Code that is not taken for the library's. */
public final class Orders {
    private Orders() {}

    public static void onAThreadOfItsOwn(Runnable work) throws InterruptedException {
        Thread thread = new Thread(() -> work.run(), "orders-1");
        thread.start();
        thread.join();
    }
}
