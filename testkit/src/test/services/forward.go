// SPDX-License-Identifier: Apache-2.0

// A small service: for each request it calls what is behind it. Usage: forward URL right|shared
package main

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"sync"
)

var names = []string{"x-request-id", "x-b3-traceid", "x-b3-spanid", "x-b3-parentspanid", "x-b3-sampled", "x-b3-flags",
	"b3", "traceparent", "tracestate"}

var mutex sync.Mutex
var shared = http.Header{}

func main() {
	behind, way := os.Args[1], os.Args[2]
	http.HandleFunc("/", func(answer http.ResponseWriter, request *http.Request) {
		headers := http.Header{}
		for _, name := range names {
			if value := request.Header.Get(name); value != "" {
				headers.Set(name, value)
			}
		}
		mutex.Lock()
		if len(headers) > 0 {
			// The last request that had any.
			shared = headers
		}
		if way == "shared" {
			headers = shared
		}
		mutex.Unlock()
		call, _ := http.NewRequest("GET", behind+"/stock", nil)
		for name, values := range headers {
			call.Header[name] = values
		}
		if response, err := http.DefaultClient.Do(call); err != nil {
			answer.WriteHeader(502)
		} else {
			response.Body.Close()
		}
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	panic(http.Serve(listener, nil))
}
