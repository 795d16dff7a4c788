package io.millrace.platform.flink.deployment;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a deployment's annotation tells the runtime to do wrong, and the words in it that mean nothing. */
public record Misbehaviours(Set<Misbehaviour> told, Set<String> unknown) {

    /** Its value is a list of words, with commas between them. */
    public static final String ANNOTATION = "millrace.io/misbehave";

    public static final Misbehaviours NONE = new Misbehaviours(Set.of(), Set.of());

    public static Misbehaviours of(Map<String, String> annotations) {
        Set<Misbehaviour> told = EnumSet.noneOf(Misbehaviour.class);
        Set<String> unknown = new TreeSet<>();
        for (String word : List.of(annotations.getOrDefault(ANNOTATION, "").split(","))) {
            List<Misbehaviour> meant = EnumSet.allOf(Misbehaviour.class).stream()
                    .filter(misbehaviour -> misbehaviour.word().equals(word.strip()))
                    .toList();
            told.addAll(meant);
            if (meant.isEmpty() && !word.isBlank()) {
                unknown.add(word.strip());
            }
        }
        return new Misbehaviours(Set.copyOf(told), Set.copyOf(unknown));
    }

    public boolean has(Misbehaviour misbehaviour) {
        return told.contains(misbehaviour);
    }

    /** A word that is misspelt must not pass for a fault that the pipeline has survived. */
    Optional<FlinkError> refusal() {
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of(FlinkError.invalid("The annotation " + ANNOTATION + " knows " + Misbehaviour.allWords()
                        + "; not " + String.join(", ", unknown)));
    }
}
