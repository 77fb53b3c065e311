package dev.daybook.views.policies;

import dev.daybook.mesh.Version;
import dev.daybook.params.ParamsEvent;
import dev.daybook.params.ParamsEvent.ParamsPublished;
import dev.daybook.params.ParamsEvent.ParamsWithdrawn;
import dev.daybook.policy.PolicyEvent;
import dev.daybook.policy.PolicyEvent.PolicyActivated;
import dev.daybook.policy.PolicyEvent.PolicyApproved;
import dev.daybook.policy.PolicyEvent.PolicyPublished;
import dev.daybook.policy.PolicyEvent.PolicyWithdrawn;
import dev.daybook.policy.SecondPerson;
import dev.daybook.store.LedgerEntry;
import dev.daybook.views.Follow;
import dev.daybook.views.Json;
import dev.daybook.views.Rows;
import dev.daybook.views.Table;
import dev.daybook.views.View;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Policies and their params: what is in force, and every version of a policy published. */
public final class PolicyView implements View {

  public static final String NAME = "policies";

  private static final Table.History<PolicyRow> POLICY =
      Table.History.of("policy", PolicyRow.class);

  private static final Table.History<VersionRow> VERSION =
      Table.History.of("policy_version", VersionRow.class);

  /**
   * @param state {@code published} before it was ever in force, {@code active} while it is, {@code
   *     withdrawn} after
   * @param activeVersion the version in force, absent where none is
   * @param approvedBy surrogate id of the second person who approved the version in force
   * @param secondPerson whether one was {@code wanted}, or why not: {@code setting-off}, {@code
   *     first-start}
   * @param pendingVersion the version published last, while it is neither approved nor was it ever
   *     in force
   * @param owner the team that answers for it
   * @param contact whom a finding tells people to ask
   * @param enforcement of the version in force, else of the one published last: {@code deny},
   *     {@code warn} or {@code audit}; of a policy in stages, what it comes to
   * @param stages from when it does what; empty where it is the same for good
   */
  record PolicyRow(
      String subject,
      String name,
      String state,
      @Nullable String activeVersion,
      @Nullable String activeSha256,
      @Nullable Instant activeSince,
      @Nullable String reason,
      @Nullable String approvedBy,
      @Nullable String secondPerson,
      @Nullable String pendingVersion,
      @Nullable String title,
      @Nullable String description,
      @Nullable String owner,
      @Nullable String contact,
      @Nullable String documentation,
      String enforcement,
      Json stages,
      List<String> domains,
      List<String> controls,
      Instant changedAt) {

    PolicyRow waitingFor(@Nullable String version) {
      return new PolicyRow(
          subject,
          name,
          state,
          activeVersion,
          activeSha256,
          activeSince,
          reason,
          approvedBy,
          secondPerson,
          version,
          title,
          description,
          owner,
          contact,
          documentation,
          enforcement,
          stages,
          domains,
          controls,
          changedAt);
    }
  }

  /**
   * @param domains the domains it applies to; empty for all
   * @param publishedPosition the entry that published it
   * @param publishedBy surrogate id of who published it
   * @param approvedBy surrogate id of who approved it, absent where nobody did
   */
  record VersionRow(
      String subject,
      String version,
      String sha256,
      @Nullable String title,
      @Nullable String description,
      @Nullable String owner,
      @Nullable String contact,
      @Nullable String documentation,
      String enforcement,
      Json stages,
      List<String> domains,
      List<String> controls,
      Instant publishedAt,
      long publishedPosition,
      @Nullable String publishedBy,
      @Nullable String approvedBy,
      @Nullable Instant approvedAt,
      @Nullable String approvalReason) {

    VersionRow approved(PolicyApproved by, Instant at) {
      return new VersionRow(
          subject,
          version,
          sha256,
          title,
          description,
          owner,
          contact,
          documentation,
          enforcement,
          stages,
          domains,
          controls,
          publishedAt,
          publishedPosition,
          publishedBy,
          by.by(),
          at,
          by.reason());
    }
  }

  private static final Table.History<ParamsRow> PARAMS =
      Table.History.of("params", ParamsRow.class);

  /**
   * @param state {@code active} while a version is in force, {@code withdrawn} after
   * @param version the version in force, else the one withdrawn
   * @param domains the domains its values are for; empty for all
   * @param selectedBy the labels policies select it by
   */
  record ParamsRow(
      String subject,
      String name,
      String state,
      String version,
      String sha256,
      @Nullable String title,
      @Nullable String description,
      @Nullable String owner,
      List<String> domains,
      Json selectedBy,
      @Nullable String reason,
      Instant changedAt) {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int version() {
    return 5;
  }

  @Override
  public List<Table<?>> tables() {
    return List.of(POLICY, VERSION, PARAMS);
  }

  @Override
  public List<Follow<?>> follows() {
    return List.of(
        new Follow<>(PolicyEvent.class, PolicyView::apply),
        new Follow<>(ParamsEvent.class, PolicyView::applyParams));
  }

  private static void apply(PolicyEvent event, LedgerEntry entry, Rows rows) {
    switch (event) {
      case PolicyPublished e -> publish(e, entry, rows);
      case PolicyApproved e -> approve(e, entry, rows);
      case PolicyActivated e -> activate(e, entry, rows);
      case PolicyWithdrawn e ->
          rows.change(
              POLICY,
              entry,
              "",
              row ->
                  new PolicyRow(
                      row.subject(),
                      row.name(),
                      "withdrawn",
                      null,
                      null,
                      null,
                      e.reason(),
                      null,
                      null,
                      row.pendingVersion(),
                      row.title(),
                      row.description(),
                      row.owner(),
                      row.contact(),
                      row.documentation(),
                      row.enforcement(),
                      row.stages(),
                      row.domains(),
                      row.controls(),
                      entry.recordedAt()));
    }
  }

  private static void applyParams(ParamsEvent event, LedgerEntry entry, Rows rows) {
    switch (event) {
      case ParamsPublished e ->
          rows.put(
              PARAMS,
              entry,
              "",
              new ParamsRow(
                  e.subject().toString(),
                  e.subject().path(),
                  "active",
                  e.version().text(),
                  e.sha256(),
                  e.title(),
                  e.description(),
                  e.owner(),
                  e.domains(),
                  Json.of(e.selectedBy()),
                  null,
                  entry.recordedAt()));
      case ParamsWithdrawn e ->
          rows.change(
              PARAMS,
              entry,
              "",
              row ->
                  new ParamsRow(
                      row.subject(),
                      row.name(),
                      "withdrawn",
                      row.version(),
                      row.sha256(),
                      row.title(),
                      row.description(),
                      row.owner(),
                      row.domains(),
                      row.selectedBy(),
                      e.reason(),
                      entry.recordedAt()));
    }
  }

  private static void publish(PolicyPublished e, LedgerEntry entry, Rows rows) {
    rows.put(
        VERSION,
        entry,
        e.version().text(),
        new VersionRow(
            e.subject().toString(),
            e.version().text(),
            e.sha256(),
            e.title(),
            e.description(),
            e.owner(),
            e.contact(),
            e.documentation(),
            e.enforcement().word(),
            Json.of(e.stages()),
            e.domains(),
            e.controls(),
            entry.recordedAt(),
            entry.position(),
            e.publishedBy(),
            null,
            null,
            null));
    PolicyRow row = rows.current(POLICY, entry, "");
    if (row == null || row.activeVersion() == null) {
      rows.put(
          POLICY,
          entry,
          "",
          new PolicyRow(
              e.subject().toString(),
              e.subject().path(),
              row == null ? "published" : row.state(),
              null,
              null,
              null,
              row == null ? null : row.reason(),
              null,
              null,
              e.version().text(),
              e.title(),
              e.description(),
              e.owner(),
              e.contact(),
              e.documentation(),
              e.enforcement().word(),
              Json.of(e.stages()),
              e.domains(),
              e.controls(),
              entry.recordedAt()));
    } else {
      rows.put(POLICY, entry, "", row.waitingFor(e.version().text()));
    }
  }

  private static void approve(PolicyApproved e, LedgerEntry entry, Rows rows) {
    rows.change(VERSION, entry, e.version().text(), row -> row.approved(e, entry.recordedAt()));
    rows.change(POLICY, entry, "", row -> row.waitingFor(otherThan(e.version(), row)));
  }

  /** The version that waits for approval, unless it is this one. */
  private static @Nullable String otherThan(Version version, PolicyRow row) {
    return version.text().equals(row.pendingVersion()) ? null : row.pendingVersion();
  }

  private static void activate(PolicyActivated e, LedgerEntry entry, Rows rows) {
    VersionRow version = rows.current(VERSION, entry, e.version().text());
    if (version == null) {
      throw new IllegalStateException(
          "`%s` %s is activated and was never published".formatted(e.subject(), e.version()));
    }
    SecondPerson secondPerson = e.secondPerson();
    rows.change(
        POLICY,
        entry,
        "",
        row ->
            new PolicyRow(
                row.subject(),
                row.name(),
                "active",
                e.version().text(),
                e.sha256(),
                entry.recordedAt(),
                e.reason(),
                e.approvedBy(),
                secondPerson == null ? null : secondPerson.word(),
                otherThan(e.version(), row),
                version.title(),
                version.description(),
                version.owner(),
                version.contact(),
                version.documentation(),
                version.enforcement(),
                version.stages(),
                version.domains(),
                version.controls(),
                entry.recordedAt()));
  }
}
