package io.millrace.job.formats;

import io.millrace.definition.RowType;
import io.millrace.job.records.Row;
import java.io.IOException;
import java.util.BitSet;
import org.apache.avro.Schema;

/** Rows from Avro's binary encoding, for the records of one writer. */
@FunctionalInterface
interface RowReader {

    Row read(AvroInput in) throws IOException;

    static RowReader of(Schema writer, Schema reader, RowType columns, BitSet wanted) {
        return PlainRowReader.of(writer, reader, columns, wanted).orElseGet(() -> {
            AvroRowReader resolving = new AvroRowReader(writer, reader, columns);
            return in -> resolving.read(null, in);
        });
    }
}
