package io.millrace.platform.flink.deployment;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a deployment's annotation tells the runtime to do wrong, and the words in it that mean nothing. */
public record Misbehaviours(Set<Misbehaviour> told, Set<String> unknown) {

    /**
     * Its value is a list of words, with commas between them. One that ends in {@code @} and the number of a revision is
     * heeded only while that revision is what the runtime has taken up last.
     */
    public static final String ANNOTATION = "millrace.io/misbehave";

    public static final Misbehaviours NONE = new Misbehaviours(Set.of(), Set.of());

    // The hash behind the number is not known before the revision is.
    private static final Pattern WORD = Pattern.compile("(?<word>[a-z-]+)(@(?<number>[0-9]+))?");

    /** @param revision what the runtime has taken up last, if its pods are labelled with one */
    public static Misbehaviours of(Map<String, String> annotations, Optional<String> revision) {
        Set<Misbehaviour> told = EnumSet.noneOf(Misbehaviour.class);
        Set<String> unknown = new TreeSet<>();
        for (String text : List.of(annotations.getOrDefault(ANNOTATION, "").split(","))) {
            Matcher read = WORD.matcher(text.strip());
            Optional<Misbehaviour> meant = read.matches() ? Misbehaviour.of(read.group("word")) : Optional.empty();
            if (meant.isEmpty() && !text.isBlank()) {
                unknown.add(text.strip());
            }
            meant.filter(misbehaviour -> isMeant(read.group("number"), revision))
                    .ifPresent(told::add);
        }
        return new Misbehaviours(Set.copyOf(told), Set.copyOf(unknown));
    }

    private static boolean isMeant(@Nullable String number, Optional<String> revision) {
        return number == null
                || revision.filter(name -> name.startsWith(number + "-")).isPresent();
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
