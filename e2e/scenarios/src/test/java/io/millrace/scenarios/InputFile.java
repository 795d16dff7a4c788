package io.millrace.scenarios;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file of {@code src/test/resources/input}. One that is refused says at its top where, {@code at apply} or the reason of
 * a condition, and what is expected to be said; its last document is the mistake, and those before it stood already.
 * Namespace {@code shop} stands for that of the test, also where names begin with it.
 */
record InputFile(Path path, String text) {

    private static final Path FOLDER = Path.of("src/test/resources/input");
    private static final String AT_APPLY = "at apply";
    private static final Pattern NAME = Pattern.compile("(?m)^  name: (\\S+)$");

    static InputFile named(String name) {
        return read(FOLDER.resolve(name));
    }

    static List<InputFile> refusedAtApply() {
        return startingWith("invalid-").filter(InputFile::isRefusedAtApply).toList();
    }

    static List<InputFile> refusedAsCondition() {
        return startingWith("invalid-").filter(file -> !file.isRefusedAtApply()).toList();
    }

    static Stream<InputFile> startingWith(String prefix) {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix)).sorted().toList().stream()
                    .map(InputFile::read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static InputFile read(Path path) {
        try {
            return new InputFile(path, Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isRefusedAtApply() {
        return refused().equals(AT_APPLY);
    }

    String refused() {
        return header("refused");
    }

    String expected(String namespace) {
        return in(namespace, header("expect"));
    }

    List<String> stoodBefore(String namespace) {
        List<String> documents = documents(namespace);
        return documents.subList(0, documents.size() - 1);
    }

    String last(String namespace) {
        List<String> documents = documents(namespace);
        return documents.get(documents.size() - 1);
    }

    static String nameOf(String document) {
        return NAME.matcher(document)
                .results()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no name in " + document))
                .group(1);
    }

    private List<String> documents(String namespace) {
        return Arrays.stream(text.split("\n---\n"))
                .map(document -> in(namespace, document))
                .toList();
    }

    private static String in(String namespace, String text) {
        return text.replaceAll("\\bshop\\b", namespace);
    }

    private String header(String name) {
        String start = "# " + name + ": ";
        return text.lines()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(path + " has no line '" + start + "'"))
                .substring(start.length());
    }

    @Override
    public String toString() {
        return path.getFileName().toString();
    }
}
