package io.millrace.definition.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** Rows and books as JSON, in one line; reading takes properties that a later version has added. */
public final class LedgerFormat {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private LedgerFormat() {}

    public static byte[] write(LedgerRow row) {
        return bytes(row);
    }

    /** @throws IllegalArgumentException when the bytes are no row of this format version */
    public static LedgerRow readRow(byte[] json) {
        LedgerRow row = read(json, LedgerRow.class);
        if (row.formatVersion() != LedgerRow.FORMAT_VERSION) {
            throw new IllegalArgumentException("a row of the ledger has format version " + row.formatVersion()
                    + "; this reads " + LedgerRow.FORMAT_VERSION);
        }
        return row;
    }

    public static byte[] write(KeptBooks books) {
        return bytes(books);
    }

    /** @throws IllegalArgumentException when the bytes are no books of this format version */
    public static KeptBooks readKept(byte[] json) {
        KeptBooks kept = read(json, KeptBooks.class);
        if (kept.formatVersion() != KeptBooks.FORMAT_VERSION) {
            throw new IllegalArgumentException("books were kept with format version " + kept.formatVersion()
                    + "; this reads " + KeptBooks.FORMAT_VERSION);
        }
        return kept;
    }

    private static byte[] bytes(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("books must always be writable", e);
        }
    }

    private static <T> T read(byte[] json, Class<T> type) {
        try {
            T value = JSON.readValue(json, type);
            if (value == null) {
                throw new IllegalArgumentException("these are no books: null");
            }
            return value;
        } catch (IOException e) {
            throw new IllegalArgumentException("these are no books", e);
        }
    }
}
