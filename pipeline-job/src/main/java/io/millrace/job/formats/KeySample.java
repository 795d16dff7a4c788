package io.millrace.job.formats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.definition.RowType;
import io.millrace.job.records.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * So many of a hundred keys, the same ones wherever and whenever they are asked for: those whose hash, modulo 100, is
 * below. The hash is the first eight bytes, as an unsigned number, of the SHA-256 of a JSON array of the values as a sink
 * writes them, numbers without zeros at their end: {@code ["u1",1.5,null]}. Used by one thread.
 */
public final class KeySample {

    private static final int HUNDRED = 100;

    private final JsonFactory json = new JsonFactory().enable(JsonGenerator.Feature.COMBINE_UNICODE_SURROGATES_IN_UTF8);
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final MessageDigest hash;
    private final int percent;
    private final RowType columns;

    /** @param columns of a key */
    public KeySample(int percent, RowType columns) {
        this.percent = percent;
        this.columns = columns;
        try {
            hash = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    public boolean has(Row key) {
        long first = ByteBuffer.wrap(hash.digest(text(key))).getLong();
        return Long.remainderUnsigned(first, HUNDRED) < percent;
    }

    private byte[] text(Row key) {
        bytes.reset();
        try (JsonGenerator out = json.createGenerator(bytes)) {
            out.writeStartArray();
            for (int i = 0; i < columns.size(); i++) {
                write(out, key.get(i), i);
            }
            out.writeEndArray();
        } catch (IOException | BadRecord e) {
            throw new UncheckedIOException("an array in memory refused to be written", new IOException(e));
        }
        return bytes.toByteArray();
    }

    // An INT in a field for longs is read as a long, and a DECIMAL with the zeros of its type.
    private void write(JsonGenerator out, @Nullable Object value, int column) throws IOException, BadRecord {
        if (value instanceof Number number && columns.column(column).type().isNumeric()) {
            out.writeNumber(
                    new BigDecimal(number.toString()).stripTrailingZeros().toPlainString());
        } else {
            JsonValues.write(
                    out,
                    value,
                    columns.column(column).type(),
                    columns.column(column).name());
        }
    }
}
