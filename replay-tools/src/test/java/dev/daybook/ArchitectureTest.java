package dev.daybook;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The floors of the house: lower packages never import upper ones. */
class ArchitectureTest {

  private static final List<List<String>> FLOORS =
      List.of(
          List.of("mesh", "settings"),
          List.of("seal"),
          List.of("decision"),
          List.of(
              "team",
              "domain",
              "product",
              "contract",
              "policy",
              "params",
              "ceiling",
              "waiver",
              "slo",
              "access",
              "person",
              "posture",
              "rotation",
              "tag",
              "parked"),
          List.of("personal"),
          List.of("document", "store"),
          List.of("erasure", "path", "sealer"),
          List.of("witnessed", "timestamped", "history"),
          List.of("edge"),
          List.of("moment"),
          List.of("rules", "views"),
          List.of("assess", "hindsight"),
          List.of("api"),
          List.of("bench", "cli", "replay", "witness"));

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          // The fixtures ledger-core shares, once they are a jar of their own.
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("dev.daybook");

  @Test
  void lowerFloorsNeverImportUpperOnes() {
    for (int floor = 0; floor < FLOORS.size() - 1; floor++) {
      String[] upper =
          FLOORS.subList(floor + 1, FLOORS.size()).stream()
              .flatMap(List::stream)
              .map(ArchitectureTest::packages)
              .toArray(String[]::new);
      for (String name : FLOORS.get(floor)) {
        noClasses()
            .that()
            .resideInAPackage(packages(name))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(upper)
            .because("%s stands below them".formatted(name))
            .allowEmptyShould(true)
            .check(HOUSE);
      }
    }
  }

  @Test
  void everyPackageHasItsFloor() {
    List<String> known = FLOORS.stream().flatMap(List::stream).toList();
    List<String> homeless = new ArrayList<>();
    HOUSE.forEach(
        type -> {
          if (known.stream().noneMatch(name -> isIn(name, type.getPackageName()))) {
            homeless.add(type.getName());
          }
        });
    assertThat(homeless).isEmpty();
  }

  @Test
  void theStoreKnowsNoSlice() {
    noClasses()
        .that()
        .resideInAPackage(packages("store"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            FLOORS.get(3).stream().map(ArchitectureTest::packages).toArray(String[]::new))
        .check(HOUSE);
  }

  @Test
  void axonStaysInsideThreePackages() {
    noClasses()
        .that()
        .resideOutsideOfPackages(packages("store"), packages("path"), packages("views"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.axonframework..")
        .check(HOUSE);
  }

  @Test
  void axonServerStaysInsideTheStore() {
    noClasses()
        .that()
        .resideOutsideOfPackages(packages("store"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.axoniq..", "io.grpc..")
        .check(HOUSE);
  }

  @Test
  void slicesReadNoClockAndNoDatabase() {
    noClasses()
        .that()
        .resideInAnyPackage(
            FLOORS.get(3).stream().map(ArchitectureTest::packages).toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..", "java.net..", "java.nio.file..")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(java.time.LocalDate.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(HOUSE);
  }

  @Test
  void theVerifierNeedsTheSealAndTheJdkAlone() {
    noClasses()
        .that()
        .resideInAnyPackage(
            packages("replay.verify"), packages("replay.log"), packages("replay.evidence"))
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "", // arrays of bytes
            "java..",
            "org.jspecify.annotations..",
            packages("seal"),
            packages("personal.envelope"),
            packages("replay.verify"),
            packages("replay.log"),
            packages("replay.evidence"))
        .because("daybook-verify.jar is made of nothing else")
        .check(HOUSE);
  }

  private static boolean isIn(String name, String packageName) {
    String floor = "dev.daybook." + name;
    return packageName.equals(floor) || packageName.startsWith(floor + ".");
  }

  private static String packages(String name) {
    return "dev.daybook.%s..".formatted(name);
  }
}
