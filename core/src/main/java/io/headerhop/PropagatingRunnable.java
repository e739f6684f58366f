package io.headerhop;

/** Runs a task with the headers that were current when it was handed over. */
record PropagatingRunnable(CapturedHeaders headers, Runnable task) implements Runnable {
    @Override
    public void run() {
        try (Scope scope = headers.makeCurrent()) {
            task.run();
        }
    }
}
