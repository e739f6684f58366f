// SPDX-License-Identifier: Apache-2.0
package io.headerhop.kotlincoroutines

import io.headerhop.CapturedHeaders
import io.headerhop.HeaderPropagation
import io.headerhop.PropagationEvent
import java.util.concurrent.Callable
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.CyclicBarrier
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors
import java.util.concurrent.TimeUnit
import kotlin.coroutines.resume
import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.CoroutineExceptionHandler
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test

/** What is current in a coroutine, on whatever thread it is resumed, and what is left on that thread. */
class CoroutinesTest {
    private val threads: ExecutorService = Executors.newFixedThreadPool(3)
    private val dispatcher = threads.asCoroutineDispatcher()
    private val mistakes = mistakes()

    @AfterEach
    fun nothingIsLeftOnAnyThread() {
        val barrier = CyclicBarrier(3)
        val left = List(3) {
            threads.submit(Callable {
                barrier.await()
                CapturedHeaders.current()
            })
        }
        assertThat(left.map { it.get(20, TimeUnit.SECONDS) }).allMatch { it === CapturedHeaders.none() }
        assertThat(CapturedHeaders.current()).isSameAs(CapturedHeaders.none())
        threads.shutdownNow()
        assertThat(mistakes()).isEqualTo(mistakes)
    }

    /** Scopes that were closed twice, in another order than they were opened, or on another thread. */
    private fun mistakes(): Long =
        PropagationEvent.values().filter { it.name.startsWith("SCOPE_") }.sumOf { it.count() }

    /** Each suspends often, and is resumed on any of three threads, between others. */
    @Test
    fun eachOfManyCoroutinesAtOnceHasItsOwn() {
        val found = runBlocking {
            List(250) { i ->
                request(id(i)) {
                    async(dispatcher + HeaderPropagationElement.current()) {
                        val seen = mutableListOf(currentId())
                        repeat(5) {
                            yield()
                            seen += currentId()
                            delay(1)
                            seen += currentId()
                        }
                        seen += withContext(Dispatchers.IO) { currentId() }
                        seen += currentId()
                        seen.distinct().joinToString(" and ")
                    }
                }
            }.awaitAll()
        }
        assertThat(found).isEqualTo(List(250) { id(it) })
    }

    @Test
    fun childrenHaveThoseOfTheirParent() {
        val found = runBlocking {
            request("parent") {
                async(dispatcher + HeaderPropagationElement.current()) {
                    List(5) { async { delay(1); currentId() } }.awaitAll().distinct()
                }
            }.await()
        }
        assertThat(found).containsExactly("parent")
    }

    /** On the same dispatcher, so that it goes on without being dispatched. */
    @Test
    fun othersInsideEndWithTheirBlock() {
        val found = runBlocking(dispatcher + HeaderPropagationElement.of(headers("outer"))) {
            val seen = mutableListOf(currentId())
            seen += withContext(HeaderPropagationElement.of(headers("inner"))) {
                delay(1)
                val inside = currentId()
                withContext(HeaderPropagationElement.of(CapturedHeaders.none())) {
                    yield()
                    inside + ", " + currentId()
                }
            }
            seen += currentId()
            delay(1)
            seen += currentId()
            seen
        }
        assertThat(found).containsExactly("outer", "inner, nothing", "outer", "outer")
    }

    @Test
    fun failuresAndTimeoutsLeaveNothing() {
        runBlocking(dispatcher) {
            repeat(20) {
                val failure = runCatching {
                    withContext(HeaderPropagationElement.of(headers("failing"))) {
                        delay(1)
                        throw IllegalStateException(currentId())
                    }
                }
                assertThat(failure.exceptionOrNull()).hasMessage("failing")
                withTimeoutOrNull(1) { withContext(HeaderPropagationElement.of(headers("late"))) { delay(10_000) } }
                assertThat(currentId()).isEqualTo("nothing")
            }
        }
    }

    /** As a callback of a client does it. */
    @Test
    fun aCoroutineThatAnotherRequestResumesHasItsOwn() {
        val started = CompletableFuture<CancellableContinuation<Unit>>()
        val found: Deferred<String> = request("own") {
            CoroutineScope(Dispatchers.Unconfined + HeaderPropagationElement.current()).async {
                suspendCancellableCoroutine { started.complete(it) }
                currentId()
            }
        }
        request("another") {
            started.get(20, TimeUnit.SECONDS).resume(Unit)
            assertThat(currentId()).isEqualTo("another")
        }
        assertThat(runBlocking { found.await() }).isEqualTo("own")
    }

    /** It runs on the starter's thread until it is suspended, and in the end elsewhere. */
    @Test
    fun oneThatStartsUndispatchedHasItsOwnAndItsStarterKeepsHis() {
        val found = runBlocking {
            request("starter") {
                val own = async(
                    dispatcher + HeaderPropagationElement.of(headers("own")),
                    CoroutineStart.UNDISPATCHED,
                ) {
                    val before = currentId()
                    delay(1)
                    before + ", " + currentId()
                }
                assertThat(currentId()).isEqualTo("starter")
                own
            }.await()
        }
        assertThat(found).isEqualTo("own, own")
    }

    /** Without a dispatcher, each runs on the thread of whoever resumes it, inside of the other. */
    @Test
    fun unconfinedOnesInsideOneAnotherHaveTheirOwn() {
        val seen = ConcurrentLinkedQueue<String>()
        runBlocking(HeaderPropagationElement.of(headers("outer"))) {
            launch(Dispatchers.Unconfined + HeaderPropagationElement.of(headers("one"))) {
                seen += "one: " + currentId()
                launch(Dispatchers.Unconfined + HeaderPropagationElement.of(headers("two"))) {
                    seen += "two: " + currentId()
                    delay(1)
                    seen += "two: " + currentId()
                }
                seen += "one: " + currentId()
                delay(1)
                seen += "one: " + currentId()
            }
            assertThat(currentId()).isEqualTo("outer")
        }
        assertThat(seen).containsOnly("one: one", "two: two").hasSize(5)
    }

    /** Sender and receiver resume each other; some fail. */
    @Test
    fun bothEndsOfAChannelKeepTheirOwn() {
        val seen = ConcurrentLinkedQueue<String>()
        runBlocking(dispatcher) {
            val channel = Channel<String>()
            val receiver = launch(Dispatchers.Unconfined + HeaderPropagationElement.of(headers("receiver"))) {
                for (sender in channel) {
                    seen += "receiver: " + currentId()
                }
            }
            supervisorScope {
                repeat(50) { i ->
                    launch(
                        HeaderPropagationElement.of(headers("sender-$i")) + CoroutineExceptionHandler { _, _ -> },
                    ) {
                        channel.send("sender-$i")
                        seen += "sender-$i: " + currentId()
                        check(i % 7 != 0) { "on purpose" }
                    }
                }
            }
            channel.close()
            receiver.join()
        }
        assertThat(seen).hasSize(100).allMatch { it.substringBefore(": ") == it.substringAfter(": ") }
    }

    /** Its event loop runs the other coroutines of the thread meanwhile. */
    @Test
    fun blockingInsideWithTheElementMixesNothingUp() {
        val found = runBlocking {
            List(20) { i ->
                async(HeaderPropagationElement.of(headers("id-$i"))) {
                    val inside = runBlocking(HeaderPropagationElement.current()) {
                        delay(1)
                        currentId()
                    }
                    inside + ", " + currentId()
                }
            }.awaitAll()
        }
        assertThat(found).isEqualTo(List(20) { "id-$it, id-$it" })
    }

    /** A limit of every thread-local: this coroutine is not ours. */
    @Test
    fun withoutTheElementACoroutineSeesWhateverRequestResumesIt() {
        val started = CompletableFuture<CancellableContinuation<Unit>>()
        val found = CoroutineScope(Dispatchers.Unconfined).async {
            suspendCancellableCoroutine { started.complete(it) }
            currentId()
        }
        request("another") { started.get(20, TimeUnit.SECONDS).resume(Unit) }
        assertThat(runBlocking { found.await() }).isEqualTo("another")
    }

    /** kotlinx.coroutines then resumes the upper part in the collector's coroutine, and restores in no certain order. */
    @Test
    fun aFlowOnTheSameDispatcherClosesNoScopeWrongly() {
        val found = runBlocking(dispatcher + HeaderPropagationElement.of(headers("collector"))) {
            flow {
                repeat(3) {
                    yield()
                    emit(currentId())
                }
            }
                .flowOn(CoroutineName("upper"))
                .map {
                    yield()
                    it + " " + currentId()
                }
                .toList() + currentId()
        }
        assertThat(found).containsExactly(
            "collector collector", "collector collector", "collector collector", "collector",
        )
    }

    @Test
    fun aFlowHasThoseOfItsCollector() {
        val found = runBlocking(dispatcher + HeaderPropagationElement.of(headers("collector"))) {
            flow { repeat(3) { emit(currentId()) } }
                .flowOn(Dispatchers.IO)
                .map { it + " " + currentId() }
                .toList()
        }
        assertThat(found).containsOnly("collector collector")
    }

    /** Why there is something to add. */
    @Test
    fun withoutTheElementACoroutineOnAnotherThreadHasNothing() {
        val found = request("own") { runBlocking { withContext(dispatcher) { currentId() } } }
        assertThat(found).isEqualTo("nothing")
    }

    private fun headers(id: String): CapturedHeaders =
        HeaderPropagation.istio().capture(if (id == "nothing") mapOf() else mapOf("x-request-id" to id))

    private fun <T> request(id: String, block: () -> T): T = headers(id).makeCurrent().use { block() }

    private fun currentId(): String = CapturedHeaders.current().first("x-request-id") ?: "nothing"

    private fun id(i: Int): String = if (i % 5 == 4) "nothing" else "id-$i"
}
