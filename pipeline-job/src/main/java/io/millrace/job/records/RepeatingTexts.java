package io.millrace.job.records;

import java.io.DataInput;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Short texts of one column, or names of topics: mostly a few that come again and again, and are then encoded and decoded
 * once. Where they turn out not to repeat it stops looking.
 *
 * <p>May be shared between threads, as serializers are: an entry is whole wherever it is seen, and at worst it is missed.
 */
public final class RepeatingTexts implements Serializable {

    private static final long serialVersionUID = 1;

    // More is decoded anew: it takes longer to compare, and is rarely one of a few.
    private static final int LONGEST = 48;
    private static final int ENTRIES = 64;
    private static final int PATIENCE = 4 * ENTRIES;

    private transient @Nullable Known[] byText = new @Nullable Known[ENTRIES];
    private transient @Nullable Known[] byBytes = new @Nullable Known[ENTRIES];
    // Misses that are still borne; each hit makes up for one.
    private transient int patience = PATIENCE;

    @SuppressWarnings("ArrayRecordComponent") // never handed out but to be written at once
    private record Known(String text, byte[] bytes) {}

    /** In UTF-8; not to be changed. */
    byte[] bytesOf(String text) {
        if (patience <= 0 || text.length() > LONGEST) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        int slot = slot(text.hashCode());
        Known known = byText[slot];
        if (known != null && known.text.equals(text)) {
            hit();
            return known.bytes;
        }
        patience--;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byText[slot] = new Known(text, bytes);
        return bytes;
    }

    /** The text of UTF-8 bytes with their length in front. */
    String read(DataInput in) throws IOException {
        byte[] bytes = ValueCodec.readBytes(in);
        return read(bytes, 0, bytes.length);
    }

    /** The text of UTF-8 bytes. */
    public String read(byte[] in, int from, int length) {
        if (patience <= 0 || length > LONGEST) {
            return new String(in, from, length, StandardCharsets.UTF_8);
        }
        int hash = length;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + in[i];
        }
        int slot = slot(hash);
        Known known = byBytes[slot];
        if (known != null && Arrays.equals(known.bytes, 0, known.bytes.length, in, from, from + length)) {
            hit();
            return known.text;
        }
        patience--;
        String text = new String(in, from, length, StandardCharsets.UTF_8);
        byBytes[slot] = new Known(text, Arrays.copyOfRange(in, from, from + length));
        return text;
    }

    private void hit() {
        if (patience < PATIENCE) {
            patience++;
        }
    }

    private static int slot(int hash) {
        return (hash ^ hash >>> 16) & (ENTRIES - 1);
    }

    private Object readResolve() {
        return new RepeatingTexts();
    }
}
