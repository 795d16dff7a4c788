package io.millrace.operator.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The two images hold what a deployment expects in them. */
class ImagesTest {

    private static final Pattern FLINK = Pattern.compile("<flink.version>(.*)</flink.version>");

    @Test
    void the_job_lies_where_its_deployment_looks_for_it() throws IOException {
        // given
        String dockerfile = Files.readString(Path.of("../pipeline-job/Dockerfile"));

        // then
        assertThat("local://" + copied(dockerfile)).isEqualTo(FlinkDeployments.JAR);
    }

    @Test
    void the_flink_of_the_image_is_the_one_that_the_job_was_compiled_against() throws IOException {
        // given
        Matcher flink = FLINK.matcher(Files.readString(Path.of("../pom.xml")));
        assertThat(flink.find()).isTrue();
        String version = flink.group(1);

        // then
        assertThat(Files.readString(Path.of("../pipeline-job/Dockerfile")))
                .contains("\nFROM flink:" + version + "-java17\n")
                .contains("opt/flink-$store-" + version + ".jar");
    }

    @Test
    void the_operator_is_started_from_where_it_was_copied_to() throws IOException {
        // given
        String dockerfile = Files.readString(Path.of("Dockerfile"));

        // then
        assertThat(dockerfile).contains("\"-jar\", \"" + copied(dockerfile) + "\"]");
    }

    private static String copied(String dockerfile) {
        return dockerfile
                .lines()
                .filter(line -> line.startsWith("COPY target/"))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElseThrow();
    }
}
