// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

import io.headerhop.testkit.Attribution.Whose;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** One run of the check: first requests that are alone, then those that overlap. */
final class CheckRun {
    private static final int MAX_ALONE = 30;
    static final int MIN_ALONE = 6;
    /** After this many in a row the check ends: each takes as long as the timeout. */
    private static final int MOST_UNANSWERED = 3;

    private static final Duration QUIET = Duration.ofMillis(300);
    /** How long the stand-in takes to answer, so that requests overlap. */
    private static final Duration OVERLAP = Duration.ofMillis(20);

    private final String url;
    private final Settings settings;
    private final Recording calls;
    private final HeaderValues values;
    private final @Nullable Downstream downstream;
    private final Sender sender;
    private final List<SentRequest> requests = new ArrayList<>();
    // Of each call of those sent alone, in order
    private final List<SentRequest> requestsOfCalls = new ArrayList<>();

    CheckRun(String url, Settings settings, Recording calls, HeaderValues values, @Nullable Downstream downstream) {
        this.url = url;
        this.settings = settings;
        this.calls = calls;
        this.values = values;
        this.downstream = downstream;
        this.sender = new Sender(url, settings, values);
    }

    CheckReport report() throws InterruptedException {
        int alone = settings.concurrency == 1
                ? settings.requests
                : Math.min(MAX_ALONE, Math.max(MIN_ALONE, settings.requests / 5));
        if (alone(alone)) {
            delay(OVERLAP);
            together(settings.requests - alone);
        }
        return judged();
    }

    private void delay(Duration delay) {
        if (downstream != null) {
            downstream.delay(delay);
        }
    }

    /** Returns whether it makes sense to go on. */
    private boolean alone(int count) throws InterruptedException {
        int most = 0;
        int unanswered = 0;
        // Until it is known how many calls a request makes, only time can tell that there are no more.
        Duration quiet = min(QUIET, settings.patience);
        Duration patience = settings.patience;
        for (int i = 1; i <= count; i++) {
            // Some as slow as when they overlap: a service may try again.
            delay(i % 4 == 0 ? OVERLAP : Duration.ZERO);
            SentRequest request = next(true);
            int before = calls.size();
            Sender.await(sender.send(request));
            unanswered = request.unanswered ? unanswered + 1 : 0;
            if (request.failure == null) {
                if (most == 0) {
                    if (calls.await(before + 1, patience)) {
                        // Those that come after the answer may do so in their own time.
                        Duration late = Duration.ofNanos(4 * (calls.get(before).nanos() - request.answeredAt));
                        quiet = late.compareTo(quiet) > 0 ? min(late, settings.patience) : quiet;
                        calls.awaitQuiet(quiet, settings.patience);
                    } else {
                        patience = quiet;
                    }
                } else if (!calls.await(before + most, patience)) {
                    // Some make fewer, so that waiting longer would take long for all of those.
                    patience = quiet;
                }
            }
            // The first one may have warmed something up.
            most = i == 1 ? 0 : Math.max(most, calls.size() - before);
            while (requestsOfCalls.size() < calls.size()) {
                requestsOfCalls.add(request);
            }
            if (unanswered == MOST_UNANSWERED || calls.size() == 0 && i == MIN_ALONE) {
                return false;
            }
        }
        return calls.size() > 0;
    }

    private void together(int count) throws InterruptedException {
        int before = calls.size();
        Semaphore free = new Semaphore(settings.concurrency);
        List<CompletableFuture<?>> answers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            free.acquire();
            answers.add(sender.send(next(false)).whenComplete((done, failure) -> free.release()));
        }
        Sender.await(CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)));
        double each = requestsOfCalls.size() / (double) (requests.size() - count);
        calls.await(before + (int) Math.ceil(each * count), settings.patience);
    }

    private SentRequest next(boolean alone) {
        SentRequest request = values.request(requests.size() + 1, alone);
        requests.add(request);
        return request;
    }

    private CheckReport judged() {
        List<ReceivedCall> received = calls.all();
        Kinds kinds = new Kinds(received, requests.size());
        List<Whose> whose = new Attribution(values, kinds, requests).of(received, requestsOfCalls);
        Judge judge = new Judge(values, settings.newSpansAllowed, settings.gateway);
        List<JudgedCall> judged = new ArrayList<>();
        for (int i = 0; i < received.size(); i++) {
            judged.add(judge.judge(received.get(i), kinds.of(received.get(i)), whose.get(i)));
        }
        Findings findings = new Findings(requests, judged, requestsOfCalls.size(), settings.expected);
        return new CheckReport(
                settings.method + " " + url,
                settings.concurrency,
                values.names(),
                requests,
                judged,
                findings.all(),
                findings.oneTooMany());
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
