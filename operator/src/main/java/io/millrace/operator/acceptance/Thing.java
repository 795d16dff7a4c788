package io.millrace.operator.acceptance;

import io.millrace.operator.config.OperatorConfig.Connection;

/**
 * Something that has one owner. The same name in another cluster is another thing; through another connection to the
 * same cluster it is not.
 *
 * @param place address of the cluster or registry
 */
public record Thing(Kind kind, String place, String name) {

    /** What can be owned, by the word for it. */
    public enum Kind {
        TOPIC("topic"),
        SUBJECT("subject");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    public static Thing topic(Connection connection, String name) {
        return new Thing(Kind.TOPIC, connection.bootstrapServers(), name);
    }

    public static Thing subject(Connection connection, String name) {
        return new Thing(
                Kind.SUBJECT, connection.registry().map(Object::toString).orElse(""), name);
    }
}
