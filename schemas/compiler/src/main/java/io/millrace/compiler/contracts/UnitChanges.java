package io.millrace.compiler.contracts;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Fields whose numbers would be read, and mean something else: another scale of a decimal, another unit of a timestamp.
 * Avro's own comparison does not look at logical types, and no reader would notice.
 */
final class UnitChanges {

    private final List<String> sentences = new ArrayList<>();
    private final Set<String> visited = new HashSet<>();

    private UnitChanges() {}

    static List<String> between(Schema reader, Schema writer) {
        UnitChanges changes = new UnitChanges();
        changes.compare("", reader, writer);
        return changes.sentences;
    }

    private void compare(String path, Schema reader, Schema writer) {
        Schema to = value(reader);
        Schema from = value(writer);
        if (to.getType() != from.getType()) {
            return;
        }
        switch (to.getType()) {
            case RECORD -> compareFields(path, to, from);
            case ARRAY -> compare(path, to.getElementType(), from.getElementType());
            case MAP -> compare(path, to.getValueType(), from.getValueType());
            default -> {
                Optional<String> was = unit(from.getLogicalType());
                Optional<String> is = unit(to.getLogicalType());
                if (was.isPresent() && is.isPresent() && !was.equals(is)) {
                    sentences.add("field '" + path + "' would be read as " + is.get() + ", but was written as "
                            + was.get() + "; keep it, and add a field of another name");
                }
            }
        }
    }

    private void compareFields(String path, Schema reader, Schema writer) {
        // A record may contain itself.
        if (!visited.add(reader.getFullName() + " " + writer.getFullName())) {
            return;
        }
        for (Schema.Field field : reader.getFields()) {
            Schema.Field written = writer.getField(field.name());
            if (written != null) {
                String name = path.isEmpty() ? field.name() : path + "." + field.name();
                compare(name, field.schema(), written.schema());
            }
        }
    }

    /** Of a union with null, the other branch. */
    private static Schema value(Schema schema) {
        if (!schema.isUnion()) {
            return schema;
        }
        List<Schema> values = schema.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .toList();
        return values.size() == 1 ? values.get(0) : schema;
    }

    private static Optional<String> unit(@Nullable LogicalType logical) {
        if (logical instanceof LogicalTypes.Decimal decimal) {
            return Optional.of("a decimal of scale " + decimal.getScale());
        }
        return Optional.ofNullable(logical).map(LogicalType::getName).filter(name -> !name.equals("uuid"));
    }
}
