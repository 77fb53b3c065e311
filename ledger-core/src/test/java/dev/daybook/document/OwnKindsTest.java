package dev.daybook.document;

import static dev.daybook.document.Reads.readable;
import static dev.daybook.document.Reads.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Effect;
import dev.daybook.domain.DomainCommand.RegisterDomain;
import dev.daybook.domain.DomainSpec;
import dev.daybook.mesh.Party;
import dev.daybook.policy.PolicyCommand.PublishPolicy;
import dev.daybook.policy.PolicyText;
import dev.daybook.policy.Stage;
import dev.daybook.team.TeamCommand.RegisterTeam;
import dev.daybook.team.TeamSpec;
import dev.daybook.team.TeamSpec.Member;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnKindsTest {

  @Test
  void aDomainSaysWhoAnswersForIt() {
    DomainSpec spec = ((RegisterDomain) readable(Samples.DOMAIN).command()).spec();
    assertThat(spec)
        .isEqualTo(
            new DomainSpec(
                "supply-chain",
                "Buying and moving goods.",
                Party.team("logistics-data-team"),
                List.of(
                    new Party("ada@example.org", Party.Kind.MAIL, "Ada Byron", "Ada@example.org"),
                    Party.parse("grace@example.org")),
                List.of("procurement"),
                List.of("inventory"),
                List.of("operations"),
                Map.of("/metadata/labels/cost-centre", "4711")));
  }

  @Test
  void aTeamSaysHowToReachIt() {
    TeamSpec spec = ((RegisterTeam) readable(Samples.TEAM).command()).spec();
    assertThat(spec)
        .isEqualTo(
            new TeamSpec(
                "sales-data-team",
                "Sales data.",
                List.of(
                    new Member("Ada Byron", "ada@example.org", "owner"),
                    new Member("Grace", null, null)),
                "#sales-data",
                "sales-data@example.org",
                "pagerduty/sales",
                List.of("boss@example.org"),
                List.of("sales"),
                Map.of()));
  }

  @Test
  void aPolicyKeepsItsOwnTextAndDigest() {
    String yaml =
        """
        apiVersion: daybook/v1
        kind: Policy
        metadata: {name: product-naming, version: 1.0.0, title: Naming, contact: x}
        spec:
          enforcement: recommended
          scope: {domains: [all]}
          validations: [{name: a, expression: "true"}]
        """;
    PolicyText policy = ((PublishPolicy) readable(yaml).command()).policy();
    assertThat(policy.text()).isEqualTo(yaml);
    assertThat(policy.sha256()).isEqualTo(readable(yaml).source().sha256());
    assertThat(policy.enforcement()).isEqualTo(Effect.WARN);
    assertThat(policy.stages()).isEmpty();
    assertThat(policy.domains()).isEmpty();
    assertThat(policy.subject()).hasToString("policy/product-naming");
  }

  @Test
  void aPolicyInStagesIsListedByWhatItComesTo() {
    PolicyText policy =
        ((PublishPolicy)
                readable(
                        """
                        apiVersion: daybook/v1
                        kind: Policy
                        metadata: {name: product-naming, version: 1.0.0}
                        spec:
                          stages:
                            - enforcement: optional
                            - {enforcement: required, from: 2026-06-01}
                        """)
                    .command())
            .policy();
    assertThat(policy.enforcement()).isEqualTo(Effect.DENY);
    assertThat(policy.stages())
        .containsExactly(
            new Stage(Effect.AUDIT, null), new Stage(Effect.DENY, LocalDate.parse("2026-06-01")));
  }

  @Test
  void aPolicyNeedsAnEnforcement() {
    assertThat(
            told(
                """
                apiVersion: daybook/v1
                kind: Policy
                metadata: {name: product-naming, version: 1.0.0}
                spec: {enforcement: strict}
                """))
        .containsExactly("4:21 `strict` is not known in `enforcement`");
  }

  @Test
  void anUnknownKindIsToldTheKnownOnes() {
    Problem problem =
        Reads.problems("apiVersion: daybook/v1\nkind: Plicy\nmetadata: {}\n").getFirst();
    assertThat(problem.toString())
        .isEqualTo("2:7 `Plicy` is no kind of `daybook/v1`; did you mean `Policy`?");
    assertThat(problem.wanted()).isEqualTo("one of Domain, Team, Policy, PolicyParams");
  }

  @Test
  void aDocumentWithoutApiVersionIsToldAllThereAre() {
    Problem problem = Reads.problems("kind: Domain\n").getFirst();
    assertThat(problem.message())
        .isEqualTo("`apiVersion` is missing: nothing says what this document is");
    assertThat(problem.wanted()).contains("datamesh/v1 DataProduct", "v3.1.0 DataContract");
    assertThat(told("apiVersion: datamesh/v2\nkind: DataProduct\n"))
        .containsExactly(
            "1:13 `datamesh/v2` is no apiVersion known here; did you mean `datamesh/v1`?");
  }
}
