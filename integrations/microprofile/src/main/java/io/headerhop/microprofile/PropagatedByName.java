// SPDX-License-Identifier: Apache-2.0
package io.headerhop.microprofile;

import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderPropagation;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** The headers that MicroProfile's own setting names. Immutable. */
final class PropagatedByName {
    static final String SETTING = "org.eclipse.microprofile.rest.client.propagateHeaders";

    private final Set<String> names;

    private PropagatedByName(Set<String> names) {
        this.names = names;
    }

    /** Reads the setting; there is none where MicroProfile Config is absent, or has no configuration for this class. */
    static PropagatedByName configured() {
        try {
            return of(ConfigProvider.getConfig()
                    .getOptionalValue(SETTING, String.class)
                    .orElse(null));
        } catch (LinkageError | IllegalStateException noConfig) {
            return of(null);
        }
    }

    /** @param list names separated by commas, with or without spaces */
    static PropagatedByName of(@Nullable String list) {
        if (list == null) {
            return new PropagatedByName(Set.of());
        }
        return new PropagatedByName(Stream.of(list.split(","))
                .map(name -> lower(name.strip()))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet()));
    }

    boolean contains(String name) {
        return contains(names, name) && !isCarried(name);
    }

    /** Whether Headerhop would carry a header of this name, had it come alone. */
    private static boolean isCarried(String name) {
        HeaderPropagation rules = CapturedHeaders.current().rules();
        return rules.names().contains(name);
    }

    static Set<String> namesOf(Map<String, ?> headers) {
        return headers.keySet().stream().map(PropagatedByName::lower).collect(Collectors.toSet());
    }

    static boolean contains(Set<String> names, String name) {
        return names.contains(lower(name));
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
