package io.millrace.job;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The borders between the rooms of the job. */
@AnalyzeClasses(packages = "io.millrace.job", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule LOGIC_AND_FORMATS_ARE_FREE_OF_FLINK = noClasses()
            .that()
            .resideInAnyPackage("io.millrace.job.logic", "io.millrace.job.formats")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.flink..");

    @ArchTest
    static final ArchRule ONLY_CONNECTORS_KNOW_KAFKA = noClasses()
            .that()
            .resideOutsideOfPackage("io.millrace.job.connectors")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.flink.connector.kafka..", "org.apache.kafka..");

    @ArchTest
    static final ArchRule ONLY_FORMATS_KNOW_AVRO_AND_JSON = noClasses()
            .that()
            .resideOutsideOfPackage("io.millrace.job.formats")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.avro..", "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule ONLY_MAIN_READS_THE_ENVIRONMENT = noClasses()
            .that()
            .doNotHaveSimpleName("PipelineJob")
            .should()
            .callMethod(System.class, "getenv", String.class);

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("io.millrace.job.(*)..").should().beFreeOfCycles();
}
