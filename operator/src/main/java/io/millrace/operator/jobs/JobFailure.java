package io.millrace.operator.jobs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a job failed last, as Flink tells it.
 *
 * @param task the first of its operators, by which it is called; empty where no single one has failed
 * @param trace of the exception, with its causes
 */
public record JobFailure(String task, String trace) {

    private static final int LONGEST = 300;
    private static final String CAUSE = "Caused by: ";
    private static final Pattern PACKAGE = Pattern.compile("\\b(?:[a-z][a-z0-9_]*\\.)+(?=[A-Z])");
    private static final Pattern CLASS = Pattern.compile("^[A-Z][\\w$]*(?=:|$)");
    private static final Pattern IDENTITY = Pattern.compile("@[0-9a-f]+\\b");
    private static final Pattern FIRST_OPERATOR = Pattern.compile("^(?:Source: )?(.*?)(?: -> .*| \\(\\d+/\\d+\\).*)?$");

    /** Another start fails likewise: the state is not what the steps want. */
    public boolean isOfRestore() {
        return cause().startsWith("StateMigrationException");
    }

    /**
     * The innermost cause and where it was, as a part of a sentence. Everybody who may see the pipeline reads it: the
     * message of any failure but one of restoring may have values of records or addresses in it, and is left to
     * Flink's log.
     */
    public String sentence() {
        String where =
                task.isEmpty() ? "" : "step " + FIRST_OPERATOR.matcher(task).replaceFirst("$1") + ": ";
        String words = where + (isOfRestore() ? cause() : kind());
        return words.length() <= LONGEST ? words : words.substring(0, LONGEST - 3) + "...";
    }

    private String kind() {
        Matcher name = CLASS.matcher(cause());
        return name.find() ? name.group() : "an exception";
    }

    // Which instance of a class it is says nothing to anybody, nor does its package.
    private String cause() {
        String innermost = trace.lines()
                .filter(line -> line.startsWith(CAUSE))
                .map(line -> line.substring(CAUSE.length()))
                .reduce(trace.lines().findFirst().orElse(""), (outer, inner) -> inner);
        return PACKAGE.matcher(IDENTITY.matcher(innermost).replaceAll("")).replaceAll("");
    }
}
