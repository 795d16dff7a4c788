package io.millrace.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What {@code kubectl apply} says of the files in a folder, of which none is taken. */
record Refusals(List<String> each) {

    private static final String EACH = "Error from server";

    static Refusals of(Kubectl kubectl, List<InputFile> files, String namespace, Path folder) {
        for (InputFile file : files) {
            write(folder.resolve(file.toString()), file.last(namespace));
        }
        Kubectl.Answer answer = kubectl.dryRun(folder);
        assertThat(answer.exitCode()).as(answer.output()).isNotZero();
        return new Refusals(List.of(answer.output().split("(?m)^(?=" + EACH + ")")));
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is said of one. */
    String of(InputFile file) {
        List<String> said = each.stream()
                .filter(text -> text.startsWith(EACH) && text.contains("/" + file + "\""))
                .toList();
        assertThat(said).as("what is said of %s, of %s", file, each).hasSize(1);
        return said.get(0);
    }
}
