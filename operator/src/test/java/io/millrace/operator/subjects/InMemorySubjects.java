package io.millrace.operator.subjects;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.millrace.api.v1alpha1.SchemaSpec.Compatibility;
import io.millrace.compiler.contracts.AvroCompatibility;
import io.millrace.compiler.contracts.AvroContract;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Outage;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.SystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Supplier;

/** A registry that judges by the level of the subject, or by none. */
public final class InMemorySubjects implements Subjects {

    private final Map<String, List<RegisteredSchema>> versions = new TreeMap<>();
    private final Map<String, String> levels = new TreeMap<>();
    private final Runnable afterWrite;
    private int lastId;
    private boolean away;

    public InMemorySubjects() {
        this(() -> {});
    }

    /** @param afterWrite called after everything that changed something */
    public InMemorySubjects(Runnable afterWrite) {
        this.afterWrite = afterWrite;
    }

    public void setAway(boolean isAway) {
        this.away = isAway;
    }

    public Map<String, List<RegisteredSchema>> all() {
        return Map.copyOf(versions);
    }

    @Override
    public Observed<SubjectState> look(String subject, String text) {
        return observed(() -> {
            Optional<RegisteredSchema> registered = registered(subject, text);
            List<String> objections = registered.isPresent() ? List.of() : objections(subject, text);
            return Optional.of(new SubjectState(
                    Optional.ofNullable(levels.get(subject)), versions(subject), registered, objections));
        });
    }

    @Override
    public Observed<RegisteredSchema> find(String subject, OptionalInt version) {
        return observed(() -> {
            List<RegisteredSchema> known = versions(subject);
            return version.isEmpty()
                    ? known.stream().reduce((earlier, later) -> later)
                    : known.stream()
                            .filter(schema -> schema.version() == version.getAsInt())
                            .findFirst();
        });
    }

    @Override
    public Observed<String> defaultLevel() {
        return observed(() -> Optional.of("NONE"));
    }

    private <T> Observed<T> observed(Supplier<Optional<T>> look) {
        if (away) {
            return Observed.unreachable(new Outage(Reason.REGISTRY_UNREACHABLE, "the registry is away"));
        }
        return look.get().<Observed<T>>map(Observed::found).orElseGet(Observed::absent);
    }

    @Override
    public void setLevel(String subject, String level) {
        checkThere();
        levels.put(subject, level);
        afterWrite.run();
    }

    @Override
    public RegisteredSchema register(String subject, String text) {
        checkThere();
        Optional<RegisteredSchema> registered = registered(subject, text);
        if (registered.isPresent()) {
            return registered.get();
        }
        List<String> objections = parse(text).isEmpty() ? List.of("no schema") : objections(subject, text);
        if (!objections.isEmpty()) {
            throw SystemException.refused(
                    Reason.REGISTRY_REFUSED, String.join("; ", objections), new IllegalStateException());
        }
        List<RegisteredSchema> known = versions.computeIfAbsent(subject, key -> new ArrayList<>());
        RegisteredSchema schema = new RegisteredSchema(subject, known.size() + 1, ++lastId, text);
        known.add(schema);
        afterWrite.run();
        return schema;
    }

    private List<RegisteredSchema> versions(String subject) {
        return List.copyOf(versions.getOrDefault(subject, List.of()));
    }

    private Optional<RegisteredSchema> registered(String subject, String text) {
        return parse(text).flatMap(wanted -> versions(subject).stream()
                .filter(known -> parse(known.text()).equals(Optional.of(wanted)))
                .findFirst());
    }

    private List<String> objections(String subject, String text) {
        List<AvroCompatibility.Version> known = versions(subject).stream()
                .map(schema -> new AvroCompatibility.Version(schema.version(), schema.text()))
                .toList();
        return AvroCompatibility.breaks(Compatibility.valueOf(levels.getOrDefault(subject, "NONE")), text, known);
    }

    /** As JSON, if it is a schema: how it is written does not matter. */
    private static Optional<JsonNode> parse(String text) {
        return AvroContract.parse(text)
                .fold(schema -> Optional.of(Serialization.unmarshal(text, JsonNode.class)), why -> Optional.empty());
    }

    private void checkThere() {
        if (away) {
            throw SystemException.away(
                    Reason.REGISTRY_UNREACHABLE, "the registry is away", new IllegalStateException());
        }
    }
}
