// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The flow of DESIGN.md: one direction, no way back.
class ArchitectureTest {

    private static final JavaClasses DMATAPE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.dmatape");

    @ParameterizedTest
    @CsvSource(
            delimiter = ':',
            value = {
                "format:",
                "samples:",
                "queries:",
                "capture:format",
                "analyze:format,queries",
                "replay:format",
                "cli:format,samples,queries,capture,analyze,replay",
            })
    void aModuleKnowsOnlyWhatLiesUpstream(String module, String upstream) {
        String[] allowed = upstream == null ? new String[0] : upstream.split(",");
        String[] packages = new String[allowed.length + 1];
        packages[0] = packageOf(module);
        for (int i = 0; i < allowed.length; i++) {
            packages[i + 1] = packageOf(allowed[i]);
        }

        noClasses()
                .that()
                .resideInAPackage(packageOf(module))
                .should()
                .dependOnClassesThat(
                        resideInAPackage("org.dmatape..").and(not(JavaClass.Predicates.resideInAnyPackage(packages))))
                .allowEmptyShould(true)
                .check(DMATAPE);
    }

    @Test
    void whatIsInternalStaysInItsModule() {
        classes()
                .that()
                .resideInAPackage("org.dmatape..internal..")
                .should(new ArchCondition<>("be used by their own module only") {
                    @Override
                    public void check(JavaClass internal, ConditionEvents events) {
                        internal.getDirectDependenciesToSelf().stream()
                                .filter(use -> !moduleOf(use.getOriginClass()).equals(moduleOf(internal)))
                                .forEach(use -> events.add(SimpleConditionEvent.violated(use, use.getDescription())));
                    }
                })
                .allowEmptyShould(true)
                .check(DMATAPE);
    }

    @ParameterizedTest
    @CsvSource({"format", "samples", "queries", "analyze", "replay", "cli"})
    void packagesOfAModuleFormNoCycle(String module) {
        slices().matching("org.dmatape." + module + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(DMATAPE);
    }

    private static String packageOf(String module) {
        return "org.dmatape." + module + "..";
    }

    private static String moduleOf(JavaClass javaClass) {
        return javaClass.getPackageName().split("\\.")[2];
    }
}
