package io.millrace.compiler.expressions;

/**
 * Ends the check of one expression with a sentence for the user. Never leaves this package: {@link ExpressionCompiler}
 * turns it into a value.
 */
final class RefusedSql extends Exception {

    RefusedSql(String sentence) {
        super(sentence, null, false, false);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
