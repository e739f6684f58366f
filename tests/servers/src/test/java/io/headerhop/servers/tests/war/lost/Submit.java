// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.tests.war.lost;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Answers with the contexts that a task has, which should be both; at {@code /submit/meanwhile} it is not alone. */
@WebServlet("/submit/*")
public class Submit extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Resource(lookup = "java:comp/DefaultManagedExecutorService")
    private ManagedExecutorService executor;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        OwnContext.set("First", "Second");
        try {
            if ("/meanwhile".equals(request.getPathInfo())) {
                Meanwhile.arm(executor);
            }
            Future<String> task = executor.submit(OwnContext::current);
            Meanwhile.disarm();
            response.getWriter().print(task.get(20, TimeUnit.SECONDS));
        } catch (Exception e) {
            throw new ServletException(e);
        } finally {
            Meanwhile.disarm();
            OwnContext.set();
        }
    }
}
