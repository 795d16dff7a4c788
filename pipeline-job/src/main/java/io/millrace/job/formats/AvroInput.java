package io.millrace.job.formats;

import io.millrace.job.records.RepeatingTexts;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.AvroTypeException;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Avro's binary encoding out of one array. Avro's own decoder believes the lengths it reads: a record of garbage could
 * ask it for gigabytes or for endless empty items, and take the whole process with it. Here nothing is longer than what
 * is left of the record.
 */
final class AvroInput extends Decoder {

    private final byte[] bytes;
    private int position;

    // One per record: an old object that is given each new one costs the collector more.
    AvroInput(byte[] record, int from) {
        bytes = record;
        position = from;
    }

    boolean isAtEnd() {
        return position == bytes.length;
    }

    @Override
    public void readNull() {}

    @Override
    public boolean readBoolean() throws IOException {
        return nextByte() == 1;
    }

    @Override
    public int readInt() throws IOException {
        long value = readLong();
        if (value != (int) value) {
            throw new AvroTypeException("an int is out of range");
        }
        return (int) value;
    }

    @Override
    public long readLong() throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = nextByte();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value >>> 1 ^ -(value & 1);
            }
        }
        throw new AvroTypeException("a number has too many bytes");
    }

    @Override
    public float readFloat() throws IOException {
        return Float.intBitsToFloat(littleEndian(Float.BYTES).getInt());
    }

    @Override
    public double readDouble() throws IOException {
        return Double.longBitsToDouble(littleEndian(Double.BYTES).getLong());
    }

    private ByteBuffer littleEndian(int size) throws IOException {
        return ByteBuffer.wrap(bytes, skip(size), size).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public Utf8 readString(@Nullable Utf8 old) throws IOException {
        return new Utf8(readString());
    }

    @Override
    public String readString() throws IOException {
        int length = length();
        return new String(bytes, skip(length), length, StandardCharsets.UTF_8);
    }

    String readString(RepeatingTexts texts) throws IOException {
        int length = length();
        return texts.read(bytes, skip(length), length);
    }

    /** A number of one to eight bytes, big-endian and signed. */
    long readWhole(int length) throws IOException {
        int from = skip(length);
        long number = bytes[from];
        for (int i = 1; i < length; i++) {
            number = (number << Byte.SIZE) | (bytes[from + i] & 0xff);
        }
        return number;
    }

    @Override
    public void skipString() throws IOException {
        skip(length());
    }

    @Override
    public ByteBuffer readBytes(@Nullable ByteBuffer old) throws IOException {
        return ByteBuffer.wrap(readByteArray());
    }

    byte[] readByteArray() throws IOException {
        return readByteArray(length());
    }

    byte[] readByteArray(int length) throws IOException {
        int from = skip(length);
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    @Override
    public void skipBytes() throws IOException {
        skip(length());
    }

    @Override
    public void readFixed(byte[] target, int start, int length) throws IOException {
        System.arraycopy(bytes, skip(length), target, start, length);
    }

    @Override
    public void skipFixed(int length) throws IOException {
        skip(length);
    }

    @Override
    public int readEnum() throws IOException {
        return readInt();
    }

    @Override
    public int readIndex() throws IOException {
        return readInt();
    }

    @Override
    public long readArrayStart() throws IOException {
        return items();
    }

    @Override
    public long arrayNext() throws IOException {
        return items();
    }

    @Override
    public long skipArray() throws IOException {
        return skipSizedBlocks();
    }

    @Override
    public long readMapStart() throws IOException {
        return items();
    }

    @Override
    public long mapNext() throws IOException {
        return items();
    }

    @Override
    public long skipMap() throws IOException {
        return skipSizedBlocks();
    }

    // A block of items: its count, or the negative count followed by its size in bytes.
    private long items() throws IOException {
        long count = readLong();
        if (count < 0) {
            count = -count;
            readLong();
        }
        return checkedCount(count);
    }

    private long skipSizedBlocks() throws IOException {
        long count = readLong();
        while (count < 0) {
            skip(length());
            count = readLong();
        }
        return checkedCount(count);
    }

    // Items of no bytes at all could be there without end. Nobody writes lists of them.
    private long checkedCount(long count) throws EOFException {
        if (count < 0 || count > bytes.length - position) {
            throw new EOFException("a list is longer than the record");
        }
        return count;
    }

    int length() throws IOException {
        long length = readLong();
        if (length < 0 || length > bytes.length - position) {
            throw new EOFException("a text is longer than the record");
        }
        return (int) length;
    }

    private int skip(int count) throws EOFException {
        if (count > bytes.length - position) {
            throw new EOFException("the record ends early");
        }
        int from = position;
        position += count;
        return from;
    }

    private byte nextByte() throws EOFException {
        return bytes[skip(1)];
    }
}
