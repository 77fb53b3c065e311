package dev.daybook.views;

import dev.daybook.access.AccessEvent.TokenIssued;
import dev.daybook.access.AccessEvent.TokenRevoked;
import dev.daybook.ceiling.CeilingEvent.CeilingLowered;
import dev.daybook.ceiling.CeilingEvent.CeilingRaised;
import dev.daybook.ceiling.CeilingEvent.CeilingRemoved;
import dev.daybook.contract.ContractEvent.ContractDraftReplaced;
import dev.daybook.contract.ContractEvent.ContractStatusChanged;
import dev.daybook.contract.ContractEvent.ContractVersionPublished;
import dev.daybook.contract.ContractEvent.ContractVersionWithdrawn;
import dev.daybook.contract.ContractStatus;
import dev.daybook.decision.Actor;
import dev.daybook.decision.Effect;
import dev.daybook.decision.Outcome;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.domain.DomainEvent.DomainChanged;
import dev.daybook.domain.DomainEvent.DomainRegistered;
import dev.daybook.domain.DomainSpec;
import dev.daybook.mesh.Objective.Unit;
import dev.daybook.mesh.ObjectiveChange;
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
import dev.daybook.policy.PolicyEvent.PolicyActivated;
import dev.daybook.policy.PolicyEvent.PolicyApproved;
import dev.daybook.policy.PolicyEvent.PolicyPublished;
import dev.daybook.policy.PolicyEvent.PolicyWithdrawn;
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
import dev.daybook.product.ProductEvent.ProductReinstated;
import dev.daybook.product.ProductEvent.ProductRetired;
import dev.daybook.product.ProductEvent.ProductVersionPublished;
import dev.daybook.rotation.RotationEvent.KeysRotated;
import dev.daybook.slo.SloEvent.BreachOpened;
import dev.daybook.slo.SloEvent.BreachRecovered;
import dev.daybook.slo.SloEvent.MeasurementCorrected;
import dev.daybook.slo.SloEvent.MeasurementReported;
import dev.daybook.slo.SloEvent.ObjectiveChanged;
import dev.daybook.slo.SloEvent.ObjectiveDropped;
import dev.daybook.tag.TagEvent.MomentTagged;
import dev.daybook.team.TeamEvent.TeamChanged;
import dev.daybook.team.TeamEvent.TeamRegistered;
import dev.daybook.team.TeamSpec;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;

/** Whole histories, for tests that compare what comes of them. */
final class Histories {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private Histories() {}

  static void everythingOnce(Book book) {
    everythingOnce(book, _ -> {});
  }

  /** Every event type at least once, in an order that can happen. */
  static void everythingOnce(Book book, Consumer<Book> between) {
    for (List<SubjectEvent> events : everything()) {
      book.record(events.toArray(SubjectEvent[]::new));
      between.accept(book);
    }
    book.deny(Samples.product("sales.Bad_Name"), Samples.finding("naming/form"));
  }

  /** What each command records. */
  static List<List<SubjectEvent>> everything() {
    return everything("sales", "What we sell", Book.ACTOR);
  }

  /** The same in another domain, by another actor. */
  static List<List<SubjectEvent>> everything(String domain, String description, String actorId) {
    List<List<SubjectEvent>> all = new ArrayList<>();
    String path = domain + ".customer-360";
    String team = domain + "-data-team";
    SubjectName product = Samples.product(path);
    SubjectName slo = Samples.slo(path + "/completeness");
    SubjectName contract = new SubjectName(SubjectKind.CONTRACT, domain + ".customers");
    SubjectName policy = new SubjectName(SubjectKind.POLICY, domain + "-naming");
    SubjectName actor = new SubjectName(SubjectKind.ACTOR, actorId);
    Version one = new Version("1.0.0");
    Version two = new Version("2.0.0");
    ObjectiveChange none = ObjectiveChange.none();
    all.add(
        List.of(
            new TokenIssued(
                actor,
                "Ada",
                Actor.Kind.PERSON,
                List.of(Actor.Role.ADMIN),
                null,
                null,
                "a".repeat(64))));
    all.add(List.of(new DomainRegistered(domain(domain, description))));
    all.add(
        List.of(
            new DomainChanged(
                domain(domain, description + " and to whom"), List.of("/description"))));
    all.add(List.of(new TeamRegistered(team(team, "#sales"))));
    all.add(List.of(new TeamChanged(team(team, "#sales-data"), List.of("/channel"))));
    all.add(
        List.of(
            new PolicyPublished(
                policy,
                one,
                "b".repeat(64),
                "Naming",
                null,
                null,
                null,
                null,
                Effect.WARN,
                List.of(),
                List.of(),
                List.of(),
                null)));
    all.add(List.of(new PolicyApproved(policy, one, "b".repeat(64), actor.path(), "read it")));
    all.add(
        List.of(
            new PolicyActivated(
                policy, one, "b".repeat(64), null, "agreed", null, SecondPerson.SETTING_OFF)));
    all.add(
        List.of(
            new PolicyPublished(
                policy,
                two,
                "c".repeat(64),
                "Naming",
                "stricter",
                null,
                null,
                null,
                Effect.DENY,
                List.of(),
                List.of(domain),
                List.of(),
                null)));
    all.add(
        List.of(
            new PolicyActivated(
                policy, two, "c".repeat(64), one, "stricter", null, SecondPerson.SETTING_OFF)));
    all.add(List.of(new PolicyWithdrawn(policy, two, "too strict")));
    SubjectName params = new SubjectName(SubjectKind.PARAMS, domain + "-naming");
    all.add(
        List.of(
            new ParamsPublished(
                params,
                one,
                "d".repeat(64),
                null,
                "Naming",
                null,
                team,
                List.of(domain),
                Map.of("rule", "naming"))));
    all.add(
        List.of(
            new ParamsPublished(
                params, two, "e".repeat(64), one, null, "all", null, List.of(), Map.of())));
    all.add(List.of(new ParamsWithdrawn(params, two, "no longer needed")));
    all.add(
        List.of(
            Samples.registered(
                Samples.spec(
                    path,
                    "1.0.0",
                    "gold",
                    List.of("crm", "a \"quoted\\ tag\""),
                    List.of("salesforce", domain + ".orders"))),
            Samples.declared(path)));
    all.add(
        List.of(
            new ProductAmended(
                Samples.spec(path, "1.0.0", "gold", List.of("crm"), List.of("salesforce")),
                List.of("/inputPorts/1", "/tags/1"),
                none)));
    all.add(
        List.of(
            new ProductVersionPublished(
                Samples.spec(path, "1.1.0", "gold", List.of(), List.of("erp")),
                one,
                List.of("/version"),
                none)));
    all.add(
        List.of(
            new ProductHandedOver(
                product, Party.team(team), Party.team("crm-team"), "reorganised")));
    all.add(List.of(measured(slo, 1, "0.995", true, false, "prod")));
    all.add(
        List.of(
            measured(slo, 2, "0.90", false, false, "prod"),
            new BreachOpened(
                slo,
                id(2),
                NOON.plusSeconds(2),
                new BigDecimal("0.90"),
                new BigDecimal("0.99"),
                Unit.FRACTION)));
    all.add(List.of(measured(slo, 0, "0.80", false, true, "prod")));
    all.add(List.of(measured(slo, 3, "0.50", false, false, "test")));
    all.add(
        List.of(
            new MeasurementCorrected(
                slo,
                id(2),
                NOON.plusSeconds(2),
                new BigDecimal("0.999"),
                new BigDecimal("0.90"),
                Unit.FRACTION,
                true,
                "counted twice"),
            new BreachRecovered(
                slo,
                id(2),
                NOON.plusSeconds(2),
                NOON.plusSeconds(2),
                new BigDecimal("0.999"),
                Unit.FRACTION)));
    all.add(List.of(new ObjectiveChanged(slo, product, Samples.completeness())));
    all.add(
        List.of(
            measured(slo, 5, "0.1", false, false, "prod"),
            new BreachOpened(
                slo,
                id(5),
                NOON.plusSeconds(5),
                new BigDecimal("0.1"),
                new BigDecimal("0.99"),
                Unit.FRACTION)));
    all.add(
        List.of(
            new ContractVersionPublished(
                Samples.contract(domain + ".customers", "1.0.0", "customer-360"),
                ContractStatus.DRAFT,
                null,
                none)));
    all.add(
        List.of(
            new ContractDraftReplaced(
                Samples.contract(domain + ".customers", "1.0.0", "customer-360"),
                ContractStatus.PROPOSED,
                List.of("/description"),
                none)));
    all.add(
        List.of(
            new ContractStatusChanged(
                contract, one, ContractStatus.PROPOSED, ContractStatus.ACTIVE, "signed", none)));
    all.add(
        List.of(
            new ContractVersionPublished(
                Samples.contract(domain + ".customers", "2.0.0", "customer-360"),
                ContractStatus.ACTIVE,
                one,
                none)));
    all.add(List.of(new ContractVersionWithdrawn(contract, two, 42, "sent too early", none)));
    all.add(
        List.of(
            new ProductDeprecated(
                product, new Version("1.1.0"), LocalDate.of(2027, 1, 1), "replaced")));
    all.add(
        List.of(
            new ProductRetired(
                product,
                new Version("1.1.0"),
                "replaced",
                new ObjectiveChange(List.of(), List.of("completeness"))),
            new ObjectiveDropped(slo)));
    all.add(List.of(new ProductReinstated(product, new Version("1.1.0"), "still used", none)));
    for (List<RulePosture> rules :
        List.of(
            List.of(
                new RulePosture(domain + "-naming/form", null, Outcome.PASS),
                new RulePosture(domain + "-naming/length", null, Outcome.UNJUDGED)),
            List.of(new RulePosture(domain + "-naming/length", Outcome.UNJUDGED, Outcome.FAIL)),
            List.of(new RulePosture(domain + "-naming/form", Outcome.PASS, null)))) {
      all.add(List.of(posture(product, domain + "-naming", rules)));
    }
    all.add(List.of(new PostureAssessed(Posture.ALL, 7, 5, null, "product/x", 12, 3, NOON)));
    all.add(List.of(new TokenRevoked(actor, "a".repeat(64), "left")));
    SubjectName ceiling = new SubjectName(SubjectKind.CEILING, domain);
    all.add(List.of(new CeilingLowered(ceiling, Effect.AUDIT, null, "governance begins")));
    all.add(List.of(new CeilingRaised(ceiling, Effect.WARN, Effect.AUDIT, "people are told")));
    all.add(List.of(new CeilingRemoved(ceiling, Effect.WARN, "like all others")));
    SubjectName waiver = new SubjectName(SubjectKind.WAIVER, domain + "-crm");
    SubjectName urgent = new SubjectName(SubjectKind.WAIVER, domain + "-urgent");
    Waived naming = Waived.parse("naming/form");
    Instant spring = Instant.parse("2027-04-01T00:00:00Z");
    Instant summer = Instant.parse("2027-07-01T00:00:00Z");
    String other = "act_00000000000000bb";
    all.add(
        List.of(
            new WaiverRequested(
                waiver, product, naming, "crm-team", "a new CRM", "T-1", spring, actorId)));
    all.add(
        List.of(new WaiverApproved(waiver, 1, product, naming, spring, actorId, other, "agreed")));
    all.add(List.of(new WaiverRenewalRequested(waiver, 2, "it is late", "T-2", summer, actorId)));
    all.add(List.of(new WaiverRejected(waiver, 2, "no", other)));
    all.add(List.of(new WaiverRevoked(waiver, "done", other)));
    all.add(
        List.of(
            new EmergencyWaiverGranted(
                urgent, product, naming, "crm-team", "down", "I-1", spring, "team", actorId)));
    all.add(List.of(new WaiverReviewed(urgent, false, "it was none", other)));
    SubjectName person = new SubjectName(SubjectKind.PERSON, actorId.replace("act_", "per_"));
    all.add(List.of(new PersonDisclosed(person, "q2.evidence", "audit")));
    all.add(List.of(new HoldPlaced(person, "case-7", "preservation order")));
    all.add(List.of(new HoldLifted(person, "case-7", "settled")));
    all.add(List.of(new ErasureRequested(person, "GDPR Art. 17(1)(b)", "asked", actorId)));
    all.add(List.of(new ErasureRejected(person, "still employed")));
    all.add(List.of(new ErasureRequested(person, "GDPR Art. 17(1)(b)", "left", actorId)));
    all.add(
        List.of(
            new PersonErased(person, "GDPR Art. 17(1)(b)", actorId, "act_ffffffffffffffff", "ok")));
    all.add(List.of(new KeyDestroyed(person, List.of())));
    all.add(
        List.of(
            new KeysRotated(
                KeysRotated.subject("daybook/" + domain),
                3,
                "iiq+yu+Pz0GJ9OZMFdfUJhwUJRvf4oYcY90ek68bmUs=",
                List.of("a+00000000+AQ==", "a+00000001+Bg=="),
                List.of("a+00000002+AQ==", "a+00000003+Bg=="),
                "AA==",
                "AA==")));
    all.add(
        List.of(
            new MomentTagged(
                SubjectName.parse("tag/quarter-" + domain), 7, "the books are closed")));
    SubjectName view = SubjectName.parse("view/catalog-of-" + domain);
    all.add(List.of(new EntryRetried(view, 7, "it has room now")));
    all.add(List.of(new EntrySkipped(view, 7, "nobody asks for it")));
    return all;
  }

  private static PostureChanged posture(
      SubjectName product, String policy, List<RulePosture> rules) {
    return new PostureChanged(
        Posture.of(product),
        product,
        3,
        9,
        NOON,
        List.of(
            new PolicyPosture(
                policy,
                "2.0.0",
                "c".repeat(64),
                null,
                null,
                List.of("GDPR-Art-32"),
                Cause.POLICY_CHANGED,
                9L,
                rules)));
  }

  /**
   * The same for so many domains, their commands taking turns as it comes; long descriptions among
   * them, and the views never far behind.
   */
  static void everythingOften(Book book, int domains) {
    Random random = new Random(20_260_301);
    List<Deque<List<SubjectEvent>>> waiting = new ArrayList<>();
    for (int i = 0; i < domains; i++) {
      String description = "What we sell, at length: %s".formatted("all ".repeat(50_000));
      waiting.add(
          new ArrayDeque<>(everything("sales-" + i, description, "act_%016x".formatted(i))));
    }
    for (int command = 0; !waiting.isEmpty(); command++) {
      int turn = random.nextInt(waiting.size());
      book.record(waiting.get(turn).remove().toArray(SubjectEvent[]::new));
      if (waiting.get(turn).isEmpty()) {
        waiting.remove(turn);
      }
      if (command % 100 == 0) {
        book.settle();
      }
    }
    book.settle();
  }

  /** Every row of every view as it is, cut where it is long, with its digest. */
  static List<String> everyRowWhole(Book book) {
    List<String> all = new ArrayList<>();
    for (View view : AllViews.views()) {
      for (Table<?> table : view.tables()) {
        book.rows(
                "SELECT left(t::text, 300) || ' ' || md5(t::text) FROM views.%s AS t ORDER BY 1"
                    .formatted(table.name()))
            .forEach(row -> all.add(table.name() + " " + row));
      }
    }
    return all;
  }

  /** Every row of every view, without what differs between two runs. */
  static List<String> everyRow(Book book) {
    List<String> all = new ArrayList<>();
    for (View view : AllViews.views()) {
      for (Table<?> table : view.tables()) {
        book.rows(
                """
                SELECT (to_jsonb(t) - ARRAY['recorded_at', 'changed_at', 'registered_at',
                  'published_at', 'approved_at', 'requested_at', 'decided_at', 'active_since', 'until',
                  'set_at', 'id', 'decision', 'part'])::text
                FROM views.%s AS t ORDER BY 1
                """
                    .formatted(table.name()))
            .forEach(row -> all.add(table.name() + " " + row));
      }
    }
    return all;
  }

  private static UUID id(int number) {
    return new UUID(0, number);
  }

  private static MeasurementReported measured(
      SubjectName slo, int number, String value, boolean met, boolean late, String environment) {
    return new MeasurementReported(
        slo,
        id(number),
        NOON.plusSeconds(number),
        new BigDecimal(value),
        Unit.FRACTION,
        environment,
        "run-" + number,
        met,
        late);
  }

  static DomainSpec domain(String name, String description) {
    return new DomainSpec(
        name,
        description,
        Party.team("sales-data-team"),
        List.of(),
        List.of("order taking"),
        List.of("orders"),
        List.of(),
        Map.of());
  }

  static TeamSpec team(String name, String channel) {
    return new TeamSpec(
        name,
        null,
        List.of(),
        channel,
        "sales-data@example.com",
        null,
        List.of(),
        List.of("sales"),
        Map.of());
  }
}
