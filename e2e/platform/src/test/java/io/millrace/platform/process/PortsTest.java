package io.millrace.platform.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.platform.home.MillraceHome;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {

    @Test
    void no_port_is_given_twice_not_even_by_two_platforms(@TempDir Path home) {
        try (Ports one = new Ports(new MillraceHome(home));
                Ports other = new Ports(new MillraceHome(home))) {
            List<Integer> given = IntStream.range(0, 300)
                    .boxed()
                    .flatMap(round -> Stream.of(one.next(), other.next()))
                    .toList();
            assertThat(given).doesNotHaveDuplicates().allMatch(port -> port < 32_768);
        }
    }
}
