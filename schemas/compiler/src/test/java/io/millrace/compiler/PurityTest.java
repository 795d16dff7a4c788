package io.millrace.compiler;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/** The compiler knows a spec, a definition and two parsers, and asks nobody. */
@AnalyzeClasses(packages = "io.millrace.compiler", importOptions = ImportOption.DoNotIncludeTests.class)
class PurityTest {

    @ArchTest
    static final ArchRule it_depends_on_data_and_on_two_parsers = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "io.millrace.api..",
                    "io.millrace.compiler..",
                    "io.millrace.definition..",
                    "io.fabric8.kubernetes.api.model..",
                    "com.fasterxml.jackson.core..",
                    "org.apache.avro..",
                    "org.apache.calcite..");

    @ArchTest
    static final ArchRule only_expressions_know_calcite = noClasses()
            .that()
            .resideOutsideOfPackage("io.millrace.compiler.expressions..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.calcite..");

    @ArchTest
    static final ArchRule only_contracts_know_avro = noClasses()
            .that()
            .resideOutsideOfPackage("io.millrace.compiler.contracts..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.avro..", "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule it_reads_no_clock_file_network_or_environment = noClasses()
            .should()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("java.io..", "java.net..", "java.nio.file..");

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("io.millrace.compiler.(*)..").should().beFreeOfCycles();
}
