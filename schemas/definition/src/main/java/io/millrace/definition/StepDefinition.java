package io.millrace.definition;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One step. Steps stand in reading order: {@code from} names sources or earlier steps, all with one row type. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "verb")
@JsonSubTypes({
    @JsonSubTypes.Type(value = StepDefinition.Filter.class, name = "filter"),
    @JsonSubTypes.Type(value = StepDefinition.Validate.class, name = "validate"),
    @JsonSubTypes.Type(value = StepDefinition.Derive.class, name = "derive"),
    @JsonSubTypes.Type(value = StepDefinition.Deduplicate.class, name = "deduplicate"),
    @JsonSubTypes.Type(value = StepDefinition.Window.class, name = "window")
})
public sealed interface StepDefinition {

    String name();

    /** {@code <verb>:<name>@<n>}: state is found again by it; n rises when the user gives state up. */
    String uid();

    List<String> from();

    /** The row that this step gives. */
    RowType output();

    /** The same step under another uid: without the state that it had. */
    StepDefinition withUid(String other);

    /** A step that remembers something per key. The others keep nothing between records, so a run of them may be fused. */
    sealed interface Keyed extends StepDefinition {

        /** Positions of the key columns in the input row. */
        List<Integer> key();

        /** The columns that its state is kept by. */
        RowType keyColumns();
    }

    /** Lets pass the rows for which the condition is TRUE; FALSE and NULL do not pass. */
    record Filter(String name, String uid, List<String> from, Expression condition, RowType output)
            implements StepDefinition {
        @Override
        public Filter withUid(String other) {
            return new Filter(name, other, from, condition, output);
        }
    }

    /** Makes a dead letter of each row for which a rule is not TRUE; all rules are judged. */
    record Validate(String name, String uid, List<String> from, List<Rule> rules, RowType output)
            implements StepDefinition {
        @Override
        public Validate withUid(String other) {
            return new Validate(name, other, from, rules, output);
        }
    }

    record Rule(String name, Expression condition) {}

    /** Gives a new row: the values in the order of {@code output}. */
    record Derive(String name, String uid, List<String> from, List<Expression> values, RowType output)
            implements StepDefinition {
        @Override
        public Derive withUid(String other) {
            return new Derive(name, other, from, values, output);
        }
    }

    /**
     * Of records of one key whose event times are less than {@code withinMillis} apart, lets pass the one that is read
     * first. A record that is late by that much or more cannot be judged and goes to the late topic.
     */
    record Deduplicate(String name, String uid, List<String> from, List<Integer> key, long withinMillis, RowType output)
            implements Keyed {
        @Override
        public Deduplicate withUid(String other) {
            return new Deduplicate(name, other, from, key, withinMillis, output);
        }

        @Override
        public RowType keyColumns() {
            return new RowType(key.stream().map(output::column).toList());
        }
    }

    /**
     * Event-time windows, aligned to 1970-01-01T00:00 UTC. The output row is the key columns, then
     * {@code window_start} and {@code window_end} (TIMESTAMP(3), end exclusive), then one column per aggregate.
     *
     * @param slideMillis from the beginning of one window to that of the next: the size itself, or a divisor of it
     * @param allowedLatenessMillis how long after its end a window still takes records, each of which gives the window's
     *     result again; a record goes to the late topic when none of its windows takes it
     */
    record Window(
            String name,
            String uid,
            List<String> from,
            long sizeMillis,
            long slideMillis,
            long allowedLatenessMillis,
            List<Integer> key,
            List<Aggregate> aggregates,
            RowType output)
            implements Keyed {
        @Override
        public Window withUid(String other) {
            return new Window(
                    name, other, from, sizeMillis, slideMillis, allowedLatenessMillis, key, aggregates, output);
        }

        @Override
        public RowType keyColumns() {
            return new RowType(output.columns().subList(0, key.size()));
        }
    }

    /**
     * One aggregate of a window.
     *
     * @param distinct whether each value counts once; never for MIN and MAX, which would not notice
     * @param argument {@code null} for COUNT(*); rows whose argument is NULL are skipped
     * @param filter rows for which it is not TRUE are skipped before the argument is evaluated; {@code null} for none
     * @param type of the result: COUNT is BIGINT NOT NULL; the others are nullable if the argument is or there is a filter
     *     (a window has at least one row, so they are NULL only where every row was skipped). SUM is BIGINT for
     *     integers, DOUBLE for FLOAT and DOUBLE, DECIMAL(38, s) for DECIMAL(p, s); MIN and MAX are the argument's type;
     *     AVG is DOUBLE, or DECIMAL(38, max(s, 6)) for DECIMAL(p, s)
     */
    record Aggregate(
            AggregateFunction function,
            boolean distinct,
            @Nullable Expression argument,
            @Nullable Expression filter,
            DataType type) {

        /** Of every row and every value. */
        public static Aggregate of(AggregateFunction function, @Nullable Expression argument, DataType type) {
            return new Aggregate(function, false, argument, null, type);
        }
    }

    enum AggregateFunction {
        COUNT,
        SUM,
        MIN,
        MAX,
        AVG
    }
}
