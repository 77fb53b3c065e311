package dev.daybook.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Effect;
import dev.daybook.edge.Limit;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import dev.daybook.policy.PolicyEvent.PolicyActivated;
import dev.daybook.policy.PolicyEvent.PolicyApproved;
import dev.daybook.policy.PolicyEvent.PolicyPublished;
import dev.daybook.policy.SecondPerson;
import dev.daybook.views.policies.PolicyQueries;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What of policies waits for a second person, at any moment. */
class ApprovalsTest {

  private static final Book BOOK = Book.open();
  private static final PolicyQueries POLICIES =
      new PolicyQueries(new ViewReader(BOOK.views()), BOOK.ledger());

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
    return new PolicyPublished(
        POLICY,
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
