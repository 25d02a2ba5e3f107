package dev.ringway.core;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Keeps this module on its floor and its packages free of circles. */
final class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter().importPath(Path.of("target", "classes"));

  @Test
  void stays_in_its_package() {
    classes().should().resideInAPackage("dev.ringway.core..").check(CLASSES);
  }

  @Test
  void uses_only_lower_floors() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage("dev.ringway..")
                .or(resideInAnyPackage("dev.ringway.core..", "dev.ringway.hashing..")))
        .check(CLASSES);
  }

  @Test
  void has_no_package_circles() {
    slices().matching("dev.ringway.(**)").should().beFreeOfCycles().check(CLASSES);
  }
}
