// SPDX-License-Identifier: Apache-2.0
module consumer {
    requires io.headerhop;
    requires io.headerhop.jaxrs;
    requires jakarta.ws.rs;
    // Jersey 3's own dependencies, which an automatic module cannot declare.
    requires jakarta.annotation;
    requires jakarta.inject;
}
