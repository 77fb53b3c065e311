package dev.daybook.document;

import dev.daybook.decision.SubjectCommand;
import dev.daybook.team.TeamCommand.RegisterTeam;
import dev.daybook.team.TeamSpec;
import dev.daybook.team.TeamSpec.Member;
import java.util.List;
import java.util.function.Supplier;

/** {@code daybook/v1 Team}: who is in it, how to reach it, which domains it keeps. */
final class TeamDialect implements Dialect {

  @Override
  public List<String> apiVersions() {
    return List.of("daybook/v1");
  }

  @Override
  public String kind() {
    return "Team";
  }

  @Override
  public Rank rank() {
    return Rank.TEAM;
  }

  @Override
  public Supplier<SubjectCommand> read(Section document) {
    Section metadata = document.section("metadata");
    String name = metadata.name("name").required();
    metadata.label("labels");
    Section spec = document.sectionIfPresent("spec");
    String description = spec.text("description").orNull();
    List<Member> members = spec.sections("members", TeamDialect::member);
    String channel = spec.text("channel").orNull();
    String mail = spec.text("mail").orNull();
    String onCall = spec.text("onCall").orNull();
    List<String> escalation = spec.texts("escalation");
    List<String> domains = spec.slot("domains").items(domain -> domain.domain().required());
    return () ->
        new RegisterTeam(
            new TeamSpec(
                name,
                description,
                members,
                channel,
                mail,
                onCall,
                escalation,
                domains,
                document.reading().labels()));
  }

  private static Member member(Section member) {
    return new Member(
        member.text("name").required(), member.text("mail").orNull(), member.text("role").orNull());
  }
}
