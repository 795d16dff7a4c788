package io.millrace.definition;

/** Why a record became a dead letter: the value of its header {@code dlq.error.code}. */
public enum DeadLetterCode {
    /** The value does not begin with the registry's framing (a zero byte and a four-byte schema id). */
    BAD_FRAMING,
    /** The registry does not know the schema id in the record. */
    SCHEMA_NOT_FOUND,
    /** The bytes are not a record of the declared format, schema or column types. */
    DECODE,
    /** Rules of a {@code validate} step did not hold; {@code dlq.rules} names them all. */
    VALIDATION,
    /** An expression failed on this record: overflow, a bad cast, a division by zero. */
    EXPRESSION,
    /** A record without a key on its way to a compacted topic. */
    NULL_KEY,
    /**
     * The event time is not usable: it lies further in the future than {@code eventTime.rejectFuture} allows or outside of
     * the years 1 to 9999, or is missing (NULL).
     */
    FUTURE_EVENT,
    /** A window's result for which more would have to be remembered than a window may keep: too many DISTINCT values. */
    STATE_LIMIT,
    /** The row cannot be written with the sink's schema. */
    ENCODE,
    /** The encoded record is larger than its topic takes. */
    TOO_LARGE
}
