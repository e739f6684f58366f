// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import okhttp3.Call;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

class OkHttpTest implements OkHttpContract {
    private static final OkHttpClient CLIENT = OkHttpContract.client().build();
    private static final Call.Factory CALLS = HeaderPropagationCallFactory.create(CLIENT);
    private static final Call.Factory ONE_CALL_AT_A_TIME = oneAtATime();

    @Override
    public Call.Factory calls() {
        return CALLS;
    }

    @Override
    public Call.Factory oneCallAtATime() {
        return ONE_CALL_AT_A_TIME;
    }

    private static Call.Factory oneAtATime() {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(1);
        return HeaderPropagationCallFactory.create(
                CLIENT.newBuilder().dispatcher(dispatcher).build());
    }
}
