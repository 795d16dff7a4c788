package io.millrace.operator.result;

/**
 * Why a spec cannot be carried out.
 *
 * @param path of the field, as the user wrote it
 * @param message what is wrong with it and what to do
 */
public record Refusal(Reason reason, String path, String message) {

    public String sentence() {
        return path.isEmpty() ? message : path + ": " + message;
    }
}
