package io.millrace.definition;

/**
 * What an expression can do, with the meaning of Flink SQL: three-valued logic, NULL in gives NULL out unless said
 * otherwise, and a failure (overflow, division by zero, a text that is no number) makes a dead letter
 * {@link DeadLetterCode#EXPRESSION}.
 */
public enum Function {
    /** Both sides of one kind; DECIMALs may differ in precision and scale, and are compared by value. */
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,

    /** Any number of arguments from two on; three-valued. */
    AND,
    OR,
    NOT,
    /** Never NULL. */
    IS_NULL,
    IS_NOT_NULL,
    IS_TRUE,
    IS_NOT_TRUE,
    IS_FALSE,
    IS_NOT_FALSE,
    /** First argument looked for among the others, compared as by EQUAL; three-valued. */
    IN,

    /**
     * Both sides and the result of one kind of number; overflow of INT and BIGINT fails, it does not wrap. DECIMALs may
     * differ in precision and scale: the exact result is rounded half away from zero to the call's type.
     */
    PLUS,
    MINUS,
    TIMES,
    /** Of integers: truncates towards zero. By zero: fails (also for FLOAT and DOUBLE). */
    DIVIDE,
    MODULO,
    NEGATE,
    ABS,
    FLOOR,
    CEIL,
    /** Number, digits: half away from zero. */
    ROUND,

    /** Text, pattern with % and _, and optionally the escape character. */
    LIKE,
    CONCAT,
    UPPER,
    LOWER,
    /** Blanks at both ends. */
    TRIM,
    CHAR_LENGTH,
    /** Text, start (from 1), and optionally the length. */
    SUBSTRING,

    /** Condition, value, condition, value, ..., value otherwise. */
    CASE,
    /** The first argument that is not NULL. */
    COALESCE,
    /** NULL when both are equal, else the first. */
    NULLIF,
    /** To the call's type; fails where the value does not fit. */
    CAST,
    /** To the call's type; NULL where the value does not fit. */
    TRY_CAST
}
