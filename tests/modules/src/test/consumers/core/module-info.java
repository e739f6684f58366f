module consumer {
    requires io.headerhop;
}
