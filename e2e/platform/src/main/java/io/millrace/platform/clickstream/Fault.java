package io.millrace.platform.clickstream;

import java.util.EnumSet;
import java.util.Set;

/** What can be wrong with a record, and the code of the dead letter that must come of it. */
public enum Fault {
    /** Nobody is named: the rule {@code user-present} is violated. */
    NULL_USER("VALIDATION"),
    /** No such type: the rule {@code known-type} is violated. */
    UNKNOWN_TYPE("VALIDATION"),
    /** Some text, without the framing of a registry. */
    NOT_FRAMED("BAD_FRAMING"),
    /** A known schema's id, then too few bytes for a value of it. */
    CUT_SHORT("DECODE"),
    /** A well-formed value with the id of a schema that nobody registered. */
    UNKNOWN_SCHEMA("SCHEMA_NOT_FOUND"),
    /** A key and no value. */
    NO_VALUE("DECODE"),
    /** A type that nobody knows and that takes {@value #OVERSIZE} characters. */
    OVERSIZED("VALIDATION");

    /** More than a topic takes that was made to refuse it. */
    public static final int OVERSIZE = 8_000;

    /** What every shop sends now and then. */
    static final Set<Fault> ORDINARY = EnumSet.range(NULL_USER, UNKNOWN_SCHEMA);

    private final String deadLetterCode;

    Fault(String deadLetterCode) {
        this.deadLetterCode = deadLetterCode;
    }

    public String deadLetterCode() {
        return deadLetterCode;
    }
}
