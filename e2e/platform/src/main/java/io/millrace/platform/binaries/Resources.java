package io.millrace.platform.binaries;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that travel inside our jar, beside the class that uses them. */
public record Resources(Class<?> beside) {

    public String text(String name) throws IOException {
        try (InputStream file = beside.getResourceAsStream(name)) {
            if (file == null) {
                throw new FileNotFoundException(name + " beside " + beside.getName());
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    public Path copy(String name, Path folder) throws IOException {
        Path target = folder.resolve(Path.of(name).getFileName());
        return Files.writeString(target, text(name));
    }
}
