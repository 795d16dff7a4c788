package io.millrace.bench;

import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** How many records, and a sum over them in which their order makes no difference. */
record Digest(long records, long checksum) {

    /** Takes one record after another. */
    static final class Sum {
        private final CRC32C crc = new CRC32C();
        private long records;
        private long checksum;

        void add(byte @Nullable [] key, byte[] value) {
            crc.reset();
            if (key != null) {
                crc.update(key);
            }
            crc.update(value);
            records++;
            checksum += mixed(crc.getValue() << 16 ^ value.length);
        }

        // The finalizer of SplitMix64: a sum of plain CRCs would let two errors cancel out too easily.
        private static long mixed(long bits) {
            long mixed = (bits ^ bits >>> 30) * 0xbf58476d1ce4e5b9L;
            mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
            return mixed ^ mixed >>> 31;
        }

        Digest digest() {
            return new Digest(records, checksum);
        }
    }

    @Override
    public String toString() {
        return records + " records, checksum " + Long.toHexString(checksum);
    }
}
