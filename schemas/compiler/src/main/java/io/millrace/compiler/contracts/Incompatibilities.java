package io.millrace.compiler.contracts;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.jspecify.annotations.Nullable;

/** Avro's findings in words. */
final class Incompatibilities {

    private Incompatibilities() {}

    static String ofNewReader(Incompatibility found, Schema reader) {
        return switch (found.getType()) {
            case READER_FIELD_MISSING_DEFAULT_VALUE -> field(found, reader) + " is new and has no default; give it one";
            default -> common(found, reader);
        };
    }

    static String ofOldReader(Incompatibility found, Schema reader) {
        return switch (found.getType()) {
            case READER_FIELD_MISSING_DEFAULT_VALUE ->
                field(found, reader) + " was removed, and that version has no default for it; keep the field";
            default -> common(found, reader);
        };
    }

    private static String common(Incompatibility found, Schema reader) {
        String field = field(found, reader);
        return switch (found.getType()) {
            case NAME_MISMATCH ->
                field + " has another name (" + found.getMessage() + "); keep the name, or add an alias";
            case FIXED_SIZE_MISMATCH -> field + " has another size (" + found.getMessage() + ")";
            case MISSING_ENUM_SYMBOLS ->
                field + " lacks the symbols " + found.getMessage() + "; keep them, or give the enum a default";
            case TYPE_MISMATCH -> field + " has another type (" + found.getMessage() + ")";
            case MISSING_UNION_BRANCH -> field + " does not take every type (" + found.getMessage() + ")";
            case READER_FIELD_MISSING_DEFAULT_VALUE -> field + " has no default";
        };
    }

    /** Avro locates a finding as {@code /fields/2/type}; people know the field by its name. */
    private static String field(Incompatibility found, Schema reader) {
        List<String> names = new ArrayList<>();
        @Nullable Schema at = reader;
        String[] steps = found.getLocation().split("/", -1);
        for (int i = 1; i + 1 < steps.length && at != null; i++) {
            if (steps[i].equals("fields") && at.getType() == Schema.Type.RECORD) {
                i++;
                Schema.Field field = at.getFields().get(Integer.parseInt(steps[i]));
                names.add(field.name());
                at = field.schema();
            } else {
                at = inside(at, steps[i]);
            }
        }
        return names.isEmpty() ? reader.getName() : "field '" + String.join(".", names) + "'";
    }

    private static @Nullable Schema inside(Schema schema, String step) {
        return switch (schema.getType()) {
            case UNION ->
                step.chars().allMatch(Character::isDigit) ? schema.getTypes().get(Integer.parseInt(step)) : schema;
            case ARRAY -> step.equals("items") ? schema.getElementType() : schema;
            case MAP -> step.equals("values") ? schema.getValueType() : schema;
            default -> schema;
        };
    }
}
