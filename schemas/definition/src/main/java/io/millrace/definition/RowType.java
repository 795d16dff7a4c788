package io.millrace.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/** The columns of a row, in order; a position in this list is how everything compiled refers to a column. */
public record RowType(@JsonValue List<Column> columns) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public RowType {
        columns = List.copyOf(columns);
        Set<String> names = new HashSet<>();
        for (Column column : columns) {
            if (!names.add(column.name())) {
                throw new IllegalArgumentException("column '" + column.name() + "' is there twice");
            }
        }
    }

    public int size() {
        return columns.size();
    }

    public Column column(int index) {
        return columns.get(index);
    }

    /** These columns only, by their positions. */
    public RowType select(List<Integer> positions) {
        return new RowType(positions.stream().distinct().map(columns::get).toList());
    }

    public OptionalInt indexOf(String name) {
        return IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).name().equals(name))
                .findFirst();
    }
}
