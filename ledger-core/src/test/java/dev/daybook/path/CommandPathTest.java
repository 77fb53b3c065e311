package dev.daybook.path;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.contract.ContractCommand.ChangeContractStatus;
import dev.daybook.contract.ContractCommand.PublishContract;
import dev.daybook.contract.ContractCommand.WithdrawContract;
import dev.daybook.contract.ContractSpec;
import dev.daybook.contract.ContractStatus;
import dev.daybook.contract.Contracts;
import dev.daybook.decision.Actor;
import dev.daybook.decision.BuiltInRule;
import dev.daybook.decision.Context;
import dev.daybook.decision.DecisionRecorded;
import dev.daybook.decision.Finding;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.document.Documents;
import dev.daybook.document.Format;
import dev.daybook.document.ReadDocument.Readable;
import dev.daybook.domain.DomainCommand.RegisterDomain;
import dev.daybook.domain.DomainSpec;
import dev.daybook.mesh.Objective;
import dev.daybook.mesh.Party;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import dev.daybook.policy.Policies;
import dev.daybook.policy.PolicyCommand.ActivatePolicy;
import dev.daybook.policy.PolicyCommand.PublishPolicy;
import dev.daybook.policy.SecondPerson;
import dev.daybook.product.ProductCommand.HandOverProduct;
import dev.daybook.product.ProductCommand.PublishProduct;
import dev.daybook.product.ProductCommand.ReinstateProduct;
import dev.daybook.product.ProductCommand.RetireProduct;
import dev.daybook.product.ProductEvent.ProductRegistered;
import dev.daybook.product.ProductSpec;
import dev.daybook.product.Products;
import dev.daybook.slo.SloEvent.ObjectiveDeclared;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import dev.daybook.store.TestLedger;
import dev.daybook.team.TeamCommand.RegisterTeam;
import dev.daybook.team.TeamSpec;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommandPathTest {

  private static final Instant NOON = Instant.parse("2026-03-31T12:00:00Z");
  private static final Actor ANA =
      new Actor("act_00000000000000aa", "ana", Actor.Kind.PERSON, Set.of(Actor.Role.ADMIN), null);

  private final TestLedger test = TestLedger.fresh(Slices.eventTypes());
  private final Ledger ledger = test.ledger();
  private final RecordingGate gate = new RecordingGate();
  private final MeshDirectory directory = new MeshDirectory(ledger);
  private final CommandPath path = new CommandPath(ledger, gate, directory);

  @AfterEach
  void close() {
    directory.close();
    test.close();
  }

  @Test
  void anAcceptedCommandRecordsItsDecisionThenItsEvents() throws InterruptedException {
    Answer answer = submit("k1", new PublishProduct(Products.customer360()));

    assertThat(answer.result()).isEqualTo(Answer.Result.ACCEPTED);
    List<LedgerEntry> entries = ledger.entries(1, 100);
    assertThat(entries).extracting(LedgerEntry::position).isEqualTo(answer.positions());
    assertThat(entries.getFirst().event()).isInstanceOf(DecisionRecorded.class);
    assertThat(entries.get(1).event()).isInstanceOf(ProductRegistered.class);
    assertThat(entries.subList(2, entries.size()))
        .extracting(LedgerEntry::event)
        .allSatisfy(event -> assertThat(event).isInstanceOf(ObjectiveDeclared.class));
    assertThat(entries)
        .allSatisfy(
            entry -> {
              assertThat(entry.metadata().decision()).isEqualTo(answer.decision());
              assertThat(entry.metadata().actor()).isEqualTo(ANA.id());
            });
  }

  @Test
  void itIsBusyForAMomentAfterEachAnswerAndThenNoLonger() throws InterruptedException {
    assertThat(path.isBusy()).isFalse();

    boolean busy = false;
    for (int i = 0; i < 10 && !busy; i++) { // a slow machine may miss the moment
      submit("k" + i, new PublishProduct(Products.customer360()));
      busy = path.isBusy();
    }

    assertThat(busy).isTrue();
    Thread.sleep(200);
    assertThat(path.isBusy()).isFalse();
  }

  @Test
  void aDeniedCommandRecordsItsDecisionAlone() throws InterruptedException {
    gate.findings = List.of(denial());

    Answer answer = submit("k1", new PublishProduct(Products.customer360()));

    assertThat(answer.result()).isEqualTo(Answer.Result.DENIED);
    assertThat(answer.positions()).containsExactly(1L);
    DecisionRecorded decision = decisionAt(1);
    assertThat(decision.accepted()).isFalse();
    assertThat(decision.findings()).extracting(Finding::rule).contains(denial().rule());
    assertThat(ledger.head().position()).isEqualTo(1);
  }

  @Test
  void aDenialTooIsMadeOnWhatStandsThoughAnotherNodeMovedIt() throws Exception {
    Ledger other = test.node();
    SubjectName subject = Products.customer360().subject();
    submit("k0", new PublishProduct(Products.customer360()));
    submit("k1", new RetireProduct(subject, "no longer read"));
    try (MeshDirectory otherDirectory = new MeshDirectory(other)) {
      new CommandPath(other, gate, otherDirectory)
          .submit(submission("k2", new ReinstateProduct(subject, "it is read"), false));
    }

    // This node last saw it retired, and what is retired is handed to nobody.
    assertThat(submit("k3", handOver(subject, "orders")).result())
        .isEqualTo(Answer.Result.ACCEPTED);
  }

  @Test
  void theDocumentIsKeptByteForByteAndNamedByAllThatFollowsFromIt() throws InterruptedException {
    byte[] bytes =
        "apiVersion: daybook/v1 # ours\nkind: Domain\nmetadata: {name: sales}\n"
            .getBytes(StandardCharsets.UTF_8);
    Readable document = (Readable) Documents.read(bytes, Format.YAML, "sales.yaml").getFirst();

    path.submit(
        new Submission(
            CommandId.of(ANA.id(), "k1", 0),
            document.command(),
            ANA,
            Context.prod(),
            Original.of(document),
            NOON,
            false));

    String digest = document.source().sha256();
    assertThat(ledger.content(digest))
        .hasValueSatisfying(kept -> assertThat(kept).isEqualTo(bytes));
    assertThat(ledger.entries(1, 10))
        .hasSizeGreaterThan(1)
        .allSatisfy(entry -> assertThat(entry.metadata().document()).isEqualTo(digest));
    assertThat(decisionAt(1).documentSha256()).isEqualTo(digest);
  }

  @Test
  void whatTheDomainForbidsIsDeniedUnderARuleOfItsOwn() throws InterruptedException {
    Answer answer =
        submit("k1", new RetireProduct(Products.customer360().subject(), "no longer read"));

    assertThat(answer.result()).isEqualTo(Answer.Result.DENIED);
    assertThat(answer.findings())
        .extracting(Finding::rule)
        .containsExactly(BuiltInRule.NOT_REGISTERED.id());
  }

  @Test
  void anIdenticalDocumentIsUnchangedAndNotRecorded() throws InterruptedException {
    submit("k1", new PublishProduct(Products.customer360()));
    long before = ledger.head().position();

    Answer answer = submit("k2", new PublishProduct(Products.customer360()));

    assertThat(answer.result()).isEqualTo(Answer.Result.UNCHANGED);
    assertThat(answer.decision()).isNull();
    assertThat(ledger.head().position()).isEqualTo(before);
  }

  @Test
  void aRepeatGetsTheFirstAnswerWhateverHappenedSince() throws InterruptedException {
    Answer first = submit("k1", new PublishProduct(Products.customer360()));
    submit("k2", new RetireProduct(Products.customer360().subject(), "no longer read"));
    long before = ledger.head().position();

    Answer again = submit("k1", new PublishProduct(Products.customer360()));

    assertThat(again.repeated()).isTrue();
    assertThat(again).usingRecursiveComparison().ignoringFields("repeated").isEqualTo(first);
    assertThat(ledger.head().position()).isEqualTo(before);
  }

  @Test
  void theSameIdWithAnotherPayloadIsRefused() throws InterruptedException {
    submit("k1", new PublishProduct(Products.customer360()));

    assertThatThrownBy(() -> submit("k1", new PublishProduct(Products.customer360("2.2.0"))))
        .isInstanceOf(IdempotencyConflict.class)
        .hasMessageContaining("another payload");
  }

  @Test
  void aDryRunAnswersAndRecordsNothing() throws InterruptedException {
    Answer answer = path.submit(submission("k1", new PublishProduct(Products.customer360()), true));

    assertThat(answer.result()).isEqualTo(Answer.Result.ACCEPTED);
    assertThat(answer.decision()).isNull();
    assertThat(ledger.head().position()).isZero();
    assertThat(submit("k1", new PublishProduct(Products.customer360())).result())
        .isEqualTo(Answer.Result.ACCEPTED);
  }

  @Test
  void aDomainNobodyRegisteredIsAWarning() throws InterruptedException {
    Answer answer = submit("k1", new PublishProduct(Products.customer360()));

    assertThat(answer.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule()).isEqualTo("daybook/domain-unregistered");
              assertThat(finding.fix()).contains("`sales`");
            });
    assertThat(gate.seen.getFirst().values().get("domain"))
        .isEqualTo(Map.of("name", "sales", "registered", false));
  }

  @Test
  void aDomainRegisteredJustBeforeIsKnown() throws InterruptedException {
    submit("k1", new RegisterDomain(sales()));

    Answer answer = submit("k2", new PublishProduct(Products.customer360()));

    assertThat(answer.findings()).isEmpty();
  }

  @Test
  void anOwnerByMailResolvesToTheTeam() throws InterruptedException {
    submit("k1", new RegisterTeam(salesTeam()));
    Party byMail = new Party("sales@example.com", Party.Kind.MAIL, null, "sales@example.com");

    submit("k2", new PublishProduct(Products.customer360().withOwner(byMail)));

    ProductRegistered registered =
        ledger.entries(1, 100).stream()
            .map(LedgerEntry::event)
            .filter(ProductRegistered.class::isInstance)
            .map(ProductRegistered.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(registered.spec().owner())
        .isEqualTo(new Party("sales-team", Party.Kind.TEAM, null, "sales@example.com"));
  }

  @Test
  void aWithdrawalCitesAnEntryOfItsOwnContract() throws InterruptedException {
    ContractSpec contract = Contracts.transactions();
    Answer published = submit("k1", new PublishContract(contract));
    long own = published.positions().get(1);

    Answer wrong = submit("k2", withdraw(contract, published.positions().getFirst()));
    Answer beyond = submit("k3", withdraw(contract, 4711));
    Answer right = submit("k4", withdraw(contract, own));

    assertThat(wrong.findings())
        .extracting(Finding::rule)
        .contains(BuiltInRule.POSITION_NOT_CITED.id());
    assertThat(beyond.result()).isEqualTo(Answer.Result.DENIED);
    assertThat(right.result()).isEqualTo(Answer.Result.ACCEPTED);
  }

  @Test
  void aWithdrawalCitesWhatPublishedThatVersion() throws InterruptedException {
    ContractSpec contract = Contracts.transactions();
    Answer published = submit("k1", new PublishContract(contract));
    Answer moved =
        submit(
            "k2",
            new ChangeContractStatus(
                contract.subject(), contract.version(), ContractStatus.DEPRECATED, "superseded"));
    Answer next =
        submit("k3", new PublishContract(Contracts.transactions("9.0.0", ContractStatus.ACTIVE)));

    for (Answer other : List.of(moved, next)) {
      Answer wrong = submit("w" + other.decision(), withdraw(contract, other.positions().get(1)));
      assertThat(wrong.findings())
          .extracting(Finding::rule)
          .containsExactly(BuiltInRule.POSITION_NOT_CITED.id());
    }
    assertThat(submit("w", withdraw(contract, published.positions().get(1))).result())
        .isEqualTo(Answer.Result.ACCEPTED);
  }

  @Test
  void theSameContractChangesNothingWhenItsOwnersTeamRegistersOrMoves()
      throws InterruptedException {
    PublishContract contract =
        new PublishContract(Contracts.transactions().withOwner(Party.parse("sales@example.com")));
    submit("k1", contract);
    submit("k2", new RegisterTeam(salesTeam()));

    assertThat(submit("k3", contract).result()).isEqualTo(Answer.Result.UNCHANGED);
    submit("k4", new RegisterTeam(team("sales-team", "else@example.com")));
    submit("k5", new RegisterTeam(team("other-team", "sales@example.com")));
    assertThat(submit("k6", contract).result()).isEqualTo(Answer.Result.UNCHANGED);
  }

  @Test
  void aTeamIsMeantByItsNameInWordsToo() throws InterruptedException {
    submit("k1", new RegisterTeam(salesTeam()));
    submit("k2", new PublishProduct(Products.customer360().withOwner(Party.parse("Sales Team"))));

    assertThat(ownerInTheEnd()).isEqualTo("sales-team");
  }

  @Test
  void aMailThatTwoTeamsShareIsNotForgottenWithOneOfThem() throws InterruptedException {
    submit("k1", new RegisterTeam(salesTeam()));
    submit("k2", new RegisterTeam(team("other-team", "sales@example.com")));
    submit("k3", new RegisterTeam(team("other-team", "other@example.com")));
    submit(
        "k4",
        new PublishProduct(Products.customer360().withOwner(Party.parse("sales@example.com"))));

    assertThat(ownerInTheEnd()).isEqualTo("sales-team");
  }

  private String ownerInTheEnd() {
    return ledger.entries(1, 100).stream()
        .map(LedgerEntry::event)
        .filter(ProductRegistered.class::isInstance)
        .map(event -> requireNonNull(((ProductRegistered) event).spec().owner()).id())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aRepeatOfALargeDocumentGetsAllOfTheFirstAnswer() throws InterruptedException {
    Objective[] many =
        IntStream.range(0, 1_200).mapToObj(CommandPathTest::objective).toArray(Objective[]::new);
    PublishProduct large = new PublishProduct(Products.customer360("3.0.0", many));

    Answer first = submit("k1", large);
    submit("k2", new RegisterDomain(sales()));

    assertThat(first.positions()).hasSize(1_202);
    assertThat(submit("k1", large).positions()).isEqualTo(first.positions());
  }

  private static Objective objective(int number) {
    return new Objective(
        "rows-" + number,
        "> 1",
        Objective.Comparison.MORE_THAN,
        BigDecimal.ONE,
        Objective.Unit.COUNT,
        null,
        null);
  }

  private static WithdrawContract withdraw(ContractSpec contract, long position) {
    return new WithdrawContract(
        contract.subject(), contract.version(), position, "published by mistake");
  }

  @Test
  void aDecisionNamesWhatItWasJudgedOn() throws InterruptedException {
    Answer answer = submit("k1", new PublishProduct(Products.customer360()));

    DecisionRecorded decision = decisionAt(1);
    assertThat(decision.judgedAt()).isEqualTo(-1);
    assertThat(decision.clock()).isEqualTo(NOON);
    assertThat(decision.engine()).isEqualTo("recording 1");
    assertThat(decision.traceSha256()).isEqualTo(RecordingGate.TRACE);
    assertThat(ledger.content(decision.factsSha256())).hasValue(gate.seen.getFirst().json());
    assertThat(decision.id()).isEqualTo(answer.decision());
    submit("k2", new RetireProduct(Products.customer360().subject(), "no longer read"));
    assertThat(decisionAt(answer.positions().getLast() + 1).judgedAt()).isZero();
  }

  @Test
  void aCommandJudgedBeforeAPolicyChangedIsJudgedAgain() throws InterruptedException {
    publishAndActivate();
    gate.policyPosition = 0;
    int before = gate.seen.size();

    Answer answer = submit("k9", new PublishProduct(Products.customer360()));

    assertThat(answer.result()).isEqualTo(Answer.Result.ACCEPTED);
    assertThat(gate.awaited).contains(ledger.head().policyPosition());
    assertThat(gate.seen).hasSize(before + 2);
    assertThat(decisionAt(answer.positions().getFirst()).policyPosition())
        .isEqualTo(ledger.head().policyPosition());
  }

  @Test
  void manyCallersOnOneSubjectGetOneRegistration() throws Exception {
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Answer>> calls =
          IntStream.range(0, 32)
              .<Callable<Answer>>mapToObj(
                  n -> () -> submit("k" + n, new PublishProduct(Products.customer360())))
              .toList();
      List<Answer.Result> results =
          callers.invokeAll(calls).stream().map(Future::resultNow).map(Answer::result).toList();

      assertThat(results).containsOnlyOnce(Answer.Result.ACCEPTED);
      assertThat(results).filteredOn(Answer.Result.UNCHANGED::equals).hasSize(31);
    }
  }

  @Test
  void twoNodesNeverRegisterOneSubjectTwice() throws Exception {
    Ledger other = test.node();
    try (MeshDirectory otherDirectory = new MeshDirectory(other);
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      CommandPath otherPath = new CommandPath(other, gate, otherDirectory);
      for (int round = 0; round < 20; round++) {
        String version = "3.%d.0".formatted(round);
        SubjectCommand publish = new PublishProduct(Products.customer360(version));
        Submission here = submission("here" + round, publish, false);
        Submission there = submission("there" + round, publish, false);
        List<Answer.Result> results =
            callers
                .invokeAll(
                    List.<Callable<Answer>>of(
                        () -> path.submit(here), () -> otherPath.submit(there)))
                .stream()
                .map(Future::resultNow)
                .map(Answer::result)
                .toList();
        assertThat(results)
            .containsExactlyInAnyOrder(Answer.Result.ACCEPTED, Answer.Result.UNCHANGED);
      }
    }
  }

  @Test
  void aNodeThatIsBehindJudgesAgainBeforeItCallsAnythingUnchanged() throws InterruptedException {
    Ledger other = test.node();
    ProductSpec first = Products.customer360();
    try (MeshDirectory otherDirectory = new MeshDirectory(other)) {
      CommandPath otherPath = new CommandPath(other, gate, otherDirectory);
      submit("k1", new PublishProduct(first));
      otherPath.submit(
          submission("k2", new PublishProduct(first.withOwner(Party.team("others"))), false));

      Answer answer = submit("k3", new PublishProduct(first));

      assertThat(answer.result()).isEqualTo(Answer.Result.ACCEPTED);
    }
  }

  @Test
  void theSameKeyForAnotherKindOfCommandIsRefused() throws InterruptedException {
    SubjectName subject = Products.customer360().subject();
    submit("k1", new PublishProduct(Products.customer360()));
    submit("k2", new RetireProduct(subject, "because"));

    assertThatThrownBy(() -> submit("k2", new ReinstateProduct(subject, "because")))
        .isInstanceOf(IdempotencyConflict.class);
  }

  @Test
  void factsNameTeamsButNoPersons() throws InterruptedException {
    submit("k1", new PublishProduct(Products.customer360()));
    Party ben = new Party("ben@example.com", Party.Kind.MAIL, "Ben", "ben@example.com");

    submit("k2", new HandOverProduct(Products.customer360().subject(), ben, "Ana left"));

    assertThat(new String(gate.seen.getLast().json(), StandardCharsets.UTF_8))
        .contains("HandOverProduct")
        .doesNotContain("ben@example.com")
        .doesNotContain("Ben");
  }

  @Test
  void aCommandWhoseSubjectStandsElsewhereIsNeitherJudgedNorRecorded() throws InterruptedException {
    submit("k1", new PublishProduct(Products.customer360()));
    long before = ledger.head().position();
    int judged = gate.seen.size();
    Submission late =
        submission("k2", new RetireProduct(Products.customer360().subject(), "old"), false)
            .under(new Precondition.At(Set.of(7L)));

    assertThatThrownBy(() -> path.submit(late))
        .isInstanceOfSatisfying(
            PreconditionFailed.class,
            failed -> {
              assertThat(failed.subject()).isEqualTo(Products.customer360().subject());
              assertThat(failed.lastSequence()).isZero();
            });
    assertThat(ledger.head().position()).isEqualTo(before);
    assertThat(gate.seen).hasSize(judged);
    assertThat(path.submit(late.under(new Precondition.At(Set.of(0L)))).result())
        .isEqualTo(Answer.Result.ACCEPTED);
  }

  @Test
  void whoWantsASubjectThatExistsBeginsNone() {
    Submission update =
        submission("k1", new PublishProduct(Products.customer360()), false)
            .under(new Precondition.Exists());

    assertThatThrownBy(() -> path.submit(update)).isInstanceOf(PreconditionFailed.class);
    assertThat(ledger.head().position()).isZero();
  }

  @Test
  void aDryRunAsksForItsPreconditionToo() {
    Submission dry =
        submission("k1", new PublishProduct(Products.customer360()), true)
            .under(new Precondition.Exists());

    assertThatThrownBy(() -> path.submit(dry)).isInstanceOf(PreconditionFailed.class);
  }

  @Test
  void aRepeatGetsItsFirstAnswerThoughItsSubjectMovedOn() throws InterruptedException {
    submit("k1", new PublishProduct(Products.customer360()));
    Submission retire =
        submission("k2", new RetireProduct(Products.customer360().subject(), "old"), false)
            .under(new Precondition.At(Set.of(0L)));
    Answer first = path.submit(retire);

    Answer again = path.submit(retire);

    assertThat(again.repeated()).isTrue();
    assertThat(again.positions()).isEqualTo(first.positions());
  }

  /** Both saw the subject stand at one place; both nodes cache it there; one may change it. */
  @Test
  void ofTwoNodesThatWantOneStandingOneGetsIt() throws Exception {
    Ledger other = test.node();
    SubjectName subject = Products.customer360().subject();
    submit("k0", new PublishProduct(Products.customer360()));
    try (MeshDirectory otherDirectory = new MeshDirectory(other);
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      CommandPath otherPath = new CommandPath(other, gate, otherDirectory);
      for (int round = 0; round < 20; round++) {
        long stands = ledger.standing(subject.stream()).lastSequence();
        Precondition there = new Precondition.At(Set.of(stands));
        Submission here =
            submission("here" + round, handOver(subject, "here" + round), false).under(there);
        Submission beyond =
            submission("there" + round, handOver(subject, "there" + round), false).under(there);
        List<String> results =
            callers
                .invokeAll(
                    List.<Callable<String>>of(
                        () -> result(path, here), () -> result(otherPath, beyond)))
                .stream()
                .map(Future::resultNow)
                .toList();
        assertThat(results).containsExactlyInAnyOrder("accepted", "elsewhere");
        assertThat(ledger.standing(subject.stream()).lastSequence()).isEqualTo(stands + 1);
      }
    }
  }

  private static HandOverProduct handOver(SubjectName subject, String team) {
    return new HandOverProduct(subject, Party.team(team), "a race");
  }

  private static String result(CommandPath path, Submission submission)
      throws InterruptedException {
    try {
      return path.submit(submission).result().word();
    } catch (PreconditionFailed _) {
      return "elsewhere";
    }
  }

  @Test
  void everyAnswerSaysFromWhichPositionItIs() throws InterruptedException {
    Answer recorded = submit("k1", new PublishProduct(Products.customer360()));
    submit("k2", new RegisterDomain(sales()));
    long head = ledger.head().position();

    Answer unchanged = submit("k3", new PublishProduct(Products.customer360()));
    Answer dry =
        path.submit(submission("k4", new PublishProduct(Products.customer360("3.0.0")), true));
    Answer repeated = submit("k1", new PublishProduct(Products.customer360()));

    assertThat(recorded.position()).isEqualTo(recorded.positions().getLast());
    assertThat(unchanged.position()).isEqualTo(head);
    assertThat(dry.position()).isEqualTo(head);
    assertThat(repeated.position()).isEqualTo(recorded.position());
  }

  @Test
  void aDryRunIsJudgedByThePoliciesOfThePositionItSays() throws InterruptedException {
    publishAndActivate();
    gate.policyPosition = 0;
    int before = gate.seen.size();

    path.submit(submission("k9", new PublishProduct(Products.customer360()), true));

    assertThat(gate.awaited).contains(ledger.head().policyPosition());
    assertThat(gate.seen).hasSize(before + 2);
  }

  private void publishAndActivate() throws InterruptedException {
    submit("p1", new PublishPolicy(Policies.piiHandling("1.0.0", "a policy")));
    submit(
        "p2",
        new ActivatePolicy(
                SubjectName.parse("policy/pii-handling"), new Version("1.0.0"), "as agreed")
            .with(SecondPerson.SETTING_OFF));
  }

  private DecisionRecorded decisionAt(long position) {
    return (DecisionRecorded) ledger.entry(position).orElseThrow().event();
  }

  private Answer submit(String key, SubjectCommand command) throws InterruptedException {
    return path.submit(submission(key, command, false));
  }

  private static Submission submission(String key, SubjectCommand command, boolean dryRun) {
    UUID id = CommandId.of(ANA.id(), key, 0);
    return new Submission(id, command, ANA, Context.prod(), null, NOON, dryRun);
  }

  private static Finding denial() {
    return BuiltInRule.NOT_REGISTERED.finding("because the test says so", "do not");
  }

  private static DomainSpec sales() {
    return new DomainSpec(
        "sales", null, null, List.of(), List.of(), List.of(), List.of(), Map.of());
  }

  private static TeamSpec salesTeam() {
    return team("sales-team", "sales@example.com");
  }

  private static TeamSpec team(String name, String mail) {
    return new TeamSpec(
        name, null, List.of(), "#sales", mail, null, List.of(), List.of(), Map.of());
  }
}
