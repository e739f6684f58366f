// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.contract;

import io.headerhop.CapturedHeaders;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogManager;

/** Shared by a test and the application it calls: whose headers were current where, and what is suspended. */
public final class ServerNotes {
    static {
        // Most of these requests fail, and every server logs that at length.
        LogManager.getLogManager().reset();
    }

    private final Map<String, String> places = new ConcurrentHashMap<>();
    private final List<WeakReference<CapturedHeaders>> captured = new CopyOnWriteArrayList<>();
    private final Map<String, CountDownLatch> reached = new ConcurrentHashMap<>();
    private final BlockingQueue<Object> suspended = new LinkedBlockingQueue<>();

    /** The x-request-id that is current, or "none". */
    public static String current() {
        String requestId = CapturedHeaders.current().first("x-request-id");
        return requestId == null ? "none" : requestId;
    }

    /** Records what is current here. */
    public void at(String place) {
        places.put(place, current());
        if (!CapturedHeaders.current().isEmpty()) {
            captured.add(new WeakReference<>(CapturedHeaders.current()));
        }
        latch(place).countDown();
    }

    /** What was current at these places, by their names. */
    public Map<String, String> places() {
        return places;
    }

    public void await(String place) throws InterruptedException {
        if (!latch(place).await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("nothing noted at " + place + " within 20 s, only " + places);
        }
    }

    private CountDownLatch latch(String place) {
        return reached.computeIfAbsent(place, name -> new CountDownLatch(1));
    }

    /** Called by a resource method that leaves its request suspended. */
    public <T> T suspend(T handle) {
        suspended.add(handle);
        return handle;
    }

    /** What a resource method has suspended its request with. */
    public <T> T suspended(Class<T> type) throws InterruptedException {
        Object handle = suspended.poll(20, TimeUnit.SECONDS);
        if (handle == null) {
            throw new AssertionError("no request was suspended within 20 s");
        }
        return type.cast(handle);
    }

    /** How many of the headers noted are still in memory. */
    public long alive() throws InterruptedException {
        long alive = Long.MAX_VALUE;
        for (int i = 0; i < 10 && alive > 0; i++) {
            System.gc();
            Thread.sleep(10);
            alive = captured.stream().filter(headers -> headers.get() != null).count();
        }
        return alive;
    }
}
