package io.millrace.job.compare;

import io.millrace.definition.Comparison;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RunSettings.Slot;
import io.millrace.definition.ledger.Ledger;
import io.millrace.definition.ledger.LedgerFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the judge knows, in a checkpoint. */
final class JudgeCodec {

    private static final int VERSION = 3;

    private final Comparison comparison;
    private final PipelineDefinition candidate;
    private final Set<String> sinks;

    /** @param candidate with the topics that it writes */
    JudgeCodec(Comparison comparison, PipelineDefinition candidate) {
        this.comparison = comparison;
        this.candidate = candidate;
        this.sinks = Set.copyOf(comparison.compared(candidate));
    }

    /** One that knows nothing yet. */
    Judge create(long cut) {
        return new Judge(
                comparison.liveRun(),
                cut,
                side(Side.LIVE, new SideBooks(), new Decisions(), new Outside(), null),
                side(Side.CANDIDATE, new SideBooks(), new Decisions(), new Outside(), null),
                new ComparedWindows(),
                false,
                Set.of());
    }

    byte[] write(Judge judge) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(VERSION);
            out.writeBoolean(judge.hasSeenLive());
            Streamed.writeAll(judge.broken(), out, (broken, to) -> to.writeUTF(broken.name()));
            for (Side side : Side.values()) {
                write(judge.of(side), out);
            }
            Streamed.writeWindows(judge.windows(), out);
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory refused to be written", e);
        }
        return bytes.toByteArray();
    }

    Judge read(long cut, byte[] kept) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(kept))) {
            int version = in.readInt();
            if (version != VERSION) {
                throw new IllegalStateException(
                        "the comparison was kept with format version " + version + "; this reads " + VERSION);
            }
            boolean hasSeenLive = in.readBoolean();
            Set<Broken> broken = EnumSet.noneOf(Broken.class);
            broken.addAll(Streamed.readAll(in, from -> Broken.valueOf(from.readUTF())));
            return new Judge(
                    comparison.liveRun(),
                    cut,
                    read(Side.LIVE, in),
                    read(Side.CANDIDATE, in),
                    Streamed.readWindows(in),
                    hasSeenLive,
                    broken);
        } catch (IOException e) {
            throw new UncheckedIOException("the kept comparison ends early", e);
        }
    }

    private static void write(JobSide side, DataOutput out) throws IOException {
        Streamed.writeBooks(side.books(), out);
        Streamed.writeDecisions(side.decisions(), out);
        Streamed.writeOutside(side.outside(), out);
        Streamed.writeNullable(side.began(), out, (began, to) -> Streamed.writeLong(began.checkpoint(), to));
        Streamed.writeAll(side.rows(), out, (row, to) -> Streamed.writeBytes(LedgerFormat.write(row), to));
    }

    private JobSide read(Side which, DataInput in) throws IOException {
        JobSide side = side(
                which,
                Streamed.readBooks(in),
                Streamed.readDecisions(in),
                Streamed.readOutside(in),
                Streamed.readNullable(in, from -> new JobSide.Began(Streamed.readLong(from))));
        Streamed.readAll(in, from -> LedgerFormat.readRow(Streamed.readBytes(from)))
                .forEach(side::add);
        return side;
    }

    private JobSide side(
            Side side, SideBooks books, Decisions decisions, Outside outside, JobSide.@Nullable Began began) {
        return new JobSide(
                side == Side.LIVE ? comparison.live() : candidate,
                sinks,
                new Ledger(side == Side.LIVE ? Slot.PROD : Slot.CANARY),
                books,
                decisions,
                outside,
                began);
    }
}
