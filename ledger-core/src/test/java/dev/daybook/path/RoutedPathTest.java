package dev.daybook.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.decision.Actor;
import dev.daybook.decision.BuiltInRule;
import dev.daybook.decision.Context;
import dev.daybook.decision.Finding;
import dev.daybook.decision.Gate;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.document.Documents;
import dev.daybook.document.Format;
import dev.daybook.document.ReadDocument.Readable;
import dev.daybook.domain.DomainCommand.RegisterDomain;
import dev.daybook.domain.DomainSpec;
import dev.daybook.path.Answer.Result;
import dev.daybook.product.ProductCommand.PublishProduct;
import dev.daybook.product.ProductCommand.RetireProduct;
import dev.daybook.product.Products;
import dev.daybook.store.CommandRoute;
import dev.daybook.store.Ledger;
import dev.daybook.store.Subscription;
import dev.daybook.store.TestLedger;
import dev.daybook.store.TooLarge;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two nodes on one ledger: one is asked, the other judges. */
class RoutedPathTest {

  private static final Instant NOON = Instant.parse("2026-03-31T12:00:00Z");
  private static final Actor ANA =
      new Actor("act_00000000000000aa", "ana", Actor.Kind.PERSON, Set.of(Actor.Role.ADMIN), null);

  private final TestLedger test = TestLedger.fresh(Slices.eventTypes());
  private final Ledger ledger = test.ledger();
  private final RecordingGate hereGate = new RecordingGate();
  private final RecordingGate thereGate = new RecordingGate();
  private final MeshDirectory hereDirectory = new MeshDirectory(ledger);
  private final MeshDirectory thereDirectory = new MeshDirectory(test.node());
  private final Line line = new Line();
  private final RoutedPath here =
      new RoutedPath(
          Optional.of(line), new CommandPath(ledger, hereGate, hereDirectory), hereDirectory);

  RoutedPathTest() {
    RoutedPath there =
        new RoutedPath(
            Optional.of(line), new CommandPath(ledger, thereGate, thereDirectory), thereDirectory);
    there.start();
  }

  @AfterEach
  void close() {
    hereDirectory.close();
    thereDirectory.close();
    test.close();
  }

  /** A way between two nodes of one process: as long, and as broken, as a test wants it. */
  private static final class Line implements CommandRoute {
    final List<String> keys = new ArrayList<>();
    Function<byte[], Optional<byte[]>> taker = _ -> Optional.empty();
    boolean losesAnswers;
    int answered;

    @Override
    public Optional<byte[]> ask(String key, byte[] message) {
      keys.add(key);
      try {
        Optional<byte[]> answer = taker.apply(message);
        answered += answer.isPresent() ? 1 : 0;
        return losesAnswers ? Optional.empty() : answer;
      } catch (RuntimeException _) {
        return Optional.empty(); // what fails there is nothing a wire brings
      }
    }

    @Override
    public Subscription take(Function<byte[], Optional<byte[]>> answers) {
      taker = answers;
      return () -> taker = _ -> Optional.empty();
    }
  }

  @Test
  void aCommandIsJudgedWhereItsSubjectFallsAndAnsweredWhereItWasAsked() throws Exception {
    Answer answer = here.submit(submission("k1", new PublishProduct(Products.customer360())));

    assertThat(line.keys).containsExactly("product/sales.customer-360");
    assertThat(thereGate.seen).hasSize(1);
    assertThat(hereGate.seen).isEmpty();
    assertThat(answer.result()).isEqualTo(Result.ACCEPTED);
    assertThat(answer.positions()).hasSizeGreaterThan(1).startsWith(1L);
    assertThat(answer.recordedAt()).isEqualTo(ledger.entries(1, 1).getFirst().recordedAt());
  }

  @Test
  void aDenialComesBackWithItsFindingsAtTheirPlaces() throws Exception {
    thereGate.findings =
        List.of(BuiltInRule.NOT_REGISTERED.finding("no", "do").at("/metadata/name", null, null));
    Readable read = customer360();
    Submission sent =
        new Submission(
            CommandId.of(ANA.id(), "k1", 0),
            read.command(),
            ANA,
            Context.prod(),
            Original.of(read),
            NOON,
            false);

    Answer answer = here.submit(sent);

    assertThat(answer.result()).isEqualTo(Result.DENIED);
    assertThat(answer.findings()).extracting(Finding::line).contains(4);
    assertThat(answer.findings())
        .isEqualTo(FirstAnswer.find(ledger, sent, sha256(read)).orElseThrow().findings());
    assertThat(ledger.content(sha256(read))).contains(read.source().bytes());
  }

  @Test
  void whatIsSoAlreadyOrOnlyTriedComesBackAsThat() throws Exception {
    here.submit(submission("k1", new PublishProduct(Products.customer360())));
    long head = ledger.head().position();

    Answer unchanged = here.submit(submission("k2", new PublishProduct(Products.customer360())));
    Answer repeated = here.submit(submission("k1", new PublishProduct(Products.customer360())));
    Answer tried =
        here.submit(
            submission("k3", new RetireProduct(Products.customer360().subject(), "old"), true));

    assertThat(unchanged.result()).isEqualTo(Result.UNCHANGED);
    assertThat(repeated.repeated()).isTrue();
    assertThat(tried.result()).isEqualTo(Result.ACCEPTED);
    assertThat(tried.decision()).isNull();
    assertThat(ledger.head().position()).isEqualTo(head);
  }

  @Test
  void whatStopsACommandThereStopsItHere() throws Exception {
    here.submit(submission("k1", new PublishProduct(Products.customer360())));
    Submission reused =
        submission("k1", new RetireProduct(Products.customer360().subject(), "old"));
    Submission moved =
        submission("k2", new RetireProduct(Products.customer360().subject(), "old"))
            .under(new Precondition.At(Set.of(17L)));

    assertThatThrownBy(() -> here.submit(reused))
        .isInstanceOf(IdempotencyConflict.class)
        .hasMessage(new IdempotencyConflict(reused.id()).getMessage());
    assertThatThrownBy(() -> here.submit(moved))
        .isInstanceOfSatisfying(
            PreconditionFailed.class,
            failed -> {
              assertThat(failed.subject()).isEqualTo(Products.customer360().subject());
              assertThat(failed.lastSequence()).isZero();
            });
    for (RuntimeException stopped :
        List.of(
            Overloaded.told("too many wait"),
            new Gate.DeadlineExceeded("too long"),
            new TooLarge("too large"))) {
      RoutedAnswer answer =
          RoutedAnswer.of(
              () -> {
                throw stopped;
              });
      RoutedAnswer arrived = RoutedForm.read(RoutedForm.write(answer), RoutedAnswer.class);
      assertThatThrownBy(arrived::told).hasSameClassAs(stopped).hasMessage(stopped.getMessage());
    }
    assertThat(line.answered).isEqualTo(3);
    assertThat(hereGate.seen).isEmpty();
  }

  @Test
  void whatNobodyAnswersIsJudgedHere() throws Exception {
    line.taker = _ -> Optional.empty();

    Answer answer = here.submit(submission("k1", new PublishProduct(Products.customer360())));

    assertThat(answer.result()).isEqualTo(Result.ACCEPTED);
    assertThat(hereGate.seen).hasSize(1);
  }

  @Test
  void aCommandWhoseAnswerIsLostIsRecordedOnce() throws Exception {
    line.losesAnswers = true;

    Answer answer = here.submit(submission("k1", new PublishProduct(Products.customer360())));

    assertThat(thereGate.seen).hasSize(1);
    assertThat(answer.result()).isEqualTo(Result.ACCEPTED);
    assertThat(answer.repeated()).isTrue();
    assertThat(ledger.head().position()).isEqualTo(answer.position());
  }

  @Test
  void anAnswerOfAnotherVersionIsNoAnswer() throws Exception {
    line.taker = _ -> Optional.of("{\"verdict\":\"fine\"}".getBytes(StandardCharsets.UTF_8));

    here.submit(submission("k1", new PublishProduct(Products.customer360())));

    assertThat(hereGate.seen).hasSize(1);
  }

  @Test
  void theOtherNodeWaitsForWhatWasAnsweredHereBefore() throws Exception {
    byte[] behindTheDomain =
        RoutedForm.write(
            RoutedCommand.of(submission("k2", new PublishProduct(Products.customer360())), 2));
    CompletableFuture<Optional<byte[]>> there =
        CompletableFuture.supplyAsync(() -> line.taker.apply(behindTheDomain));
    assertThatThrownBy(() -> there.get(200, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);

    new CommandPath(ledger, hereGate, hereDirectory)
        .submit(submission("k1", new RegisterDomain(sales())));

    RoutedAnswer answer =
        RoutedForm.read(there.get(10, TimeUnit.SECONDS).orElseThrow(), RoutedAnswer.class);
    assertThat(answer.told().findings())
        .extracting(Finding::rule)
        .doesNotContain(BuiltInRule.DOMAIN_UNREGISTERED.id());
  }

  @Test
  void howFarTheAnswersHereAreGoesWithEachCommand() throws Exception {
    Answer first = here.submit(submission("k1", new RegisterDomain(sales())));
    List<Long> written = new ArrayList<>();
    line.taker =
        message -> {
          written.add(RoutedForm.read(message, RoutedCommand.class).written());
          return Optional.empty();
        };

    here.submit(submission("k2", new PublishProduct(Products.customer360())));

    assertThat(written).containsExactly(first.position());
  }

  @Test
  void withoutAWayThisNodeJudges() throws Exception {
    RoutedPath alone =
        new RoutedPath(ledger, new CommandPath(ledger, hereGate, hereDirectory), hereDirectory);
    alone.start();

    alone.submit(submission("k1", new PublishProduct(Products.customer360())));

    assertThat(hereGate.seen).hasSize(1);
    assertThat(line.keys).isEmpty();
    alone.close();
  }

  private static Readable customer360() throws IOException {
    byte[] bytes =
        Files.readAllBytes(Path.of("..", "samples", "mesh", "sales", "customer-360.yaml"));
    return (Readable) Documents.read(bytes, Format.YAML, "body").getFirst();
  }

  private static String sha256(Readable read) {
    return read.source().sha256();
  }

  private static Submission submission(String key, SubjectCommand command) {
    return submission(key, command, false);
  }

  private static Submission submission(String key, SubjectCommand command, boolean dryRun) {
    UUID id = CommandId.of(ANA.id(), key, 0);
    return new Submission(id, command, ANA, Context.prod(), null, NOON, dryRun);
  }

  private static DomainSpec sales() {
    return new DomainSpec(
        "sales", null, null, List.of(), List.of(), List.of(), List.of(), Map.of());
  }
}
