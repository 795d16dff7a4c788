package io.millrace.platform.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.platform.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinaryCacheTest {

    private final BinaryCache cache;

    BinaryCacheTest(@TempDir Path home) {
        cache = new MillraceHome(home).binaries();
    }

    @Test
    void an_entry_is_made_once_however_many_want_it() {
        // given
        AtomicInteger made = new AtomicInteger();
        // when
        List<CompletableFuture<Path>> wanted = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> cache.entry("tool", folder -> {
                    made.incrementAndGet();
                    Files.writeString(folder.resolve("binary"), "content");
                })))
                .toList();
        // then
        assertThat(wanted)
                .allSatisfy(path -> assertThat(path.join().resolve("binary")).hasContent("content"));
        assertThat(made).hasValue(1);
    }

    @Test
    void what_could_not_be_finished_is_not_there_and_is_made_anew() throws IOException {
        // given
        assertThatThrownBy(() -> cache.entry("tool", folder -> {
                    Files.writeString(folder.resolve("half"), "");
                    throw new IOException("disk full");
                }))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("disk full");
        assertThat(cache.entries()).isEmpty();
        // when
        Path entry = cache.entry("tool", folder -> Files.writeString(folder.resolve("whole"), ""));
        // then
        assertThat(entry).isDirectoryNotContaining("glob:**half").isDirectoryContaining("glob:**whole");
        assertThat(cache.entries()).containsExactly("tool");
    }

    @Test
    void a_removed_entry_is_made_again() {
        // given
        Path entry = cache.entry("tool", folder -> Files.writeString(folder.resolve("binary"), "old"));
        cache.remove("tool");
        // when
        cache.entry("tool", folder -> Files.writeString(folder.resolve("binary"), "new"));
        // then
        assertThat(entry.resolve("binary")).hasContent("new");
    }
}
