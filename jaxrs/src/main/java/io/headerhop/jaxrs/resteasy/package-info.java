/** What RESTEasy finds by itself; not for applications to use. */
@NullMarked
package io.headerhop.jaxrs.resteasy;

import org.jspecify.annotations.NullMarked;
