package dev.daybook.views.organisation;

import dev.daybook.access.AccessEvent;
import dev.daybook.access.AccessEvent.TokenIssued;
import dev.daybook.access.AccessEvent.TokenRevoked;
import dev.daybook.domain.DomainEvent;
import dev.daybook.domain.DomainEvent.DomainChanged;
import dev.daybook.domain.DomainEvent.DomainRegistered;
import dev.daybook.domain.DomainSpec;
import dev.daybook.mesh.Party;
import dev.daybook.store.LedgerEntry;
import dev.daybook.team.TeamEvent;
import dev.daybook.team.TeamEvent.TeamChanged;
import dev.daybook.team.TeamEvent.TeamRegistered;
import dev.daybook.team.TeamSpec;
import dev.daybook.views.Follow;
import dev.daybook.views.Json;
import dev.daybook.views.Rows;
import dev.daybook.views.Table;
import dev.daybook.views.View;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who is there: domains, teams, and the actors that hold tokens. */
public final class OrganisationView implements View {

  public static final String NAME = "organisation";

  private static final Table.History<DomainRow> DOMAIN =
      Table.History.of("domain", DomainRow.class);

  private static final Table.History<TeamRow> TEAM = Table.History.of("team", TeamRow.class);

  private static final Table.History<ActorRow> ACTOR = Table.History.of("actor", ActorRow.class);

  /** A domain, with its whole typed document. */
  record DomainRow(
      String subject,
      String name,
      @Nullable String description,
      @Nullable String owner,
      List<String> capabilities,
      List<String> boundedContexts,
      List<String> tags,
      Json spec,
      @Nullable String document,
      Instant changedAt) {}

  /** A team, with its whole typed document. */
  record TeamRow(
      String subject,
      String name,
      @Nullable String description,
      @Nullable String channel,
      @Nullable String mail,
      @Nullable String onCall,
      List<String> domains,
      Json spec,
      @Nullable String document,
      Instant changedAt) {}

  /**
   * An actor by its surrogate id, {@code act_…}: what entries call whoever caused them.
   *
   * @param state {@code active} or {@code revoked}
   */
  record ActorRow(
      String id,
      String name,
      String kind,
      List<String> roles,
      @Nullable String domain,
      @Nullable Instant expiresAt,
      String state,
      Instant changedAt) {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<Table<?>> tables() {
    return List.of(DOMAIN, TEAM, ACTOR);
  }

  @Override
  public List<Follow<?>> follows() {
    return List.of(
        new Follow<>(DomainEvent.class, OrganisationView::apply),
        new Follow<>(TeamEvent.class, OrganisationView::apply),
        new Follow<>(AccessEvent.class, OrganisationView::apply));
  }

  private static void apply(DomainEvent event, LedgerEntry entry, Rows rows) {
    DomainSpec spec =
        switch (event) {
          case DomainRegistered e -> e.spec();
          case DomainChanged e -> e.spec();
        };
    Party owner = spec.owner();
    rows.put(
        DOMAIN,
        entry,
        "",
        new DomainRow(
            spec.subject().toString(),
            spec.name(),
            spec.description(),
            owner == null ? null : owner.id(),
            spec.capabilities(),
            spec.boundedContexts(),
            spec.tags(),
            Json.of(spec),
            entry.metadata().document(),
            entry.recordedAt()));
  }

  private static void apply(TeamEvent event, LedgerEntry entry, Rows rows) {
    TeamSpec spec =
        switch (event) {
          case TeamRegistered e -> e.spec();
          case TeamChanged e -> e.spec();
        };
    rows.put(
        TEAM,
        entry,
        "",
        new TeamRow(
            spec.subject().toString(),
            spec.name(),
            spec.description(),
            spec.channel(),
            spec.mail(),
            spec.onCall(),
            spec.domains(),
            Json.of(spec),
            entry.metadata().document(),
            entry.recordedAt()));
  }

  private static void apply(AccessEvent event, LedgerEntry entry, Rows rows) {
    switch (event) {
      case TokenIssued e ->
          rows.put(
              ACTOR,
              entry,
              "",
              new ActorRow(
                  e.subject().path(),
                  e.name(),
                  e.actorKind().name().toLowerCase(Locale.ROOT),
                  e.roles().stream().map(role -> role.name().toLowerCase(Locale.ROOT)).toList(),
                  e.domain(),
                  e.expiresAt(),
                  "active",
                  entry.recordedAt()));
      case TokenRevoked _ ->
          rows.change(
              ACTOR,
              entry,
              "",
              row ->
                  new ActorRow(
                      row.id(),
                      row.name(),
                      row.kind(),
                      row.roles(),
                      row.domain(),
                      row.expiresAt(),
                      "revoked",
                      entry.recordedAt()));
    }
  }
}
