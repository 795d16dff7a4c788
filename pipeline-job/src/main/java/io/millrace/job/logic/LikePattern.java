package io.millrace.job.logic;

import java.util.Arrays;

/**
 * A pattern of LIKE as code points, with % and _ as negative ones. Matched by hand: a regular expression with many
 * {@code .*} can take a text's length to the power of their number.
 */
final class LikePattern {

    private static final int ANY_TEXT = -1;
    private static final int ANY_CHARACTER = -2;

    private final int[] points;

    private LikePattern(int[] points) {
        this.points = points;
    }

    /** @param escape one character, or empty for none */
    static LikePattern parse(String pattern, String escape) {
        if (escape.codePointCount(0, escape.length()) > 1) {
            throw new EvaluationException("LIKE: the escape must be one character");
        }
        int escaping = escape.isEmpty() ? -1 : escape.codePointAt(0);
        int[] text = pattern.codePoints().toArray();
        int[] points = new int[text.length];
        int size = 0;
        for (int i = 0; i < text.length; i++) {
            if (text[i] == escaping) {
                i++;
                boolean legal = i < text.length && (text[i] == '%' || text[i] == '_' || text[i] == escaping);
                if (!legal) {
                    throw new EvaluationException("LIKE: the escape character must stand before %, _ or itself");
                }
                points[size++] = text[i];
            } else {
                points[size++] = text[i] == '%' ? ANY_TEXT : text[i] == '_' ? ANY_CHARACTER : text[i];
            }
        }
        return new LikePattern(Arrays.copyOf(points, size));
    }

    // Greedy from left to right: only the last % ever has to take one character more.
    boolean matches(String value) {
        int at = 0;
        int point = 0;
        int retryAt = 0;
        int retryPoint = -1;
        while (at < value.length()) {
            int character = value.codePointAt(at);
            if (point < points.length && points[point] == ANY_TEXT) {
                retryPoint = ++point;
                retryAt = at;
            } else if (point < points.length && (points[point] == character || points[point] == ANY_CHARACTER)) {
                point++;
                at += Character.charCount(character);
            } else if (retryPoint >= 0) {
                point = retryPoint;
                retryAt += Character.charCount(value.codePointAt(retryAt));
                at = retryAt;
            } else {
                return false;
            }
        }
        while (point < points.length && points[point] == ANY_TEXT) {
            point++;
        }
        return point == points.length;
    }
}
