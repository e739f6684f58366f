// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.tests.war;

import io.headerhop.microprofile.ConcurrencyProvider;
import jakarta.enterprise.concurrent.ContextServiceDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/** An executor of the application's own. Among its classes: Payara makes none that a library of it defines. */
@ContextServiceDefinition(
        name = "java:app/headers",
        propagated = {ConcurrencyProvider.TYPE, ContextServiceDefinition.APPLICATION},
        cleared = ContextServiceDefinition.ALL_REMAINING)
@ManagedExecutorDefinition(name = "java:app/executor", context = "java:app/headers")
@WebListener
public class Definitions implements ServletContextListener {}
