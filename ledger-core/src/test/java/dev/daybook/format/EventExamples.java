package dev.daybook.format;

import dev.daybook.access.AccessEvent.TokenIssued;
import dev.daybook.access.AccessEvent.TokenRevoked;
import dev.daybook.ceiling.CeilingEvent.CeilingLowered;
import dev.daybook.ceiling.CeilingEvent.CeilingRaised;
import dev.daybook.ceiling.CeilingEvent.CeilingRemoved;
import dev.daybook.contract.ContractEvent.ContractDraftReplaced;
import dev.daybook.contract.ContractEvent.ContractStatusChanged;
import dev.daybook.contract.ContractEvent.ContractVersionPublished;
import dev.daybook.contract.ContractEvent.ContractVersionWithdrawn;
import dev.daybook.contract.ContractSpec;
import dev.daybook.contract.ContractStatus;
import dev.daybook.contract.Contracts;
import dev.daybook.decision.Actor;
import dev.daybook.decision.Actor.Role;
import dev.daybook.decision.DecisionRecorded;
import dev.daybook.decision.Effect;
import dev.daybook.decision.Finding;
import dev.daybook.decision.Finding.Because;
import dev.daybook.decision.Finding.Failing;
import dev.daybook.decision.Finding.WaiverUsed;
import dev.daybook.decision.Judgement.CeilingUsed;
import dev.daybook.decision.Judgement.ParamsUsed;
import dev.daybook.decision.Judgement.PolicyUsed;
import dev.daybook.decision.Judgement.RuleOutcome;
import dev.daybook.decision.Outcome;
import dev.daybook.decision.Severity;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.domain.DomainEvent.DomainChanged;
import dev.daybook.domain.DomainEvent.DomainRegistered;
import dev.daybook.domain.Domains;
import dev.daybook.mesh.Objective;
import dev.daybook.mesh.Objective.Unit;
import dev.daybook.mesh.ObjectiveChange;
import dev.daybook.mesh.Objectives;
import dev.daybook.mesh.Party;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import dev.daybook.params.ParamsEvent.ParamsPublished;
import dev.daybook.params.ParamsEvent.ParamsWithdrawn;
import dev.daybook.parked.ParkedEvent.EntryRetried;
import dev.daybook.parked.ParkedEvent.EntrySkipped;
import dev.daybook.person.PersonEvent.ErasureRejected;
import dev.daybook.person.PersonEvent.ErasureRequested;
import dev.daybook.person.PersonEvent.HoldLifted;
import dev.daybook.person.PersonEvent.HoldPlaced;
import dev.daybook.person.PersonEvent.KeyDestroyed;
import dev.daybook.person.PersonEvent.PersonDisclosed;
import dev.daybook.person.PersonEvent.PersonErased;
import dev.daybook.policy.Policies;
import dev.daybook.policy.PolicyEvent.PolicyActivated;
import dev.daybook.policy.PolicyEvent.PolicyApproved;
import dev.daybook.policy.PolicyEvent.PolicyPublished;
import dev.daybook.policy.PolicyEvent.PolicyWithdrawn;
import dev.daybook.policy.PolicyText;
import dev.daybook.policy.SecondPerson;
import dev.daybook.posture.Cause;
import dev.daybook.posture.Posture;
import dev.daybook.posture.PostureEvent.PolicyPosture;
import dev.daybook.posture.PostureEvent.PostureAssessed;
import dev.daybook.posture.PostureEvent.PostureChanged;
import dev.daybook.posture.PostureEvent.RulePosture;
import dev.daybook.product.ProductEvent.ProductAmended;
import dev.daybook.product.ProductEvent.ProductDeprecated;
import dev.daybook.product.ProductEvent.ProductHandedOver;
import dev.daybook.product.ProductEvent.ProductRegistered;
import dev.daybook.product.ProductEvent.ProductReinstated;
import dev.daybook.product.ProductEvent.ProductRetired;
import dev.daybook.product.ProductEvent.ProductVersionPublished;
import dev.daybook.product.ProductSpec;
import dev.daybook.product.Products;
import dev.daybook.rotation.RotationEvent.KeysRotated;
import dev.daybook.slo.Consequences;
import dev.daybook.slo.SloEvent.BreachOpened;
import dev.daybook.slo.SloEvent.BreachRecovered;
import dev.daybook.slo.SloEvent.MeasurementCorrected;
import dev.daybook.slo.SloEvent.MeasurementReported;
import dev.daybook.slo.SloEvent.ObjectiveChanged;
import dev.daybook.slo.SloEvent.ObjectiveDeclared;
import dev.daybook.slo.SloEvent.ObjectiveDropped;
import dev.daybook.tag.TagEvent.MomentTagged;
import dev.daybook.team.TeamEvent.TeamChanged;
import dev.daybook.team.TeamEvent.TeamRegistered;
import dev.daybook.team.Teams;
import dev.daybook.waiver.Waived;
import dev.daybook.waiver.WaiverEvent.EmergencyWaiverGranted;
import dev.daybook.waiver.WaiverEvent.WaiverApproved;
import dev.daybook.waiver.WaiverEvent.WaiverRejected;
import dev.daybook.waiver.WaiverEvent.WaiverRenewalRequested;
import dev.daybook.waiver.WaiverEvent.WaiverRequested;
import dev.daybook.waiver.WaiverEvent.WaiverReviewed;
import dev.daybook.waiver.WaiverEvent.WaiverRevoked;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One example of every event, with everything in it that can be absent. */
public final class EventExamples {

  private static final String SHA256 = "9f86d081884c7d659a2feaa0c55ad015".repeat(2);
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.000125Z");
  private static final Instant EVENING = Instant.parse("2026-11-20T18:30:00Z");
  private static final UUID MEASUREMENT = UUID.fromString("0d9b1e5c-5d2f-4a53-9e0e-6c1f0f8a7b3d");
  private static final UUID DECISION = UUID.fromString("5f6c2a30-8d1b-8e44-a0c7-2b9d3e4f5a61");

  private static final ProductSpec SPEC = Products.customer360();
  private static final SubjectName PRODUCT = SPEC.subject();
  private static final ContractSpec AGREED = Contracts.transactions();
  private static final SubjectName CONTRACT = AGREED.subject();
  private static final PolicyText TEXT = Policies.piiHandling("1.0.0", "rules: []");
  private static final Objective PROMISE = Objectives.completeness("0.9950");
  private static final SubjectName SLO = Consequences.objectiveOf(PRODUCT, PROMISE.name());
  private static final ObjectiveChange CHANGE =
      new ObjectiveChange(List.of(Objectives.freshness(4)), List.of("accuracy"));
  private static final SubjectName ACTOR =
      new SubjectName(SubjectKind.ACTOR, "act_0123456789abcdef");

  private static final SubjectName PARAMS = new SubjectName(SubjectKind.PARAMS, "naming-sales");

  private static final SubjectName PERSON = SubjectName.parse("person/per_1f0c9d2e3b4a5c6d");
  private static final SubjectName CEILING = new SubjectName(SubjectKind.CEILING, "sales");
  private static final String APPROVER = "act_fedcba9876543210";

  private static final SubjectName WAIVER = new SubjectName(SubjectKind.WAIVER, "crm-migration");
  private static final Waived WAIVED = Waived.parse("pii-masking/masked");
  private static final String BY = "act_0123456789abcdef";

  private EventExamples() {}

  public static List<SubjectEvent> all() {
    return List.of(
        decision(),
        new DomainRegistered(Domains.sales()),
        new DomainChanged(Domains.sales(), List.of("/description")),
        new TeamRegistered(Teams.salesData()),
        new TeamChanged(Teams.salesData(), List.of("/members/1/mail", "/labels/~1spec~1floor")),
        new ProductRegistered(SPEC, new ObjectiveChange(SPEC.objectives(), List.of())),
        new ProductVersionPublished(
            SPEC, new Version("2.0.3"), List.of("/version", "/objectives/0/target"), CHANGE),
        new ProductAmended(SPEC, List.of("/description"), ObjectiveChange.none()),
        new ProductHandedOver(
            PRODUCT,
            new Party("ada@example.com", Party.Kind.MAIL, "Ada Byron", "ada@example.com"),
            Party.team("customer-data-team"),
            "reorganised"),
        new ProductDeprecated(
            PRODUCT, SPEC.version(), LocalDate.parse("2027-03-31"), "replaced by customer-720"),
        new ProductRetired(
            PRODUCT,
            SPEC.version(),
            "nobody reads it",
            new ObjectiveChange(List.of(), List.of("freshness", "completeness"))),
        new ProductReinstated(
            PRODUCT,
            SPEC.version(),
            "somebody does",
            new ObjectiveChange(SPEC.objectives(), List.of())),
        new ContractVersionPublished(AGREED, ContractStatus.ACTIVE, new Version("1.1.0"), CHANGE),
        new ContractDraftReplaced(
            AGREED, ContractStatus.DRAFT, List.of("/models/0/fields/0/values/3"), CHANGE),
        new ContractStatusChanged(
            CONTRACT,
            AGREED.version(),
            ContractStatus.DRAFT,
            ContractStatus.ACTIVE,
            "agreed with finance",
            CHANGE),
        new ContractVersionWithdrawn(
            CONTRACT, AGREED.version(), 4711, "published to the wrong mesh", CHANGE),
        new PolicyPublished(
            TEXT.subject(),
            TEXT.version(),
            TEXT.sha256(),
            TEXT.title(),
            TEXT.description(),
            TEXT.owner(),
            TEXT.contact(),
            TEXT.documentation(),
            TEXT.enforcement(),
            TEXT.stages(),
            TEXT.domains(),
            TEXT.controls(),
            ACTOR.path()),
        new PolicyApproved(
            TEXT.subject(), TEXT.version(), TEXT.sha256(), APPROVER, "read and agreed"),
        new PolicyActivated(
            TEXT.subject(),
            TEXT.version(),
            TEXT.sha256(),
            new Version("0.9.0"),
            "agreed",
            APPROVER,
            SecondPerson.WANTED),
        new PolicyWithdrawn(TEXT.subject(), TEXT.version(), "too strict"),
        new ParamsPublished(
            PARAMS,
            new Version("2.0.0"),
            SHA256,
            new Version("1.0.0"),
            "How sales names its products",
            "Agreed with the forum.",
            "sales-data",
            List.of("sales"),
            Map.of("rule", "naming")),
        new ParamsWithdrawn(PARAMS, new Version("2.0.0"), "no longer needed"),
        new ErasureRequested(
            PERSON, "GDPR Art. 17(1)(b)", "asked on 3 May", "act_1f0c9d2e3b4a5c6d"),
        new ErasureRejected(PERSON, "still employed"),
        new PersonErased(
            PERSON,
            "GDPR Art. 17(1)(b)",
            "act_1f0c9d2e3b4a5c6d",
            "act_8d2c4b6a0e1f3c5d",
            "checked by the data protection officer"),
        new KeyDestroyed(PERSON, List.of("statistics", "wal")),
        new PersonDisclosed(PERSON, "c0ffee".repeat(10) + "c0ff", "audit of the second quarter"),
        new HoldPlaced(PERSON, "case-2026-117", "preservation order"),
        new HoldLifted(PERSON, "case-2026-117", "settled"),
        new CeilingRaised(CEILING, Effect.DENY, Effect.WARN, "everybody has had a quarter"),
        new CeilingLowered(CEILING, Effect.AUDIT, Effect.WARN, "the migration is under way"),
        new CeilingRemoved(CEILING, Effect.AUDIT, "sales is like all others"),
        new PostureChanged(
            Posture.of(PRODUCT),
            PRODUCT,
            3,
            41,
            Instant.parse("2026-03-31T23:59:59.123456Z"),
            List.of(
                new PolicyPosture(
                    "product-naming",
                    "1.2.0",
                    "b".repeat(64),
                    new ParamsUsed("naming-sales", "2.0.0", "c".repeat(64)),
                    new ParamsUsed("naming-standard", "1.1.0", "d".repeat(64)),
                    List.of("GDPR-Art-32"),
                    Cause.PARAMS_CHANGED,
                    41L,
                    List.of(
                        new RulePosture("product-naming/form", Outcome.PASS, Outcome.FAIL, true),
                        new RulePosture("product-naming/length", null, Outcome.UNJUDGED),
                        new RulePosture("product-naming/prefix", Outcome.WAIVED, null))))),
        new PostureAssessed(
            Posture.ALL,
            57,
            41,
            "product/sales.customer-360",
            "product/sales.orders",
            1000,
            12,
            Instant.parse("2026-03-31T23:59:59.123456Z")),
        KeysRotated.of(SealExamples.rotation()),
        new MomentTagged(
            SubjectName.parse("tag/quarter-2026Q1"), 1_234, "the quarter's books are closed"),
        new EntryRetried(SubjectName.parse("view/catalog"), 1_234, "the column is wider now"),
        new EntrySkipped(
            SubjectName.parse("view/catalog"), 1_234, "the product was a mistake and is gone"),
        new WaiverRequested(
            WAIVER, PRODUCT, WAIVED, "sales-data", "the new CRM masks by then", "DM-7", NOON, BY),
        new WaiverRenewalRequested(WAIVER, 2, "the new CRM is late", "DM-8", EVENING, BY),
        new WaiverApproved(
            WAIVER, 2, PRODUCT, WAIVED, EVENING, BY, "act_00000000000000bb", "until summer"),
        new WaiverRejected(WAIVER, 2, "mask them now", BY),
        new WaiverRevoked(WAIVER, "it masks", BY),
        new EmergencyWaiverGranted(
            WAIVER, PRODUCT, WAIVED, "sales-data", "nobody can order", "INC-1", NOON, "team", BY),
        new WaiverReviewed(WAIVER, true, "it was one", BY),
        new ObjectiveDeclared(SLO, PRODUCT, PROMISE),
        new ObjectiveChanged(SLO, PRODUCT, PROMISE),
        new ObjectiveDropped(SLO),
        new MeasurementReported(
            SLO,
            MEASUREMENT,
            NOON,
            new BigDecimal("0.990"),
            Unit.FRACTION,
            "prod",
            "run-7",
            false,
            false),
        new MeasurementCorrected(
            SLO,
            MEASUREMENT,
            NOON,
            new BigDecimal("0.9999"),
            new BigDecimal("0.990"),
            Unit.FRACTION,
            true,
            "sensor was off"),
        new BreachOpened(
            SLO, MEASUREMENT, NOON, new BigDecimal("0.990"), PROMISE.target(), Unit.FRACTION),
        new BreachRecovered(
            SLO, MEASUREMENT, NOON, EVENING, new BigDecimal("0.9999"), Unit.FRACTION),
        new TokenIssued(
            ACTOR,
            "Ada Byron",
            Actor.Kind.PERSON,
            List.of(Role.READER, Role.PUBLISHER),
            "sales",
            Instant.parse("2027-01-01T00:00:00Z"),
            SHA256),
        new TokenRevoked(ACTOR, SHA256, "left the company"));
  }

  private static DecisionRecorded decision() {
    return new DecisionRecorded(
        DECISION,
        PRODUCT,
        "PublishProduct",
        SHA256,
        -1,
        12,
        List.of(
            new PolicyUsed(
                "product-naming",
                "1.0.0",
                SHA256,
                new ParamsUsed("naming-sales", "2.0.0", SHA256),
                new ParamsUsed("naming-standard", "1.1.0", SHA256))),
        List.of(
            new RuleOutcome(
                "product-naming/qualified-name", Outcome.WAIVED, Effect.WARN, Effect.DENY)),
        SHA256,
        SHA256,
        true,
        List.of(
            new Finding(
                "product-naming/qualified-name",
                Outcome.WAIVED,
                Effect.WARN,
                Severity.ERROR,
                "the qualified name `sales.Customer_360.v2` breaks the mesh's pattern",
                "/metadata/name",
                4,
                9,
                "Customer_360",
                "lower-case letters, digits and hyphens",
                "rename the product to `customer-360`",
                "governance@example.com",
                "https://example.com/naming",
                List.of("BCBS239-P3"),
                "NameBreaksPattern",
                Map.of(
                    "de",
                    "der Name `sales.Customer_360.v2` passt nicht zum Muster",
                    "en",
                    "the qualified name `sales.Customer_360.v2` breaks the mesh's pattern"),
                List.of(new Because("product.name", "Customer_360")),
                new Failing("product.name != '' && product.name.matches(params.pattern)", 22, 58),
                Effect.DENY,
                new WaiverUsed(WAIVER, BY, EVENING))),
        SHA256,
        NOON,
        "daybook-rules 1, cel-java 0.14.0, re2j 1.8, tzdb 2025b",
        new CeilingUsed(CEILING, Effect.WARN));
  }
}
