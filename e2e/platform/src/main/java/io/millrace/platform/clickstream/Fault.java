package io.millrace.platform.clickstream;

import io.millrace.definition.DeadLetterCode;

/** What can be wrong with a record on purpose, and the code of the dead letter that it must become. */
public enum Fault {
    /** An event of nobody: {@code user_id} is null. */
    NULL_USER(DeadLetterCode.VALIDATION),
    /** An event type that the shop does not have. */
    UNKNOWN_TYPE(DeadLetterCode.VALIDATION),
    /** Text where the registry's framing should be. */
    NOT_AVRO(DeadLetterCode.BAD_FRAMING),
    /** A right frame around bytes that are no event. */
    BROKEN_AVRO(DeadLetterCode.DECODE),
    /** A schema id that the registry does not know. */
    UNKNOWN_SCHEMA(DeadLetterCode.SCHEMA_NOT_FOUND);

    private final DeadLetterCode code;

    Fault(DeadLetterCode code) {
        this.code = code;
    }

    public DeadLetterCode code() {
        return code;
    }
}
