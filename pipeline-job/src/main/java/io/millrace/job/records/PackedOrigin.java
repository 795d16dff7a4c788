package io.millrace.job.records;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A consumed record as it came over the network. Most that arrive go into a window and are never asked for again: it is
 * taken apart when it turns out to be a late record or a dead letter, or goes on.
 */
@SuppressWarnings("ArrayRecordComponent") // carried as it came, never compared
record PackedOrigin(byte[] bytes, OriginCodec codec) implements Origin {

    @Override
    public Origin unpacked() {
        try {
            return codec.unpack(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory refused to be read", e);
        }
    }
}
