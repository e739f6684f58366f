// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import java.net.URI;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;

/** A client of Spring Cloud OpenFeign. */
@FeignClient(name = "other", url = "http://127.0.0.1")
interface OtherService {
    @GetMapping
    String get(URI uri);
}
