package io.headerhop.examples.shop.service;

import java.net.URI;
import java.util.Map;

/**
 * What a service is told from outside: environment variables in a container, the launcher's own values on one machine.
 * Immutable.
 */
public final class Environment {
    private final Map<String, String> values;

    public Environment(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** The variables of this process. */
    public static Environment ofProcess() {
        return new Environment(System.getenv());
    }

    /** A setting as it is written. */
    public String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    /** A port; 0 lets the system choose one. */
    public int port(String name, int otherwise) {
        String text = text(name, Integer.toString(otherwise));
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(name + "=" + text + " is no port: give a number from 1 to 65535");
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
        throw new IllegalArgumentException(name + "=" + text + " is no URL such as http://catalog:8080");
    }

    /** A switch, {@code on} unless it is set to {@code off}. */
    public boolean isOn(String name) {
        String text = text(name, "on");
        return switch (text) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new IllegalArgumentException(name + "=" + text + ": give on or off");
        };
    }
}
