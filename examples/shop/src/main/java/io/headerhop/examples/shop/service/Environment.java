// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.service;

import java.net.URI;
import java.util.Map;

/** A service's settings: environment variables in a container, the launcher's values on a single machine. Immutable. */
public final class Environment {
    private final Map<String, String> values;

    public Environment(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** The variables of this process. */
    public static Environment ofProcess() {
        return new Environment(System.getenv());
    }

    /** A setting as text. */
    public String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    /** A port; 0 lets the system choose one. */
    public int port(String name, int otherwise) {
        return number(name, otherwise, 65_535, "port");
    }

    /** A percentage. */
    public int percent(String name, int otherwise) {
        return number(name, otherwise, 100, "percentage");
    }

    private int number(String name, int otherwise, int most, String what) {
        String text = text(name, Integer.toString(otherwise));
        try {
            int number = Integer.parseInt(text);
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(
                name + "=" + text + " is not a " + what + ": give a number from 0 to " + most);
    }

    /** The base URL of another service, such as {@code http://catalog:8080}. */
    public URI url(String name, String otherwise) {
        String text = text(name, otherwise);
        try {
            URI url = new URI(text);
            if ("http".equals(url.getScheme()) && url.getHost() != null) {
                return url;
            }
        } catch (java.net.URISyntaxException e) {
            // said below
        }
        throw new IllegalArgumentException(name + "=" + text + " is not a URL such as http://catalog:8080");
    }
}
