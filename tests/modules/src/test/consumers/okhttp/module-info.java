module consumer {
    requires io.headerhop.okhttp;
}
