package dev.daybook.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.access.AccessEvent.TokenIssued;
import dev.daybook.decision.Actor;
import dev.daybook.decision.Effect;
import dev.daybook.edge.Limit;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import dev.daybook.policy.PolicyEvent.PolicyActivated;
import dev.daybook.policy.PolicyEvent.PolicyApproved;
import dev.daybook.policy.PolicyEvent.PolicyPublished;
import dev.daybook.policy.PolicyEvent.PolicyWithdrawn;
import dev.daybook.policy.SecondPerson;
import dev.daybook.views.policies.PolicyLives;
import dev.daybook.views.policies.PolicyQueries;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What of policies waits for a second person, at any moment. */
class ApprovalsTest {

  private static final Book BOOK = Book.open();
  private static final PolicyQueries POLICIES =
      new PolicyQueries(new ViewReader(BOOK.views()), BOOK.ledger());

  private static final PolicyLives LIVES = new PolicyLives(new ViewReader(BOOK.views()));

  private static final SubjectName POLICY = new SubjectName(SubjectKind.POLICY, "agreed");
  private static final Version ONE = new Version("1.0.0");
  private static final Version TWO = new Version("2.0.0");
  private static final String ADA = "act_000000000000000a";
  private static final String BEN = "act_000000000000000b";

  @AfterAll
  static void close() {
    BOOK.close();
  }

  @Test
  void aVersionWaitsFromItsPublicationToItsApproval() {
    long first = BOOK.record(published(ONE));
    long approved = BOOK.record(new PolicyApproved(POLICY, ONE, sha256(ONE), BEN, "read it"));
    long active =
        BOOK.record(
            new PolicyActivated(
                POLICY, ONE, sha256(ONE), null, "agreed", BEN, SecondPerson.WANTED));
    long second = BOOK.record(published(TWO));
    long alone =
        BOOK.record(
            new PolicyActivated(
                POLICY, TWO, sha256(TWO), ONE, "in a hurry", null, SecondPerson.SETTING_OFF));
    BOOK.settle();

    assertThat(pending(first)).containsExactly("1.0.0");
    assertThat(pending(approved)).isEmpty();
    assertThat(pending(active)).isEmpty();
    assertThat(pending(second)).containsExactly("2.0.0");
    assertThat(pending(alone)).isEmpty();

    assertThat(policy(active).policy())
        .extracting("state", "approvedBy", "secondPerson")
        .containsExactly("active", BEN, "wanted");
    assertThat(policy(second).policy().activeVersion()).isEqualTo("1.0.0");
    assertThat(policy(alone).policy())
        .extracting("activeVersion", "approvedBy", "secondPerson")
        .containsExactly("2.0.0", null, "setting-off");
    assertThat(policy(alone).versions())
        .extracting("version", "publishedBy", "approvedBy", "approvalReason")
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("2.0.0", ADA, null, null),
            org.assertj.core.groups.Tuple.tuple("1.0.0", ADA, BEN, "read it"));
  }

  @Test
  void aVersionsLifeNamesWhoPublishedAndApprovedIt() {
    SubjectName policy = new SubjectName(SubjectKind.POLICY, "named");
    BOOK.record(token(BEN, "Ben"));
    BOOK.record(published(policy, ONE));
    long approved = BOOK.record(new PolicyApproved(policy, ONE, sha256(ONE), BEN, "read it"));
    long known = BOOK.record(token(ADA, "Ada"));
    BOOK.settle();

    assertThat(lives(policy, approved).getFirst())
        .extracting("publishedBy", "publishedByName", "approvedBy", "approvedByName")
        .containsExactly(ADA, null, BEN, "Ben");
    assertThat(lives(policy, known).getFirst().publishedByName()).isEqualTo("Ada");
  }

  private static TokenIssued token(String actor, String name) {
    return new TokenIssued(
        new SubjectName(SubjectKind.ACTOR, actor),
        name,
        Actor.Kind.PERSON,
        List.of(Actor.Role.PUBLISHER),
        null,
        null,
        "0".repeat(64));
  }

  @Test
  void aVersionsLifeTellsWhenItWasInForceAndWhy() {
    SubjectName policy = new SubjectName(SubjectKind.POLICY, "lived");
    long first = BOOK.record(published(policy, ONE));
    long begun = BOOK.record(activated(policy, ONE, null, "agreed"));
    BOOK.record(published(policy, TWO));
    long replaced = BOOK.record(activated(policy, TWO, ONE, "stricter"));
    long back = BOOK.record(activated(policy, ONE, TWO, "too strict"));
    long withdrawn = BOOK.record(new PolicyWithdrawn(policy, ONE, "not needed"));
    BOOK.settle();

    PolicyLives.Life now = lives(policy, withdrawn).getLast();
    assertThat(now.position()).isEqualTo(first);
    assertThat(now.inForce())
        .extracting("fromPosition", "untilPosition", "reason", "secondPerson")
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(begun, replaced, "agreed", "setting-off"),
            org.assertj.core.groups.Tuple.tuple(back, withdrawn, "too strict", "setting-off"));
    assertThat(now.inForce().getFirst().until())
        .isEqualTo(lives(policy, withdrawn).getFirst().inForce().getFirst().from());
    assertThat(lives(policy, replaced - 1).getLast().inForce())
        .extracting("fromPosition", "untilPosition", "until")
        .containsExactly(org.assertj.core.groups.Tuple.tuple(begun, null, null));
    assertThat(lives(policy, first).getFirst().inForce()).isEmpty();
    assertThat(lives(policy, withdrawn)).extracting("version").containsExactly("2.0.0", "1.0.0");
    assertThat(
            LIVES.of(new Moment(withdrawn), policy, Limit.of(1), null).next().map(Long::parseLong))
        .get()
        .isEqualTo(lives(policy, withdrawn).getFirst().position());
  }

  private static List<PolicyLives.Life> lives(SubjectName policy, long position) {
    return LIVES.of(new Moment(position), policy, Limit.of(null), null).items();
  }

  private static PolicyActivated activated(
      SubjectName policy, Version version, @Nullable Version previous, String reason) {
    return new PolicyActivated(
        policy, version, sha256(version), previous, reason, null, SecondPerson.SETTING_OFF);
  }

  private static List<String> pending(long position) {
    return POLICIES.list(new Moment(position), null, true, Limit.of(null), null).items().stream()
        .map(summary -> String.valueOf(summary.pendingVersion()))
        .toList();
  }

  private static PolicyQueries.Policy policy(long position) {
    return POLICIES.policy(new Moment(position), POLICY.path()).orElseThrow();
  }

  private static String sha256(Version version) {
    return version.text().substring(0, 1).repeat(64);
  }

  private static PolicyPublished published(Version version) {
    return published(POLICY, version);
  }

  private static PolicyPublished published(SubjectName policy, Version version) {
    return new PolicyPublished(
        policy,
        version,
        sha256(version),
        null,
        null,
        null,
        null,
        null,
        Effect.DENY,
        List.of(),
        List.of(),
        List.of(),
        ADA);
  }
}
