package io.millrace.api.v1alpha1;

/** The patterns that texts in the resource follow; the compiler asks for them too, as not every spec comes through the API server. */
public final class Formats {

    /** Durations as Kubernetes and Flink users write them; not zero. */
    public static final String DURATION = "^[1-9][0-9]{0,8}(ms|s|m|h|d)$";

    public static final String DURATION_OR_ZERO = "^(0|[1-9][0-9]{0,8})(ms|s|m|h|d)$";

    /** How long something may take: from a second to some years. */
    public static final String DEADLINE = "^[1-9][0-9]{0,3}(s|m|h|d)$";

    /** Of CPU or memory. Others that Kubernetes would take, such as 1e3, the model's own parser may not. */
    public static final String QUANTITY = "^[0-9]{1,12}([.][0-9]{1,9})?(m|k|Ki|M|Mi|G|Gi|T|Ti)?$";

    /** Of a kept savepoint, or of an object in Kubernetes. */
    public static final String OBJECT = "^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$";

    /** Of a whole: from 1% to 100%. */
    public static final String PERCENT = "^([1-9][0-9]?|100)%$";

    /** {@code <ordinal>-<hash8>}. */
    public static final String REVISION = "^[1-9][0-9]{0,8}-[0-9a-f]{8}$";

    /** Names of sources, steps, sinks, rules. No dots: {@code step.output} will name a second output of a step. */
    public static final String NAME = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";

    /** Of a schema's subject. */
    public static final String VERSION = "^(latest|[1-9][0-9]{0,8})$";

    /** What Kafka accepts; "." and ".." are legal characters but no legal names. */
    public static final String TOPIC = "^([a-zA-Z0-9_-]|[.][.]?[a-zA-Z0-9_-])[a-zA-Z0-9._-]*$";

    /** Columns can be named in expressions, in backticks where they are reserved words. */
    public static final String COLUMN = "^[A-Za-z_][A-Za-z0-9_]*$";

    private Formats() {}
}
