package dev.daybook.hindsight;

import dev.daybook.mesh.Nearest;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.store.Ledger;
import java.util.List;

/** Names that a question is about which have to be in the ledger, for it to mean anything. */
public final class RecordedNames {

  /** Most names that are looked at to find the nearest. */
  private static final int MOST = 5_000;

  private RecordedNames() {}

  /**
   * Requires that the policy which decisions are asked for by was recorded, ever.
   *
   * @throws IllegalArgumentException when it was not, with the nearest that was
   */
  public static void require(Ledger ledger, Concerning concerning) {
    String policy = concerning.policy();
    if (policy != null) {
      require(ledger, SubjectKind.POLICY, List.of(policy));
    }
  }

  /**
   * Requires that all of them were recorded, ever.
   *
   * @throws IllegalArgumentException when one was not, with the nearest that was
   */
  public static void require(Ledger ledger, SubjectKind kind, List<String> names) {
    for (String name : names) {
      SubjectName subject = new SubjectName(kind, name);
      if (ledger.stream(subject.stream(), 0, 1).isEmpty()) {
        throw new IllegalArgumentException(
            "nothing is recorded about `%s`%s"
                .formatted(
                    subject,
                    Nearest.question(subject.stream(), ledger.streams(kind.word() + "/", MOST))
                        .map(question -> "; " + question)
                        .orElse("")));
      }
    }
  }
}
