package io.millrace.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratedCrdTest {

    private static final String NAME = "streamingpipelines.millrace.io-v1.yml";

    @ParameterizedTest
    @ValueSource(strings = {"src/main/resources/META-INF/fabric8", "../charts/millrace/crds"})
    void the_committed_copy_is_what_the_types_say(String folder, @TempDir Path output) throws IOException {
        // given
        new CRDGenerator()
                .customResourceClasses(StreamingPipeline.class)
                .forCRDVersions("v1")
                .withPostProcessor(new ColumnsInOrder())
                .inOutputDir(output.toFile())
                .generate();
        String generated = Files.readString(output.resolve(NAME));
        Path copy = Path.of(folder, NAME);
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(copy, generated);
        }

        // when, then
        assertThat(copy)
                .as("the CRD has changed; write its copies with: mvn test -pl crds -Dgolden.write=true")
                .content()
                .isEqualTo(generated);
    }

    // The generator sorts printer columns by path; kubectl shows them in the order of the CRD.
    private static final class ColumnsInOrder implements CRDPostProcessor {

        private static final List<String> ORDER = Stream.of(
                        StreamingPipeline.class.getAnnotationsByType(AdditionalPrinterColumn.class))
                .map(AdditionalPrinterColumn::name)
                .toList();

        @Override
        public HasMetadata process(HasMetadata crd, String crdVersion) {
            for (CustomResourceDefinitionVersion version :
                    ((CustomResourceDefinition) crd).getSpec().getVersions()) {
                version.getAdditionalPrinterColumns()
                        .sort(Comparator.comparing(
                                (CustomResourceColumnDefinition column) -> ORDER.indexOf(column.getName())));
            }
            return crd;
        }
    }
}
