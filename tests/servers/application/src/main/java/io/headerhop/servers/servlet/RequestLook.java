// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.servlet;

import io.headerhop.servers.Looks;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.annotation.WebListener;

/** Called before all filters. */
@WebListener
public class RequestLook implements ServletRequestListener {
    @Override
    public void requestInitialized(ServletRequestEvent event) {
        Looks.look(Looks.REQUEST);
    }
}
