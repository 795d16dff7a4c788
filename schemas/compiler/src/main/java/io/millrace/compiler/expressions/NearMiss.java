package io.millrace.compiler.expressions;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What somebody may have meant who wrote a name that is not there. */
public final class NearMiss {

    private static final int MOST_NAMES = 20;

    private NearMiss() {}

    /** The end of a sentence: what was meant, or else what there is. */
    public static String hint(String wrong, List<String> names) {
        Optional<String> near = nearest(wrong, names);
        if (near.isPresent()) {
            return "; perhaps '" + near.get() + "' is meant";
        }
        if (names.isEmpty()) {
            return "; there is none";
        }
        String more = names.size() > MOST_NAMES ? ", …" : "";
        return "; there are " + String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size()))) + more;
    }

    /** The name that differs least, if it differs little. */
    public static Optional<String> nearest(String wrong, List<String> names) {
        String lower = wrong.toLowerCase(Locale.ROOT);
        int allowed = wrong.length() < 3 ? 0 : wrong.length() == 3 ? 1 : Math.max(2, wrong.length() / 3);
        return names.stream()
                .filter(name -> distance(lower, name.toLowerCase(Locale.ROOT)) <= allowed)
                .min(Comparator.comparingInt(name -> distance(lower, name.toLowerCase(Locale.ROOT))));
    }

    /** How many characters must be added, removed or replaced (Levenshtein). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
