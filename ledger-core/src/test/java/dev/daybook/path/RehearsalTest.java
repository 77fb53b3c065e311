package dev.daybook.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Actor;
import dev.daybook.decision.Context;
import dev.daybook.decision.Effect;
import dev.daybook.decision.Finding;
import dev.daybook.decision.Outcome;
import dev.daybook.decision.Severity;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.domain.DomainCommand.RegisterDomain;
import dev.daybook.domain.DomainSpec;
import dev.daybook.path.Answer.Result;
import dev.daybook.product.ProductCommand.PublishProduct;
import dev.daybook.product.ProductCommand.ReinstateProduct;
import dev.daybook.product.Products;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RehearsalTest {

  private static final Instant NOON = Instant.parse("2026-03-31T12:00:00Z");
  private static final Actor CHECK =
      new Actor("act_00000000000000aa", "check", Actor.Kind.SERVICE, Set.of(), null);

  private final RecordingGate gate = new RecordingGate();
  private final Rehearsal rehearsal = new Rehearsal(gate);

  @Test
  void whatIsAcceptedHasHappenedForThoseAfterIt() {
    PublishProduct publish = new PublishProduct(Products.customer360());
    assertThat(submit(publish).result()).isEqualTo(Result.ACCEPTED);
    assertThat(submit(publish).result()).isEqualTo(Result.UNCHANGED);
  }

  @Test
  void aDeniedCommandLeavesNothingBehind() {
    PublishProduct publish = new PublishProduct(Products.customer360());
    gate.findings = List.of(denial());
    assertThat(submit(publish).result()).isEqualTo(Result.DENIED);
    gate.findings = List.of();
    assertThat(submit(publish).result()).isEqualTo(Result.ACCEPTED);
  }

  @Test
  void theDomainsOwnRulesAreAskedToo() {
    Answer answer =
        submit(new ReinstateProduct(Products.customer360().subject(), "it never was there"));
    assertThat(answer.result()).isEqualTo(Result.DENIED);
    assertThat(answer.findings())
        .extracting(Finding::rule)
        .containsExactly("daybook/not-registered");
  }

  @Test
  void aDomainRegisteredBeforeIsKnown() {
    PublishProduct publish = new PublishProduct(Products.customer360());
    assertThat(submit(publish).findings())
        .extracting(Finding::rule)
        .containsExactly("daybook/domain-unregistered");

    Rehearsal after = new Rehearsal(gate);
    after.submit(submission(new RegisterDomain(domain(Products.customer360().domain()))));
    assertThat(after.submit(submission(publish)).findings()).isEmpty();
  }

  private Answer submit(SubjectCommand command) {
    return rehearsal.submit(submission(command));
  }

  private static Submission submission(SubjectCommand command) {
    return new Submission(
        CommandId.of("check", "key", 0), command, CHECK, Context.prod(), null, NOON, true);
  }

  private static DomainSpec domain(String name) {
    return new DomainSpec(name, null, null, List.of(), List.of(), List.of(), List.of(), Map.of());
  }

  private static Finding denial() {
    return new Finding(
        "house/closed",
        Outcome.FAIL,
        Effect.DENY,
        Severity.ERROR,
        "the house is closed",
        "",
        null,
        null,
        null,
        null,
        null,
        null,
        List.of());
  }
}
