package dev.ringway.hashing;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Keeps this module on its floor and its packages free of circles. */
final class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
          .importPackages("dev.ringway.hashing");

  @Test
  void uses_only_lower_floors() {
    classes()
        .that()
        .resideInAPackage("dev.ringway.hashing..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("java..", "dev.ringway.hashing..", "org.jspecify.annotations.."))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void has_no_package_circles() {
    slices()
        .matching("dev.ringway.(**)")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(CLASSES);
  }
}
