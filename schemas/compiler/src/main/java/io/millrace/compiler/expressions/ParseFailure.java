package io.millrace.compiler.expressions;

import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** Why the parser gave up, in words. Its own message is a list of every word that it would have taken. */
record ParseFailure(String sql, List<Token> tokens, Scope scope) {

    /** Reserved, but so common within expressions that to find one there explains nothing. */
    private static final Set<String> OPERATOR_WORDS = Set.of(
            "AND",
            "OR",
            "NOT",
            "IS",
            "NULL",
            "TRUE",
            "FALSE",
            "IN",
            "LIKE",
            "BETWEEN",
            "CASE",
            "WHEN",
            "THEN",
            "ELSE",
            "END",
            "CAST",
            "AS",
            "FROM",
            "FOR",
            "SELECT",
            "WHERE",
            "FILTER",
            "DISTINCT",
            "SYMMETRIC",
            "ESCAPE");

    private static final Set<String> EXPECTING_MORE = Set.of(
            "+", "-", "*", "/", "%", "|", "=", "<", ">", "(", ",", "AND", "OR", "NOT", "IS", "IN", "LIKE", "BETWEEN",
            "CASE", "WHEN", "THEN", "ELSE", "AS", "ESCAPE");

    String explain(@Nullable SqlParserPos at) {
        // The parser may stop before or after the word that confused it; a column's name is what was meant most likely.
        for (int i = 0; i < tokens.size(); i++) {
            if (isReservedName(i)
                    && scope.columns().indexOf(tokens.get(i).text()).isPresent()) {
                return reserved(tokens.get(i).text());
            }
        }
        int start = at == null ? sql.length() : offset(sql, at.getLineNum(), at.getColumnNum());
        int last = tokens.size() - 1;
        for (int i = 0; i < last; i++) {
            if (tokens.get(i).start() >= start) {
                return isReservedName(i) ? reserved(tokens.get(i).text()) : unexpected(tokens.get(i));
            }
        }
        if (isReservedName(last)) {
            return reserved(tokens.get(last).text());
        }
        boolean endsTooEarly = tokens.get(last).start() < start
                || EXPECTING_MORE.contains(tokens.get(last).upper());
        return endsTooEarly
                ? "ends too early: something is missing after '"
                        + tokens.get(last).text() + "'"
                : unexpected(tokens.get(last));
    }

    /** Whether a reserved word stands where a column is meant, and not as in {@code DATE '2026-01-31'}, {@code AS DATE}. */
    private boolean isReservedName(int i) {
        Token token = tokens.get(i);
        boolean beginsMore = i + 1 < tokens.size()
                && (tokens.get(i + 1).kind() == Token.Kind.STRING
                        || tokens.get(i + 1).isSign("("));
        boolean isType = i > 0 && tokens.get(i - 1).isWord("AS");
        return token.kind() == Token.Kind.WORD
                && SqlParsing.isReserved(token.text())
                && !OPERATOR_WORDS.contains(token.upper())
                && !beginsMore
                && !isType;
    }

    static String reserved(String word) {
        return "'" + word + "' is a reserved word of SQL; where a column of that name is meant, write it in"
                + " backticks: `" + word + "`";
    }

    private static String unexpected(Token token) {
        return "cannot be read: '" + token.text() + "' at character " + (token.start() + 1)
                + " does not fit there; take it out, or write before it what is missing";
    }

    /** Lines and columns, from 1, to a position in the text. */
    static int offset(String sql, int line, int column) {
        int start = 0;
        for (int l = 1; l < line; l++) {
            start = sql.indexOf('\n', start) + 1;
        }
        return start + column - 1;
    }
}
