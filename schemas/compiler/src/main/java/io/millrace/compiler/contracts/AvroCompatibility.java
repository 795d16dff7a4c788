package io.millrace.compiler.contracts;

import io.millrace.api.v1alpha1.SchemaSpec.Compatibility;
import io.millrace.compiler.result.Checked;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/**
 * Whether a schema may follow the versions that a subject has. Judged here and not only by the registry, because not
 * every registry enforces its level, and few say why.
 */
public final class AvroCompatibility {

    /** One version of a subject. */
    public record Version(int number, String schema) {}

    private AvroCompatibility() {}

    /** Why a text is no Avro schema, which has no compatibility then. */
    public static Optional<String> objection(String schema) {
        return AvroText.parse(schema).fold(parsed -> Optional.empty(), Optional::of);
    }

    /**
     * Why the schema breaks the level, one sentence each; none when it does not.
     *
     * @param existing all versions of the subject, oldest first
     */
    public static List<String> breaks(Compatibility level, String schema, List<Version> existing) {
        return AvroText.parse(schema).fold(candidate -> breaks(level, candidate, existing), List::of);
    }

    private static List<String> breaks(Compatibility level, Schema candidate, List<Version> existing) {
        List<String> sentences = new ArrayList<>();
        for (Version version : judged(level, existing)) {
            Checked<Schema> parsed = AvroText.parse(version.schema());
            sentences.addAll(parsed.fold(
                    older -> breaks(level, candidate, older, "version " + version.number()),
                    why -> List.of("version " + version.number() + " in the registry " + why)));
        }
        return sentences;
    }

    private static List<Version> judged(Compatibility level, List<Version> existing) {
        return switch (level) {
            case NONE -> List.of();
            case BACKWARD, FORWARD, FULL -> existing.subList(Math.max(0, existing.size() - 1), existing.size());
            case BACKWARD_TRANSITIVE, FORWARD_TRANSITIVE, FULL_TRANSITIVE -> existing;
        };
    }

    private static List<String> breaks(Compatibility level, Schema candidate, Schema older, String version) {
        List<String> sentences = new ArrayList<>();
        if (asksBackward(level)) {
            String what = "the new schema cannot read what was written with " + version + ": ";
            incompatibilities(candidate, older)
                    .forEach(reason -> sentences.add(what + Incompatibilities.ofNewReader(reason, candidate)));
            UnitChanges.between(candidate, older).forEach(change -> sentences.add(what + change));
        }
        if (asksForward(level)) {
            String what = version + " cannot read what is written with the new schema: ";
            incompatibilities(older, candidate)
                    .forEach(reason -> sentences.add(what + Incompatibilities.ofOldReader(reason, older)));
            UnitChanges.between(older, candidate).forEach(change -> sentences.add(what + change));
        }
        return sentences;
    }

    private static boolean asksBackward(Compatibility level) {
        return switch (level) {
            case BACKWARD, BACKWARD_TRANSITIVE, FULL, FULL_TRANSITIVE -> true;
            case NONE, FORWARD, FORWARD_TRANSITIVE -> false;
        };
    }

    private static boolean asksForward(Compatibility level) {
        return switch (level) {
            case FORWARD, FORWARD_TRANSITIVE, FULL, FULL_TRANSITIVE -> true;
            case NONE, BACKWARD, BACKWARD_TRANSITIVE -> false;
        };
    }

    private static List<SchemaCompatibility.Incompatibility> incompatibilities(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities();
    }
}
