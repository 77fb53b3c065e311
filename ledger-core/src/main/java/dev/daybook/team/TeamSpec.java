package dev.daybook.team;

import dev.daybook.mesh.Party;
import dev.daybook.mesh.Personal;
import dev.daybook.mesh.SubjectName;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A team as its document describes it. Owners in other documents resolve to it by name or mail.
 *
 * @param name the team's name, unique ignoring case: {@code sales-data-team}
 * @param channel where the team talks, such as {@code #sales-data}
 * @param mail the team's shared address; may be a person's in small teams
 * @param onCall who answers out of hours: a rotation's name or link
 * @param escalation whom to ask next, nearest first
 * @param domains the domains it keeps
 * @param labels what the document says beside all this, by JSON pointer; may name persons
 */
public record TeamSpec(
    String name,
    @Nullable String description,
    @Personal List<Member> members,
    @Nullable String channel,
    @Personal @Nullable String mail,
    @Personal @Nullable String onCall,
    @Personal List<String> escalation,
    List<String> domains,
    @Personal(quoted = true) Map<String, String> labels) {

  public TeamSpec {
    members = List.copyOf(members);
    escalation = List.copyOf(escalation);
    domains = List.copyOf(domains);
    labels = Map.copyOf(labels);
  }

  public SubjectName subject() {
    return SubjectName.team(name);
  }

  /** The team as an owner or contact. */
  public Party party() {
    return new Party(name, Party.Kind.TEAM, null, mail);
  }

  /**
   * One person in the team.
   *
   * @param role what the person does there: {@code owner}, {@code steward}, {@code developer}
   */
  public record Member(
      @Personal String name, @Personal @Nullable String mail, @Nullable String role) {}
}
