package dev.daybook.hindsight;

import dev.daybook.contract.ContractCommand.PublishContract;
import dev.daybook.contract.ContractEvent.ContractDraftReplaced;
import dev.daybook.contract.ContractEvent.ContractVersionPublished;
import dev.daybook.contract.ContractSpec;
import dev.daybook.contract.ContractStatus;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Versions of contracts that a ledger has, to be supposed in force at another time. */
public final class RecordedContract {

  /** How one is named. */
  public static final String WANTED =
      "a contract and its version, such as contract/sales.orders@2.0.0";

  /** Entries of a contract read at once. */
  private static final int PAGE = 500;

  private final SubjectName subject;
  private final Version version;

  private RecordedContract(SubjectName subject, Version version) {
    this.subject = subject;
    this.version = version;
  }

  /**
   * Reads a name.
   *
   * @param text {@code contract/sales.orders@2.0.0}, or without its kind
   * @throws IllegalArgumentException when it is none such
   */
  public static RecordedContract named(String text) {
    int at = text.lastIndexOf('@');
    if (at < 1 || at == text.length() - 1) {
      throw new IllegalArgumentException("`%s` is not %s".formatted(text, WANTED));
    }
    String name = text.substring(0, at);
    String kind = SubjectKind.CONTRACT.word() + "/";
    return new RecordedContract(
        new SubjectName(
            SubjectKind.CONTRACT, name.startsWith(kind) ? name.substring(kind.length()) : name),
        new Version(text.substring(at + 1)));
  }

  /**
   * The version as it was published last, active.
   *
   * @throws IllegalArgumentException when the ledger has none such, with those it has
   */
  public PublishContract in(Ledger ledger) {
    Map<Version, ContractSpec> versions = versions(ledger);
    return versions.values().stream()
        .filter(spec -> spec.version().compareTo(version) == 0)
        .findFirst()
        .map(spec -> new PublishContract(spec.withStatus(ContractStatus.ACTIVE)))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    versions.isEmpty()
                        ? "`%s` was never registered".formatted(subject)
                        : "version %s of `%s` was never published; known are %s"
                            .formatted(
                                version,
                                subject,
                                String.join(
                                    ", ",
                                    versions.keySet().stream().map(Version::text).toList()))));
  }

  private Map<Version, ContractSpec> versions(Ledger ledger) {
    Map<Version, ContractSpec> versions = new LinkedHashMap<>();
    long sequence = 0;
    while (true) {
      List<LedgerEntry> page = ledger.stream(subject.stream(), sequence, PAGE);
      if (page.isEmpty()) {
        return versions;
      }
      for (LedgerEntry entry : page) {
        switch (entry.event()) {
          case ContractVersionPublished(ContractSpec spec, _, _, _) ->
              versions.put(spec.version(), spec);
          case ContractDraftReplaced(ContractSpec spec, _, _, _) ->
              versions.put(spec.version(), spec);
          default -> {
            // says nothing of what a version is
          }
        }
      }
      sequence = page.getLast().sequence() + 1;
    }
  }

  /** As drafts are told: {@code contract/sales.orders@2.0.0}. */
  @Override
  public String toString() {
    return "%s@%s".formatted(subject, version.text());
  }
}
