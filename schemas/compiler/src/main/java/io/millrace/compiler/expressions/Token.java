package io.millrace.compiler.expressions;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A word, text or sign of an expression. Calcite's parser keeps its tokens to itself; these are for what it does not do:
 * limit the nesting before it recurses, and say in plain words what stood where it gave up.
 *
 * @param start position of the first character in the expression
 */
record Token(Kind kind, String text, int start) {

    enum Kind {
        WORD,
        /** In backticks. */
        NAME,
        /** In single quotes. */
        STRING,
        SIGN,
        /** Begun and never ended. */
        OPEN
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    boolean isSign(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    /** Whether nothing stands between them. */
    boolean touches(Token next) {
        return next.start() == start + text.length();
    }

    String upper() {
        return text.toUpperCase(Locale.ROOT);
    }

    static List<Token> of(String sql) {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < sql.length()) {
            int end = end(sql, at);
            if (!isBlankOrComment(sql, at)) {
                tokens.add(new Token(kind(sql, at, end), sql.substring(at, end), at));
            }
            at = end;
        }
        return tokens;
    }

    private static boolean isBlankOrComment(String sql, int at) {
        return Character.isWhitespace(sql.charAt(at)) || sql.startsWith("--", at) || sql.startsWith("/*", at);
    }

    private static Kind kind(String sql, int at, int end) {
        char first = sql.charAt(at);
        boolean closed = end - at > 1 && sql.charAt(end - 1) == first;
        return switch (first) {
            case '`' -> closed ? Kind.NAME : Kind.OPEN;
            case '\'' -> closed ? Kind.STRING : Kind.OPEN;
            default -> Character.isJavaIdentifierPart(first) ? Kind.WORD : Kind.SIGN;
        };
    }

    private static int end(String sql, int at) {
        char first = sql.charAt(at);
        if (first == '\'' || first == '`') {
            return endOfQuoted(sql, at);
        }
        if (sql.startsWith("--", at)) {
            int newline = sql.indexOf('\n', at);
            return newline < 0 ? sql.length() : newline;
        }
        if (sql.startsWith("/*", at)) {
            int close = sql.indexOf("*/", at + 2);
            return close < 0 ? sql.length() : close + 2;
        }
        int end = at + 1;
        while (Character.isJavaIdentifierPart(first)
                && end < sql.length()
                && Character.isJavaIdentifierPart(sql.charAt(end))) {
            end++;
        }
        return end;
    }

    /** A doubled quote stands for itself. */
    private static int endOfQuoted(String sql, int at) {
        char quote = sql.charAt(at);
        int end = at + 1;
        while (end < sql.length()) {
            if (sql.charAt(end) != quote) {
                end++;
            } else if (end + 1 < sql.length() && sql.charAt(end + 1) == quote) {
                end += 2;
            } else {
                return end + 1;
            }
        }
        return end;
    }
}
