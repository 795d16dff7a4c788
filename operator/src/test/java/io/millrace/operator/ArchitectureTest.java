package io.millrace.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/** The borders between the rooms. */
@AnalyzeClasses(packages = "io.millrace.operator", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] ADAPTERS = {
        "io.millrace.operator.topics.admin..",
        "io.millrace.operator.subjects.http..",
        "io.millrace.operator.jobs.kubernetes..",
        "io.millrace.operator.jobs.rest..",
        "io.millrace.operator.canary.consumer..",
        "io.millrace.operator.ledger.consumer..",
        "io.millrace.operator.revisions.kubernetes..",
        "io.millrace.operator.leadership.kubernetes..",
        "io.millrace.operator.pipeline.kubernetes..",
    };

    private static final String[] PURE = {
        "io.millrace.operator.acceptance",
        "io.millrace.operator.canary",
        "io.millrace.operator.gates",
        "io.millrace.operator.health",
        "io.millrace.operator.jobs",
        "io.millrace.operator.ledger",
        "io.millrace.operator.leadership",
        "io.millrace.operator.operations",
        "io.millrace.operator.result",
        "io.millrace.operator.revisions",
        "io.millrace.operator.status",
        "io.millrace.operator.subjects",
        "io.millrace.operator.topics",
    };

    private static final String[] CLIENTS = {
        "io.fabric8.kubernetes.client..",
        "io.javaoperatorsdk..",
        "io.micrometer..",
        "io.prometheus..",
        "java.net.http..",
        "org.apache.kafka..",
        "com.sun.net..",
    };

    @ArchTest
    static final ArchRule what_decides_uses_no_client_library = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CLIENTS);

    @ArchTest
    static final ArchRule the_loop_knows_the_operator_framework_alone = noClasses()
            .that()
            .resideInAPackage("io.millrace.operator.pipeline")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.fabric8.kubernetes.client..", "io.micrometer..", "java.net.http..", "org.apache.kafka..");

    @ArchTest
    static final ArchRule only_the_composition_root_knows_an_adapter = noClasses()
            .that()
            .resideOutsideOfPackages(ADAPTERS)
            .and()
            .doNotHaveSimpleName("OperatorMain")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ADAPTERS);

    @ArchTest
    static final ArchRule nothing_that_decides_knows_the_loop = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.millrace.operator.pipeline..",
                    "io.millrace.operator.metrics..",
                    "io.millrace.operator.probes..");

    @ArchTest
    static final ArchRule no_room_needs_itself_through_another =
            slices().matching("io.millrace.operator.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule the_environment_is_read_in_config_alone = noClasses()
            .that()
            .resideOutsideOfPackage("io.millrace.operator.config")
            .should()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(System.class, "getenv");

    @ArchTest
    static final ArchRule time_comes_from_a_clock = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");
}
