// SPDX-License-Identifier: Apache-2.0
module consumer {
    requires io.headerhop;
    requires io.headerhop.jaxrs;
    requires io.headerhop.jaxrs.resteasy;
    requires jakarta.ws.rs;
}
