package io.millrace.compiler.expressions;

import java.util.List;
import java.util.Locale;
import org.apache.calcite.config.Lex;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.validate.SqlConformance;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlDelegatingConformance;

/** Text to a tree of SQL, with the lexer of Flink SQL: backticks, names as they are written. */
final class SqlParsing {

    static final int MAX_LENGTH = 4096;

    /** The parser recurses, and so does the JSON reader that the job reads the tree with. */
    static final int MAX_NESTING = 64;

    private static final SqlConformance LIKE_FLINK = new SqlDelegatingConformance(SqlConformanceEnum.DEFAULT) {
        @Override
        public boolean isPercentRemainderAllowed() {
            return true;
        }
    };

    private static final SqlParser.Config CONFIG =
            SqlParser.config().withLex(Lex.JAVA).withConformance(LIKE_FLINK).withIdentifierMaxLength(MAX_LENGTH);

    private static final SqlAbstractParserImpl.Metadata WORDS =
            SqlParser.create("", CONFIG).getMetadata();

    private SqlParsing() {}

    static boolean isReserved(String word) {
        return WORDS.isReservedWord(word.toUpperCase(Locale.ROOT));
    }

    static SqlNode parse(String sql, Scope scope) throws RefusedSql {
        if (sql.length() > MAX_LENGTH) {
            throw new RefusedSql("has " + sql.length() + " characters; an expression has at most " + MAX_LENGTH);
        }
        List<Token> tokens = Token.of(sql);
        if (tokens.isEmpty()) {
            throw new RefusedSql("is empty; write an SQL expression");
        }
        refuseWhatIsNotSql(tokens);
        refuseDeepNesting(tokens);
        try {
            return SqlParser.create(sql, CONFIG).parseExpression();
        } catch (SqlParseException e) {
            if (e.getCause() instanceof LinkageError missing) {
                throw new IllegalStateException("the parser lacks a class of its own", missing);
            }
            throw new RefusedSql(new ParseFailure(sql, tokens, scope).explain(e.getPos()));
        }
    }

    /** What other dialects write, or programming languages; the parser's answer to it would be of no help. */
    private static void refuseWhatIsNotSql(List<Token> tokens) throws RefusedSql {
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.kind() == Token.Kind.OPEN) {
                throw new RefusedSql("the quote at character " + (token.start() + 1) + " is never closed");
            }
            if (token.isSign("\"")) {
                throw new RefusedSql("double quotes mean nothing here; text is written in single quotes, and a column"
                        + " whose name is a reserved word in backticks");
            }
            String pair = i + 1 < tokens.size() && token.touches(tokens.get(i + 1))
                    ? token.text() + tokens.get(i + 1).text()
                    : "";
            switch (pair) {
                case "==" -> throw new RefusedSql("'==' is not SQL; write = to compare");
                case "!=" -> throw new RefusedSql("'!=' is not Flink SQL; write <> for not equal");
                case "::" -> throw new RefusedSql("'::' is not Flink SQL; write CAST(x AS type)");
                case "&&" -> throw new RefusedSql("'&&' is not SQL; write AND");
                default -> {}
            }
        }
    }

    private static void refuseDeepNesting(List<Token> tokens) throws RefusedSql {
        int depth = 0;
        for (Token token : tokens) {
            if (token.isSign("(") || token.isSign("[") || token.isWord("CASE")) {
                depth++;
            } else if (token.isSign(")") || token.isSign("]") || token.isWord("END")) {
                depth--;
            }
            if (depth > MAX_NESTING) {
                throw new RefusedSql(tooDeep());
            }
        }
    }

    static String tooDeep() {
        return "is nested more than " + MAX_NESTING + " levels deep; split it over several derive steps";
    }
}
