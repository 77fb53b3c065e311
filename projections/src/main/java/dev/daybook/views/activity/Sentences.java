package dev.daybook.views.activity;

import dev.daybook.access.AccessEvent;
import dev.daybook.access.AccessEvent.TokenIssued;
import dev.daybook.access.AccessEvent.TokenRevoked;
import dev.daybook.ceiling.CeilingEvent;
import dev.daybook.ceiling.CeilingEvent.CeilingLowered;
import dev.daybook.ceiling.CeilingEvent.CeilingRaised;
import dev.daybook.ceiling.CeilingEvent.CeilingRemoved;
import dev.daybook.contract.ContractEvent;
import dev.daybook.contract.ContractEvent.ContractDraftReplaced;
import dev.daybook.contract.ContractEvent.ContractStatusChanged;
import dev.daybook.contract.ContractEvent.ContractVersionPublished;
import dev.daybook.contract.ContractEvent.ContractVersionWithdrawn;
import dev.daybook.decision.DecisionRecorded;
import dev.daybook.decision.Effect;
import dev.daybook.decision.Finding;
import dev.daybook.decision.Outcome;
import dev.daybook.domain.DomainEvent;
import dev.daybook.domain.DomainEvent.DomainChanged;
import dev.daybook.domain.DomainEvent.DomainRegistered;
import dev.daybook.mesh.Quantity;
import dev.daybook.params.ParamsEvent;
import dev.daybook.params.ParamsEvent.ParamsPublished;
import dev.daybook.params.ParamsEvent.ParamsWithdrawn;
import dev.daybook.parked.ParkedEvent;
import dev.daybook.parked.ParkedEvent.EntryRetried;
import dev.daybook.parked.ParkedEvent.EntrySkipped;
import dev.daybook.policy.PolicyEvent;
import dev.daybook.policy.PolicyEvent.PolicyActivated;
import dev.daybook.policy.PolicyEvent.PolicyApproved;
import dev.daybook.policy.PolicyEvent.PolicyPublished;
import dev.daybook.policy.PolicyEvent.PolicyWithdrawn;
import dev.daybook.posture.PostureEvent.PostureChanged;
import dev.daybook.posture.PostureEvent.RulePosture;
import dev.daybook.product.ProductEvent;
import dev.daybook.product.ProductEvent.ProductAmended;
import dev.daybook.product.ProductEvent.ProductDeprecated;
import dev.daybook.product.ProductEvent.ProductHandedOver;
import dev.daybook.product.ProductEvent.ProductRegistered;
import dev.daybook.product.ProductEvent.ProductReinstated;
import dev.daybook.product.ProductEvent.ProductRetired;
import dev.daybook.product.ProductEvent.ProductVersionPublished;
import dev.daybook.slo.SloEvent;
import dev.daybook.slo.SloEvent.BreachOpened;
import dev.daybook.slo.SloEvent.BreachRecovered;
import dev.daybook.slo.SloEvent.MeasurementCorrected;
import dev.daybook.slo.SloEvent.MeasurementReported;
import dev.daybook.slo.SloEvent.ObjectiveChanged;
import dev.daybook.slo.SloEvent.ObjectiveDeclared;
import dev.daybook.slo.SloEvent.ObjectiveDropped;
import dev.daybook.tag.TagEvent;
import dev.daybook.tag.TagEvent.MomentTagged;
import dev.daybook.team.TeamEvent;
import dev.daybook.team.TeamEvent.TeamChanged;
import dev.daybook.team.TeamEvent.TeamRegistered;
import dev.daybook.waiver.WaiverEvent;
import dev.daybook.waiver.WaiverEvent.EmergencyWaiverGranted;
import dev.daybook.waiver.WaiverEvent.WaiverApproved;
import dev.daybook.waiver.WaiverEvent.WaiverRejected;
import dev.daybook.waiver.WaiverEvent.WaiverRenewalRequested;
import dev.daybook.waiver.WaiverEvent.WaiverRequested;
import dev.daybook.waiver.WaiverEvent.WaiverReviewed;
import dev.daybook.waiver.WaiverEvent.WaiverRevoked;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an event says in words, read behind its subject's name: {@code sales.customer-360} "version
 * 2.1.0 registered". No names of persons; null for what the feed leaves out.
 */
final class Sentences {

  private Sentences() {}

  static String of(ProductEvent event) {
    return switch (event) {
      case ProductRegistered e -> "registered with version %s".formatted(e.spec().version());
      case ProductVersionPublished e ->
          "version %s published after %s%s"
              .formatted(e.spec().version(), e.previous(), changed(e.changed()));
      case ProductAmended e ->
          "version %s amended%s".formatted(e.spec().version(), changed(e.changed()));
      case ProductHandedOver e -> "handed over: %s".formatted(e.reason());
      case ProductDeprecated e ->
          "deprecated, served until %s: %s".formatted(e.sunset(), e.reason());
      case ProductRetired e -> "retired: %s".formatted(e.reason());
      case ProductReinstated e -> "reinstated: %s".formatted(e.reason());
    };
  }

  static String of(ContractEvent event) {
    return switch (event) {
      case ContractVersionPublished e ->
          "version %s published as %s".formatted(e.spec().version(), e.status().word());
      case ContractDraftReplaced e ->
          "draft %s replaced, now %s%s"
              .formatted(e.spec().version(), e.status().word(), changed(e.changed()));
      case ContractStatusChanged e ->
          "version %s went from %s to %s%s"
              .formatted(e.version(), e.from().word(), e.to().word(), because(e.reason()));
      case ContractVersionWithdrawn e ->
          "version %s withdrawn, published by mistake at position %d: %s"
              .formatted(e.version(), e.position(), e.reason());
    };
  }

  static String of(PolicyEvent event) {
    return switch (event) {
      case PolicyPublished e -> "version %s published".formatted(e.version());
      case PolicyApproved e -> "version %s approved: %s".formatted(e.version(), e.reason());
      case PolicyActivated e ->
          "version %s in force%s%s: %s"
              .formatted(
                  e.version(),
                  e.previous() == null ? "" : " in place of " + e.previous(),
                  e.approvedBy() == null ? ", approved by nobody" : "",
                  e.reason());
      case PolicyWithdrawn e -> "version %s out of force: %s".formatted(e.version(), e.reason());
    };
  }

  static String of(ParamsEvent event) {
    return switch (event) {
      case ParamsPublished e ->
          "version %s in force%s"
              .formatted(e.version(), e.previous() == null ? "" : " in place of " + e.previous());
      case ParamsWithdrawn e -> "version %s out of force: %s".formatted(e.version(), e.reason());
    };
  }

  static String of(CeilingEvent event) {
    return switch (event) {
      case CeilingRaised e ->
          "raised%s to %s: %s".formatted(from(e.previous()), e.level().word(), e.reason());
      case CeilingLowered e ->
          "lowered%s to %s: %s".formatted(from(e.previous()), e.level().word(), e.reason());
      case CeilingRemoved e -> "removed, was %s: %s".formatted(e.level().word(), e.reason());
    };
  }

  static String of(TagEvent event) {
    return switch (event) {
      case MomentTagged e -> "set on position %d: %s".formatted(e.position(), e.reason());
    };
  }

  static String of(ParkedEvent event) {
    return switch (event) {
      case EntryRetried e ->
          "told to take in position %d once more: %s".formatted(e.position(), e.reason());
      case EntrySkipped e ->
          "told to go on without position %d: %s".formatted(e.position(), e.reason());
    };
  }

  static String of(WaiverEvent event) {
    return switch (event) {
      case WaiverRequested e ->
          "of %s for %s asked for until %s: %s"
              .formatted(e.waives(), e.covers(), e.expires(), e.reason());
      case WaiverRenewalRequested e ->
          "asked for again until %s: %s".formatted(e.expires(), e.reason());
      case WaiverApproved e ->
          "of %s for %s granted until %s: %s"
              .formatted(e.waives(), e.covers(), e.expires(), e.reason());
      case WaiverRejected e -> "rejected: %s".formatted(e.reason());
      case WaiverRevoked e -> "revoked: %s".formatted(e.reason());
      case EmergencyWaiverGranted e ->
          "of %s for %s granted as an emergency until %s: %s"
              .formatted(e.waives(), e.covers(), e.expires(), e.reason());
      case WaiverReviewed e ->
          "reviewed, %s: %s".formatted(e.upheld() ? "upheld" : "not upheld and over", e.reason());
    };
  }

  private static String from(@Nullable Effect level) {
    return level == null ? "" : " from " + level.word();
  }

  static String of(DomainEvent event) {
    return switch (event) {
      case DomainRegistered _ -> "registered";
      case DomainChanged e -> "changed" + changed(e.changed());
    };
  }

  static String of(TeamEvent event) {
    return switch (event) {
      case TeamRegistered _ -> "registered";
      case TeamChanged e -> "changed" + changed(e.changed());
    };
  }

  static String of(AccessEvent event) {
    return switch (event) {
      case TokenIssued e ->
          "token issued with %s"
              .formatted(
                  e.roles().stream()
                      .map(role -> role.name().toLowerCase(java.util.Locale.ROOT))
                      .collect(Collectors.joining(", ")));
      case TokenRevoked e -> "token revoked: %s".formatted(e.reason());
    };
  }

  static @Nullable String of(SloEvent event) {
    return switch (event) {
      case ObjectiveDeclared e ->
          "%s promised: %s".formatted(e.objective().name(), e.objective().text());
      case ObjectiveChanged e ->
          "%s promised anew: %s".formatted(e.objective().name(), e.objective().text());
      case ObjectiveDropped _ -> "promised no longer";
      case MeasurementReported _ -> null;
      case MeasurementCorrected e ->
          "measurement of %s corrected from %s to %s: %s"
              .formatted(
                  e.measuredAt(),
                  Quantity.written(e.previous(), e.unit()),
                  Quantity.written(e.value(), e.unit()),
                  e.reason());
      case BreachOpened e ->
          "breached since %s: %s measured, %s promised"
              .formatted(
                  e.since(),
                  Quantity.written(e.value(), e.unit()),
                  Quantity.written(e.target(), e.unit()));
      case BreachRecovered e ->
          "recovered at %s with %s, breached since %s"
              .formatted(e.until(), Quantity.written(e.value(), e.unit()), e.since());
    };
  }

  static @Nullable String of(PostureChanged event) {
    List<String> parts =
        Stream.of(
                told(event, "fails", Outcome.FAIL),
                told(event, "cannot be judged by", Outcome.UNJUDGED),
                told(event, "is waived from", Outcome.WAIVED),
                passed(event))
            .flatMap(Optional::stream)
            .toList();
    return parts.isEmpty() ? null : String.join("; ", parts);
  }

  private static Optional<String> told(PostureChanged event, String verb, Outcome now) {
    return rules(event, verb, rule -> rule.now() == now && rule.was() != now);
  }

  private static Optional<String> passed(PostureChanged event) {
    return rules(event, "passes", rule -> rule.now() == Outcome.PASS && rule.was() != null);
  }

  private static Optional<String> rules(
      PostureChanged event, String verb, Predicate<RulePosture> which) {
    List<String> rules =
        event.policies().stream()
            .flatMap(policy -> policy.rules().stream())
            .filter(which)
            .map(RulePosture::rule)
            .toList();
    return rules.isEmpty() ? Optional.empty() : Optional.of(verb + " " + some(rules));
  }

  static @Nullable String of(DecisionRecorded event) {
    if (event.accepted()) {
      return null;
    }
    return "%s denied by %s"
        .formatted(
            event.command(),
            event.findings().stream()
                .filter(finding -> finding.effect() == Effect.DENY)
                .map(Finding::rule)
                .distinct()
                .collect(Collectors.joining(", ")));
  }

  private static String changed(List<String> pointers) {
    return pointers.isEmpty() ? "" : ": " + some(pointers);
  }

  /** At most three of them, so that a line stays a line. */
  private static String some(List<String> all) {
    String first = all.stream().limit(3).collect(Collectors.joining(", "));
    return all.size() > 3 ? "%s and %d more".formatted(first, all.size() - 3) : first;
  }

  private static String because(@Nullable String reason) {
    return reason == null ? "" : ": " + reason;
  }
}
