package io.millrace.operator.operations;

/** What a person can do where the operator must not decide. */
public final class Advice {

    private Advice() {}

    public static String startAgain(Stored stored) {
        String from = stored.newestSavepoint()
                .map(path -> "from savepoint " + path + ", so what was written since is written again")
                .orElse("from the beginning, as there is no savepoint");
        return "set spec.suspend to true and then to false to start it again " + from;
    }
}
