// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.reviews;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

@ApplicationPath("/")
public class ReviewsApplication extends Application {}
