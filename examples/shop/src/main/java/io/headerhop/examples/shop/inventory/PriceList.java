// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.inventory;

import com.google.gson.Gson;
import java.io.IOException;
import java.net.URI;
import java.util.OptionalInt;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;

/** The catalog's prices, fetched with OkHttp on the caller's thread. Safe to share between threads. */
final class PriceList {
    private final Call.Factory calls;
    private final HttpUrl catalog;

    PriceList(Call.Factory calls, URI catalog) {
        this.calls = calls;
        this.catalog = HttpUrl.get(catalog.toString());
    }

    private record Product(String product, int cents) {}

    /** Empty for a product that the catalog does not know. */
    OptionalInt cents(String product) throws IOException {
        HttpUrl url = catalog.newBuilder()
                .addPathSegment("products")
                .addPathSegment(product)
                .build();
        try (Response response =
                calls.newCall(new Request.Builder().url(url).build()).execute()) {
            if (response.code() == 404) {
                return OptionalInt.empty();
            }
            if (!response.isSuccessful()) {
                throw new IOException("the catalog answered " + response.code());
            }
            return OptionalInt.of(
                    new Gson().fromJson(response.body().string(), Product.class).cents());
        }
    }
}
