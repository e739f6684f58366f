module consumer {
    requires io.headerhop;
    requires io.headerhop.jaxrs;
    requires io.headerhop.jaxrs.resteasy;
    requires jakarta.ws.rs;
}
