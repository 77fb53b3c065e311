package dev.daybook.params;

import static dev.daybook.decision.BuiltInRule.NOT_IN_FORCE;
import static dev.daybook.decision.BuiltInRule.NOT_REGISTERED;
import static dev.daybook.decision.BuiltInRule.REASON_MISSING;
import static dev.daybook.decision.BuiltInRule.VERSION_IMMUTABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Recorded;
import dev.daybook.decision.Scenario;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import dev.daybook.params.ParamsCommand.PublishParams;
import dev.daybook.params.ParamsCommand.WithdrawParams;
import dev.daybook.params.ParamsEvent.ParamsPublished;
import dev.daybook.params.ParamsEvent.ParamsWithdrawn;
import dev.daybook.seal.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParamsRulesTest {

  private static final ParamsText FIRST = naming("1.0.0", "values: {a: 1}\n");
  private static final ParamsText SECOND = naming("1.1.0", "values: {a: 2}\n");
  private static final SubjectName SUBJECT = FIRST.subject();

  private final Scenario<ParamsCommand, ParamsEvent, ParamsState> nothing =
      Scenario.of(new ParamsSlice());
  private final Scenario<ParamsCommand, ParamsEvent, ParamsState> published =
      nothing.after(new PublishParams(FIRST));

  @Test
  void publishingPutsInForceAndNamesTheVersionBefore() {
    nothing.when(new PublishParams(FIRST)).then(event(FIRST, null));
    published.when(new PublishParams(SECOND)).then(event(SECOND, FIRST.version()));
    assertThat(published.facts()).containsEntry("inForce", "1.0.0");
  }

  @Test
  void theSameBytesAgainChangeNothingBeTheirLineEndsTurned() {
    published.when(new PublishParams(FIRST)).unchanged();
    published.when(new PublishParams(naming("1.0.0", "values: {a: 1}\r\n"))).unchanged();
  }

  @Test
  void aVersionIsItsBytes() {
    published
        .when(new PublishParams(naming("1.0.0", "values: {a: 1} # one\n")))
        .refusedBy(VERSION_IMMUTABLE);
  }

  @Test
  void goingBackIsPublishingAnEarlierVersionAgain() {
    published
        .after(new PublishParams(SECOND))
        .when(new PublishParams(FIRST))
        .then(event(FIRST, SECOND.version()));
    assertThat(published.after(new PublishParams(SECOND), new PublishParams(FIRST)).facts())
        .containsEntry("versions", List.of("1.0.0", "1.1.0"))
        .containsEntry("inForce", "1.0.0");
  }

  @Test
  void withdrawingTakesItOutOfForceUntilItIsPublishedAgain() {
    Scenario<ParamsCommand, ParamsEvent, ParamsState> withdrawn =
        published.after(new WithdrawParams(SUBJECT, "wrong"));

    published
        .when(new WithdrawParams(SUBJECT, "wrong"))
        .then(new ParamsWithdrawn(SUBJECT, FIRST.version(), "wrong"));
    assertThat(withdrawn.facts()).doesNotContainKey("inForce");
    withdrawn.when(new WithdrawParams(SUBJECT, "again")).refusedBy(NOT_IN_FORCE);
    withdrawn.when(new PublishParams(FIRST)).then(event(FIRST, null));
  }

  @Test
  void whatWasNeverPublishedIsNotWithdrawnAndNothingIsWithoutAReason() {
    nothing.when(new WithdrawParams(SUBJECT, "r")).refusedBy(NOT_REGISTERED);
    published.when(new WithdrawParams(SUBJECT, " ")).refusedBy(REASON_MISSING);
  }

  @Test
  void commandsAreJudgedAgainAfterEveryEvent() {
    assertThat(ParamsEvent.class.getPermittedSubclasses())
        .allMatch(event -> event.getAnnotation(Recorded.class).changesPolicies());
  }

  private static ParamsPublished event(
      ParamsText params, @org.jspecify.annotations.Nullable Version previous) {
    return new ParamsPublished(
        SUBJECT,
        params.version(),
        params.sha256(),
        previous,
        params.title(),
        params.description(),
        params.owner(),
        params.domains(),
        params.selectedBy());
  }

  private static ParamsText naming(String version, String text) {
    return new ParamsText(
        "naming-sales",
        new Version(version),
        Sha256.hex(text.getBytes(StandardCharsets.UTF_8)),
        text,
        "How sales names its products",
        null,
        "sales-data",
        List.of("sales"),
        Map.of("rule", "naming"));
  }
}
