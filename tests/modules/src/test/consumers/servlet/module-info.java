module consumer {
    requires io.headerhop;
    requires io.headerhop.servlet;

    uses jakarta.servlet.ServletContainerInitializer;
}
