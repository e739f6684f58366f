// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import java.util.Locale;

/** Words that somebody may have meant to write. */
final class Words {
    private Words() {}

    /**
     * Whether a word differs from a known one only by case, hyphens and underscores, or by this many mistyped letters.
     * Not in the first one: request-id is a name of its own, and no x-request-id.
     */
    static boolean isNearly(String word, String known, int slips) {
        String plain = plain(word);
        String plainKnown = plain(known);
        return !plain.isEmpty()
                && plain.charAt(0) == plainKnown.charAt(0)
                && Math.abs(plain.length() - plainKnown.length()) <= slips
                && distance(plain, plainKnown) <= slips;
    }

    static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "").replace(".", "");
    }

    /** How many letters have to be changed, added, left out or swapped with their neighbour. */
    private static int distance(String a, String b) {
        int[][] steps = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    steps[i][j] = i + j;
                    continue;
                }
                int changed = steps[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                steps[i][j] = Math.min(changed, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    steps[i][j] = Math.min(steps[i][j], 1 + steps[i - 2][j - 2]);
                }
            }
        }
        return steps[a.length()][b.length()];
    }
}
