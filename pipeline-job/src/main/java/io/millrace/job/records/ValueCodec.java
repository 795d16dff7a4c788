package io.millrace.job.records;

import io.millrace.definition.DataType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/** The binary form of a value of one type, in state and between operators. Part of the state format: never change one. */
public interface ValueCodec {

    void write(Object value, DataOutput out) throws IOException;

    Object read(DataInput in) throws IOException;

    static ValueCodec of(DataType type) {
        return switch (type.kind()) {
            case BOOLEAN -> codec((value, out) -> out.writeBoolean((Boolean) value), in -> (Object) in.readBoolean());
            case INT, DATE -> codec((value, out) -> out.writeInt((Integer) value), in -> (Object) in.readInt());
            case BIGINT, TIMESTAMP -> codec((value, out) -> out.writeLong((Long) value), in -> (Object) in.readLong());
            case FLOAT -> codec((value, out) -> out.writeFloat((Float) value), in -> (Object) in.readFloat());
            case DOUBLE -> codec((value, out) -> out.writeDouble((Double) value), in -> (Object) in.readDouble());
            case DECIMAL -> decimal(type.scale());
            case STRING -> text(new RepeatingTexts());
            case BYTES -> codec((value, out) -> writeBytes((byte[]) value, out), ValueCodec::readBytes);
        };
    }

    private static ValueCodec text(RepeatingTexts texts) {
        return codec((value, out) -> writeBytes(texts.bytesOf((String) value), out), texts::read);
    }

    private static ValueCodec decimal(int scale) {
        return codec((value, out) -> writeDecimal((BigDecimal) value, out), in -> readDecimal(in, scale));
    }

    private static void writeDecimal(BigDecimal value, DataOutput out) throws IOException {
        if (!Unscaled.fitsLong(value)) {
            writeBytes(value.unscaledValue().toByteArray(), out);
            return;
        }
        long unscaled = Unscaled.asLong(value);
        int length = Unscaled.lengthOf(unscaled);
        out.writeInt(length);
        for (int shift = (length - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            out.writeByte((int) (unscaled >> shift));
        }
    }

    // Up to seven bytes surely fit a long, and most decimals have fewer: no BigInteger is made of them.
    private static BigDecimal readDecimal(DataInput in, int scale) throws IOException {
        int length = in.readInt();
        if (length >= Long.BYTES) {
            byte[] bytes = new byte[length];
            in.readFully(bytes);
            return new BigDecimal(new BigInteger(bytes), scale);
        }
        long unscaled = in.readByte();
        for (int i = 1; i < length; i++) {
            unscaled = (unscaled << Byte.SIZE) | in.readUnsignedByte();
        }
        return BigDecimal.valueOf(unscaled, scale);
    }

    static void writeBytes(byte[] bytes, DataOutput out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static byte[] readBytes(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }

    private static ValueCodec codec(Writing writing, Reading reading) {
        return new ValueCodec() {
            @Override
            public void write(Object value, DataOutput out) throws IOException {
                writing.write(value, out);
            }

            @Override
            public Object read(DataInput in) throws IOException {
                return reading.read(in);
            }
        };
    }

    /** How one type is written. */
    @FunctionalInterface
    interface Writing {
        void write(Object value, DataOutput out) throws IOException;
    }

    /** How one type is read. */
    @FunctionalInterface
    interface Reading {
        Object read(DataInput in) throws IOException;
    }
}
