package io.millrace.job.plan;

import io.millrace.definition.DataType;
import io.millrace.definition.Expression;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RowType;
import io.millrace.definition.SinkDefinition;
import io.millrace.definition.SinkDefinition.AvroEncode;
import io.millrace.definition.SourceDefinition;
import io.millrace.definition.SourceDefinition.AvroDecode;
import io.millrace.definition.StepDefinition;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a source that somebody looks at, when its records are written in the pinned schema: a sink of that
 * schema passes on their bytes. One too many costs a little; one too few would be read as NULL. So everything that could
 * be a column counts as one.
 */
public final class ReadColumns {

    private final SourceDefinition source;
    private final BitSet columns = new BitSet();

    private ReadColumns(SourceDefinition source) {
        this.source = source;
    }

    /** In a run, which may sample by some of them. */
    public static BitSet of(CarriedPlan plan, SourceDefinition source) {
        PipelineDefinition definition = plan.definition();
        BitSet columns = of(definition, source);
        SampledColumns.of(definition, plan.run(), source).forEach(columns::set);
        return columns;
    }

    static BitSet of(PipelineDefinition definition, SourceDefinition source) {
        ReadColumns read = new ReadColumns(source);
        if (source.eventTime() != null) {
            read.columns.set(source.eventTime().column());
        }
        Set<String> carriers = new HashSet<>(Set.of(source.name()));
        for (StepDefinition step : definition.steps()) {
            if (reaches(carriers, step.from())) {
                read.addAll(step);
                if (!DecodedRows.givesRowsOfItsOwn(step)) {
                    carriers.add(step.name());
                }
            }
        }
        DecodedRows decoded = new DecodedRows(definition);
        for (SinkDefinition sink : definition.sinks()) {
            if (reaches(carriers, sink.from())) {
                read.add(sink, sink.from().stream().allMatch(decoded::givenBy));
            }
        }
        return read.columns;
    }

    private static boolean reaches(Set<String> carriers, List<String> from) {
        return from.stream().anyMatch(carriers::contains);
    }

    public static BitSet all(SourceDefinition source) {
        BitSet all = new BitSet();
        all.set(0, source.output().size());
        return all;
    }

    private void add(SinkDefinition sink, boolean asDecoded) {
        boolean passesBytesOn = asDecoded
                && sink.encode() instanceof AvroEncode encode
                && source.decode() instanceof AvroDecode decode
                && encode.schema().id() == decode.schema().id();
        if (passesBytesOn) {
            addAll(sink.key());
        } else {
            columns.or(all(source));
        }
    }

    // Through whatever a part consists of, so that a new field of a step cannot be forgotten here. Types apart,
    // positions of columns are the only integers in it.
    private void addAll(@Nullable Object part) {
        if (part instanceof Expression.ColumnValue column) {
            columns.set(column.index());
        } else if (part instanceof Integer position) {
            columns.set(position);
        } else if (part instanceof List<?> parts) {
            parts.forEach(this::addAll);
        } else if (part instanceof Record && !(part instanceof DataType) && !(part instanceof RowType)) {
            for (RecordComponent component : part.getClass().getRecordComponents()) {
                addAll(value(component, part));
            }
        }
    }

    private static @Nullable Object value(RecordComponent component, Object of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("a part of a definition cannot be read", e);
        }
    }
}
