// SPDX-License-Identifier: Apache-2.0
package io.headerhop.kotlincoroutines

import com.sun.net.httpserver.HttpServer
import io.headerhop.CapturedHeaders
import io.headerhop.HeaderPropagation
import io.headerhop.okhttp.HeaderPropagationCallFactory
import java.net.InetAddress
import java.net.InetSocketAddress
import java.util.concurrent.Executors
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import okhttp3.OkHttpClient
import okhttp3.ResponseBody
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import retrofit2.Retrofit
import retrofit2.http.GET

/** A client that is called from a coroutine, which goes on where its answer comes. */
class RetrofitTest {
    interface Service {
        @GET("/")
        suspend fun call(): ResponseBody
    }

    private val pool = Executors.newFixedThreadPool(4)

    /** Answers with the id that came. */
    private val server = HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100).apply {
        executor = pool
        createContext("/") { exchange ->
            val body = (exchange.requestHeaders.getFirst("x-request-id") ?: "nothing").toByteArray()
            exchange.sendResponseHeaders(200, body.size.toLong())
            exchange.responseBody.use { it.write(body) }
        }
        start()
    }

    @AfterEach
    fun stop() {
        server.stop(0)
        pool.shutdownNow()
    }

    @Test
    fun eachOfManySuspendingCallsCarriesItsOwn() {
        val service = Retrofit.Builder()
            .baseUrl("http://127.0.0.1:${server.address.port}/")
            .callFactory(HeaderPropagationCallFactory.create(OkHttpClient()))
            .build()
            .create(Service::class.java)
        val found = runBlocking {
            List(250) { i ->
                async(Dispatchers.IO + HeaderPropagationElement.of(headers(i))) {
                    val first = service.call().string()
                    delay(1)
                    first + ", " + service.call().string() + ", " + CapturedHeaders.current().first("x-request-id")
                }
            }.awaitAll()
        }
        assertThat(found).isEqualTo(List(250) { if (it % 5 == 4) "nothing, nothing, null" else "id-$it, id-$it, id-$it" })
        val left = runBlocking { withContext(Dispatchers.IO) { CapturedHeaders.current() } }
        assertThat(left).isSameAs(CapturedHeaders.none())
    }

    private fun headers(i: Int): CapturedHeaders =
        HeaderPropagation.istio().capture(if (i % 5 == 4) mapOf() else mapOf("x-request-id" to "id-$i"))
}
