package io.millrace.job.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.definition.StepDefinition.AggregateFunction;
import io.millrace.job.logic.AccumulatorLayout;
import io.millrace.job.logic.AccumulatorLayout.Slot;
import io.millrace.job.logic.Accumulators;
import io.millrace.job.records.Envelope;
import io.millrace.job.records.Origin;
import io.millrace.job.records.Row;
import io.millrace.job.records.Stored;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class AccumulatorsSerializerTest {

    private static final Slot COUNT = new Slot("n", AggregateFunction.COUNT, false, "BOOLEAN", "BIGINT", -1);
    private static final Slot SUM = new Slot("sum", AggregateFunction.SUM, false, "BIGINT", "BIGINT", 0);
    private static final Slot MAX = new Slot("last", AggregateFunction.MAX, false, "STRING", "STRING", 1);

    private static final List<Slot> EVERY_KIND = List.of(
            COUNT,
            new Slot("values", AggregateFunction.COUNT, false, "STRING", "BIGINT", 1),
            new Slot("different", AggregateFunction.COUNT, true, "STRING", "BIGINT", 1),
            new Slot("sum", AggregateFunction.SUM, false, "INT", "BIGINT", 0),
            new Slot("sum of different", AggregateFunction.SUM, true, "INT", "BIGINT", 0),
            new Slot("sum of reals", AggregateFunction.SUM, false, "DOUBLE", "DOUBLE", 2),
            new Slot("sum of decimals", AggregateFunction.SUM, false, "DECIMAL(10, 3)", "DECIMAL(38, 3)", 3),
            new Slot("least", AggregateFunction.MIN, false, "DECIMAL(10, 3)", "DECIMAL(10, 3)", 3),
            new Slot("last", AggregateFunction.MAX, false, "STRING", "STRING", 1),
            new Slot("mean", AggregateFunction.AVG, false, "INT", "DOUBLE", 0),
            new Slot("mean of reals", AggregateFunction.AVG, false, "DOUBLE", "DOUBLE", 2));

    private final AccumulatorsSerializer serializer = serializer(COUNT, SUM, MAX);

    @Test
    void what_is_written_is_read_and_goes_on() throws Exception {
        for (TypeSerializer<Accumulators> one : List.of(
                serializer,
                Stored.shipped(serializer),
                Stored.snapshot(serializer).restoreSerializer())) {
            // given
            Accumulators read = Stored.value(filled(), one);

            // when
            read.add(new Row(1L, "c"));

            // then
            assertThat(read.result(0)).isEqualTo(3L);
            assertThat(read.result(1)).isEqualTo(13L);
            assertThat(read.result(2)).isEqualTo("c");
        }
    }

    @Property
    void whatever_was_added_is_written_and_read(@ForAll("rows") List<Row> before, @ForAll("rows") List<Row> after)
            throws Exception {
        // given
        AccumulatorsSerializer of = serializer(EVERY_KIND.toArray(Slot[]::new));
        Accumulators whole = of.createInstance();
        Accumulators begun = of.createInstance();

        // when
        before.forEach(whole::add);
        before.forEach(begun::add);
        Accumulators read = Stored.value(begun, Stored.shipped(of));
        Accumulators restored = Stored.value(of.copy(read), Stored.snapshot(of).restoreSerializer());
        after.forEach(whole::add);
        after.forEach(restored::add);

        // then
        assertThat(results(read)).isEqualTo(results(begun));
        assertThat(results(restored)).isEqualTo(results(whole));
    }

    private static List<Object> results(Accumulators accumulators) {
        List<Object> results = new ArrayList<>(List.of(accumulators.rows()));
        for (int i = 0; i < accumulators.size(); i++) {
            results.add(Optional.ofNullable(accumulators.result(i)));
        }
        return results;
    }

    @Provide
    Arbitrary<List<Row>> rows() {
        return Combinators.combine(
                        Arbitraries.integers().injectNull(0.2),
                        Arbitraries.strings().ofMaxLength(5).injectNull(0.2),
                        Arbitraries.doubles().injectNull(0.2),
                        Arbitraries.bigDecimals()
                                .between(new BigDecimal("-9999999"), new BigDecimal("9999999"))
                                .ofScale(3)
                                .map(decimal -> decimal.setScale(3))
                                .injectNull(0.2))
                .as((whole, text, real, decimal) -> new Row(whole, text, real, decimal))
                .list()
                .ofMaxSize(12);
    }

    // What is stored today must be read by every later version: these bytes never change.
    @Test
    void the_format_stays_as_it_is() throws IOException {
        // given
        DataOutputSerializer out = new DataOutputSerializer(16);
        String stored = "0000000000000002" + "0000000000000002" + "0000000000000002" + "00" + "000000000000000c" + "01"
                + "0000000162";

        // when
        serializer.serialize(filled(), out);

        // then
        assertThat(HexFormat.of().formatHex(out.getCopyOfBuffer())).isEqualTo(stored);
        assertThat(serializer
                        .deserialize(new DataInputDeserializer(HexFormat.of().parseHex(stored)))
                        .result(1))
                .isEqualTo(12L);
    }

    @Test
    void a_copy_is_one_of_its_own() {
        // given
        Accumulators original = filled();

        // when
        Accumulators copy = serializer.copy(original);
        copy.add(new Row(1L, "c"));

        // then
        assertThat(serializer.isImmutableType()).isFalse();
        assertThat(original.result(0)).isEqualTo(2L);
        assertThat(copy.result(0)).isEqualTo(3L);
    }

    @Test
    void state_of_the_same_aggregates_is_taken_over_wherever_they_are_fed_from() throws IOException {
        // given
        Slot otherColumn = new Slot("sum", AggregateFunction.SUM, false, "BIGINT", "BIGINT", 3);
        Slot countOfColumn = new Slot("n", AggregateFunction.COUNT, false, "STRING", "BIGINT", 2);

        // when, then
        assertThat(Stored.judged(serializer(countOfColumn, otherColumn, MAX), serializer)
                        .isCompatibleAsIs())
                .isTrue();
    }

    @Test
    void state_of_others_is_not() throws IOException {
        // given
        Slot ofIntegers = new Slot("sum", AggregateFunction.SUM, false, "INT", "BIGINT", 0);
        Slot distinct = new Slot("sum", AggregateFunction.SUM, true, "BIGINT", "BIGINT", 0);
        Slot min = new Slot("last", AggregateFunction.MIN, false, "STRING", "STRING", 1);

        // when, then
        assertThat(Stored.judged(serializer(COUNT, ofIntegers, MAX), serializer).isIncompatible())
                .isTrue();
        assertThat(Stored.judged(serializer(COUNT, distinct, MAX), serializer).isIncompatible())
                .isTrue();
        assertThat(Stored.judged(serializer(COUNT, SUM, min), serializer).isIncompatible())
                .isTrue();
    }

    @Test
    void running_values_come_and_go_and_change_places_by_their_names() throws IOException {
        // given
        Slot more = new Slot("most", AggregateFunction.MAX, false, "BIGINT", "BIGINT", 0);
        AccumulatorsSerializer next = serializer(more, MAX, COUNT);

        // when
        Accumulators migrated = Stored.value(filled(), next);
        Accumulators inMemory = new WindowAggregation(next.layout())
                .add(new Envelope.Good(new Row(3L, "c"), new Origin.Computed("", new Row(), 0)), filled());

        // then
        assertThat(Stored.judged(next, serializer).isCompatibleAfterMigration()).isTrue();
        assertThat(Stored.judged(serializer(SUM, COUNT, MAX), serializer).isCompatibleAfterMigration())
                .isTrue();
        assertThat(List.of(migrated.rows(), migrated.result(1), migrated.result(2)))
                .isEqualTo(List.of(2L, "b", 2L));
        assertThat(migrated.result(0)).isNull();
        assertThat(List.of(inMemory.result(0), inMemory.result(1), inMemory.result(2)))
                .isEqualTo(List.of(3L, "c", 3L));
        assertThat(next.copy(filled()).result(2)).isEqualTo(2L);
    }

    @Test
    void a_later_format_is_refused_with_a_reason() {
        assertThatThrownBy(() -> new AccumulatorsSerializerSnapshot()
                        .readSnapshot(
                                4,
                                new DataInputDeserializer(new byte[0]),
                                getClass().getClassLoader()))
                .hasMessage("a window was stored with format 4; this job reads 3");
    }

    private Accumulators filled() {
        Accumulators accumulators = serializer.createInstance();
        accumulators.add(new Row(5L, "a"));
        accumulators.add(new Row(7L, "b"));
        return accumulators;
    }

    private static AccumulatorsSerializer serializer(Slot... slots) {
        return new AccumulatorsSerializer(new AccumulatorLayout(List.of(slots)));
    }
}
