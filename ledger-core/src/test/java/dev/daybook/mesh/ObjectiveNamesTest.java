package dev.daybook.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectiveNamesTest {

  private static final SubjectName PRODUCT = SubjectName.product("sales", "customer-360");

  private static SubjectName longNamed(int length) {
    return new SubjectName(SubjectKind.PRODUCT, "p".repeat(length));
  }

  private static Objective named(String name) {
    Objective freshness = Objectives.freshness(4);
    return new Objective(
        name,
        freshness.text(),
        freshness.comparison(),
        freshness.target(),
        freshness.unit(),
        null,
        null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"freshness", "query-p95", "row_count", "v1.latency", "9to5"})
  void aNameOfSmallLettersDigitsDotsHyphensAndUnderscoresIsOne(String name) {
    assertThat(ObjectiveNames.problem(PRODUCT, List.of(named(name)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Freshness", "data freshness", "-p95", "a/b", "é"})
  void anythingElseIsNone(String name) {
    assertThat(ObjectiveNames.problem(PRODUCT, List.of(named(name))))
        .hasValueSatisfying(problem -> assertThat(problem).contains("`" + name + "`"));
  }

  @Test
  void aNameHasAtMostEightyCharacters() {
    assertThat(ObjectiveNames.problem(PRODUCT, List.of(named("n".repeat(80))))).isEmpty();
    assertThat(ObjectiveNames.problem(PRODUCT, List.of(named("n".repeat(81))))).isPresent();
  }

  @Test
  void aNameStandsOnlyOnceInADocument() {
    assertThat(ObjectiveNames.problem(PRODUCT, List.of(named("a"), named("b"), named("a"))))
        .hasValue("the objective `a` stands twice in one document");
  }

  @Test
  void whatPromisesLeavesRoomForTheNameOfWhatItPromises() {
    SubjectName longest = longNamed(ObjectiveNames.MAX_PROMISER);
    SubjectName contract = new SubjectName(SubjectKind.CONTRACT, longest.path());
    String name = "n".repeat(ObjectiveNames.MAX_LENGTH);

    assertThat(ObjectiveNames.problem(longest, List.of(named(name)))).isEmpty();
    assertThat(new SubjectName(SubjectKind.SLO, contract + "/" + name)).isNotNull();
    assertThat(ObjectiveNames.problem(longNamed(211), List.of(named("a")))).isPresent();
    assertThat(ObjectiveNames.problem(longNamed(211), List.of())).isEmpty();
  }
}
