package io.millrace.compiler;

/**
 * One reason why a spec cannot run.
 *
 * @param path of the field, as {@code spec.steps[2].filter}
 * @param sentence what is wrong and what to do; begins in lower case and has no full stop, so that it can follow the path
 */
public record Refusal(String path, String sentence) {

    @Override
    public String toString() {
        return path + ": " + sentence;
    }
}
