package io.millrace.job.records;

import io.millrace.definition.DeadLetterCode;
import java.util.List;

/**
 * Why a record cannot go on.
 *
 * @param where the source, step or sink that found it
 * @param rules that did not hold; empty unless a {@code validate} step found it
 * @param message for people; names columns, types and rules, never values
 */
public record Failure(DeadLetterCode code, Stage stage, String where, List<String> rules, String message) {

    public Failure {
        rules = List.copyOf(rules);
    }

    public static Failure of(DeadLetterCode code, Stage stage, String where, String message) {
        return new Failure(code, stage, where, List.of(), message);
    }

    /** Where on its way a record failed. */
    public enum Stage {
        DECODE("decode", "VALUE_CONVERTER"),
        STEP("step", "TRANSFORMATION"),
        ENCODE("encode", "KAFKA_PRODUCE");

        private final String text;
        private final String connectText;

        Stage(String text, String connectText) {
            this.text = text;
            this.connectText = connectText;
        }

        public String text() {
            return text;
        }

        /** The nearest word of Kafka Connect's vocabulary, for the tools that show it. */
        public String connectText() {
            return connectText;
        }
    }
}
