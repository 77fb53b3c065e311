package dev.daybook.document;

import static dev.daybook.document.Reads.contract;
import static dev.daybook.document.Reads.problems;
import static dev.daybook.document.Reads.told;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A contract that writes every field of ODCS: what the typed form has no place for is kept. */
class OpenDataContractFieldsTest {

  private static final String DEFINITIONS =
      "authoritativeDefinitions: [{url: the-url, type: the-type, id: i, description: d}]";

  private static final String CUSTOM =
      "customProperties: [{property: p, value: v, id: i, description: d}]";

  private static final String EVERYTHING =
      """
      apiVersion: v3.1.0
      kind: DataContract
      id: everything
      name: N
      version: 1.0.0
      status: active
      domain: sales
      dataProduct: orders
      tenant: T
      tags: [t]
      slaDefaultElement: E
      contractCreatedTs: C
      description:
        usage: u
        purpose: p
        limitations: l
        DEFINITIONS
        CUSTOM
      schema:
        - name: orders
          id: i
          businessName: B
          logicalType: object
          physicalType: P
          physicalName: n
          description: d
          dataGranularityDescription: G
          tags: [t]
          relationships: [{to: R}]
          DEFINITIONS
          CUSTOM
          quality:
            - id: i
              name: n
              description: D
              businessImpact: I
              dimension: accuracy
              method: M
              schedule: S
              scheduler: R
              tags: [t]
              type: custom
              engine: e
              implementation: I
              severity: s
              DEFINITIONS
              CUSTOM
          properties:
            - name: order_id
              id: i
              businessName: B
              logicalType: string
              physicalType: P
              physicalName: N
              description: d
              tags: [t]
              required: true
              unique: true
              primaryKey: true
              primaryKeyPosition: 1
              partitioned: true
              partitionKeyPosition: 2
              classification: c
              encryptedName: E
              transformSourceObjects: [O]
              transformLogic: L
              transformDescription: D
              examples: [X]
              criticalDataElement: true
              relationships: [{to: R}]
              logicalTypeOptions: {minLength: 1, maxLength: 2, pattern: a, format: f}
              DEFINITIONS
              CUSTOM
              quality: [{metric: rowCount, mustBe: 1, arguments: {a: 1}}]
      servers:
        - server: s
          id: i
          type: custom
          environment: e
          description: D
          host: h
          port: 1
          roles:
            - role: r
              CUSTOM
          CUSTOM
      team:
        id: i
        name: t
        description: D
        tags: [t]
        DEFINITIONS
        CUSTOM
        members:
          - username: u
            id: i
            name: n
            role: r
            description: D
            dateIn: 2025-01-01
            dateOut: 2025-01-02
            replacedByUsername: U
            tags: [t]
            DEFINITIONS
            CUSTOM
      support:
        - channel: c
          id: i
          url: l
          description: D
          tool: T
          scope: S
          invitationUrl: V
          CUSTOM
      roles:
        - role: r
          id: i
          access: a
          description: D
          firstLevelApprovers: F
          secondLevelApprovers: S
          CUSTOM
      slaProperties:
        - property: supportTier
          id: i
          value: gold
          valueExt: X
          element: e
          driver: d
          description: D
          scheduler: s
          schedule: h
      price: {id: i, priceAmount: 1, priceCurrency: C, priceUnit: U}
      DEFINITIONS
      CUSTOM
      """
          .replace("DEFINITIONS", DEFINITIONS)
          .replace("CUSTOM", CUSTOM);

  @Test
  void definitionsAndCustomPropertiesAreKeptWhereverTheyStand() {
    Map<String, String> labels = contract(EVERYTHING).labels();
    for (String place :
        List.of(
            "",
            "/description",
            "/schema/0",
            "/schema/0/quality/0",
            "/schema/0/properties/0",
            "/team",
            "/team/members/0")) {
      assertThat(labels)
          .as(place)
          .containsEntry(place + "/authoritativeDefinitions/0/url", "the-url")
          .containsEntry(place + "/authoritativeDefinitions/0/type", "the-type")
          .containsEntry(place + "/authoritativeDefinitions/0/id", "i")
          .containsEntry(place + "/authoritativeDefinitions/0/description", "d");
    }
    for (String place :
        List.of(
            "",
            "/description",
            "/schema/0",
            "/schema/0/quality/0",
            "/schema/0/properties/0",
            "/servers/0",
            "/servers/0/roles/0",
            "/team",
            "/team/members/0",
            "/support/0",
            "/roles/0")) {
      assertThat(labels)
          .as(place)
          .containsEntry(place + "/customProperties/0/property", "p")
          .containsEntry(place + "/customProperties/0/value", "v")
          .containsEntry(place + "/customProperties/0/id", "i")
          .containsEntry(place + "/customProperties/0/description", "d");
    }
  }

  @Test
  void whatTheTypedFormHasNoPlaceForIsKept() {
    assertThat(
            contract(EVERYTHING).labels().entrySet().stream()
                .filter(label -> !label.getKey().matches(".*/(authoritativeD|customP).*"))
                .map(label -> label.getKey() + " " + label.getValue())
                .sorted()
                .collect(Collectors.joining("\n", "", "\n")))
        .isEqualTo(
            """
            /contractCreatedTs C
            /name N
            /price/id i
            /price/priceAmount 1
            /price/priceCurrency C
            /price/priceUnit U
            /roles/0/description D
            /roles/0/firstLevelApprovers F
            /roles/0/id i
            /roles/0/secondLevelApprovers S
            /schema/0/businessName B
            /schema/0/dataGranularityDescription G
            /schema/0/id i
            /schema/0/logicalType object
            /schema/0/physicalType P
            /schema/0/properties/0/businessName B
            /schema/0/properties/0/criticalDataElement true
            /schema/0/properties/0/encryptedName E
            /schema/0/properties/0/examples/0 X
            /schema/0/properties/0/id i
            /schema/0/properties/0/logicalTypeOptions/format f
            /schema/0/properties/0/logicalTypeOptions/maxLength 2
            /schema/0/properties/0/logicalTypeOptions/minLength 1
            /schema/0/properties/0/logicalTypeOptions/pattern a
            /schema/0/properties/0/partitionKeyPosition 2
            /schema/0/properties/0/partitioned true
            /schema/0/properties/0/physicalName N
            /schema/0/properties/0/physicalType P
            /schema/0/properties/0/primaryKeyPosition 1
            /schema/0/properties/0/relationships/0/to R
            /schema/0/properties/0/tags/0 t
            /schema/0/properties/0/transformDescription D
            /schema/0/properties/0/transformLogic L
            /schema/0/properties/0/transformSourceObjects/0 O
            /schema/0/quality/0/businessImpact I
            /schema/0/quality/0/description D
            /schema/0/quality/0/dimension accuracy
            /schema/0/quality/0/id i
            /schema/0/quality/0/implementation I
            /schema/0/quality/0/method M
            /schema/0/quality/0/schedule S
            /schema/0/quality/0/scheduler R
            /schema/0/quality/0/tags/0 t
            /schema/0/relationships/0/to R
            /schema/0/tags/0 t
            /servers/0/description D
            /servers/0/host h
            /servers/0/id i
            /servers/0/port 1
            /slaDefaultElement E
            /slaProperties/0/description D
            /slaProperties/0/driver d
            /slaProperties/0/element e
            /slaProperties/0/id i
            /slaProperties/0/property supportTier
            /slaProperties/0/schedule h
            /slaProperties/0/scheduler s
            /slaProperties/0/value gold
            /slaProperties/0/valueExt X
            /support/0/channel c
            /support/0/description D
            /support/0/id i
            /support/0/invitationUrl V
            /support/0/scope S
            /support/0/tool T
            /support/0/url l
            /team/description D
            /team/id i
            /team/members/0/dateIn 2025-01-01
            /team/members/0/dateOut 2025-01-02
            /team/members/0/description D
            /team/members/0/id i
            /team/members/0/name n
            /team/members/0/replacedByUsername U
            /team/members/0/role r
            /team/members/0/tags/0 t
            /team/members/0/username u
            /team/tags/0 t
            /tenant T
            """);
  }

  @Test
  void whatCameWithTheNewestVersionIsNoFieldOfTheOlderOnes() {
    List<Problem> problems = problems(EVERYTHING.replace("v3.1.0", "v3.0.2"));
    assertThat(problems)
        .filteredOn(problem -> !problem.pointer().equals("/team"))
        .allSatisfy(problem -> assertThat(problem.fix()).startsWith("v3.1.0 knows it: "));
    assertThat(problems.stream().map(Problem::pointer).collect(Collectors.joining("\n", "", "\n")))
        .isEqualTo(
            """
            /description/authoritativeDefinitions/0/id
            /description/authoritativeDefinitions/0/description
            /description/customProperties/0/id
            /description/customProperties/0/description
            /schema/0/id
            /schema/0/relationships
            /schema/0/authoritativeDefinitions/0/id
            /schema/0/authoritativeDefinitions/0/description
            /schema/0/customProperties/0/id
            /schema/0/customProperties/0/description
            /schema/0/quality/0/id
            /schema/0/quality/0/authoritativeDefinitions/0/id
            /schema/0/quality/0/authoritativeDefinitions/0/description
            /schema/0/quality/0/customProperties/0/id
            /schema/0/quality/0/customProperties/0/description
            /schema/0/properties/0/id
            /schema/0/properties/0/relationships
            /schema/0/properties/0/authoritativeDefinitions/0/id
            /schema/0/properties/0/authoritativeDefinitions/0/description
            /schema/0/properties/0/customProperties/0/id
            /schema/0/properties/0/customProperties/0/description
            /schema/0/properties/0/quality/0/metric
            /schema/0/properties/0/quality/0/arguments
            /servers/0/id
            /servers/0/roles/0/customProperties/0/id
            /servers/0/roles/0/customProperties/0/description
            /servers/0/customProperties/0/id
            /servers/0/customProperties/0/description
            /team
            /support/0/id
            /support/0/customProperties
            /roles/0/id
            /roles/0/customProperties/0/id
            /roles/0/customProperties/0/description
            /price/id
            /authoritativeDefinitions/0/id
            /authoritativeDefinitions/0/description
            /customProperties/0/id
            /customProperties/0/description
            """);
  }

  @Test
  void aMemberOfTheOlderTeamHasNoneOfWhatCameLater() {
    assertThat(
            told(
                """
                apiVersion: v3.0.2
                kind: DataContract
                id: orders
                version: 1.0.0
                status: draft
                team: [{id: i, tags: [t], authoritativeDefinitions: [], customProperties: []}]
                """))
        .hasSize(4)
        .allSatisfy(problem -> assertThat(problem).contains("v3.1.0 knows it"));
  }

  @Test
  void aDefinitionAndACustomPropertySayWhatTheyAre() {
    assertThat(
            told(
                """
                apiVersion: v3.1.0
                kind: DataContract
                id: orders
                version: 1.0.0
                status: draft
                authoritativeDefinitions: [{id: a}]
                customProperties: [{value: b, extra: c}]
                """))
        .containsExactly(
            "6:28 `url` is missing in item 1 of `authoritativeDefinitions`; add `url: …`",
            "6:28 `type` is missing in item 1 of `authoritativeDefinitions`; add `type: …`",
            "7:20 `property` is missing in item 1 of `customProperties`; add `property: …`",
            "7:31 `extra` is no field of item 1 of `customProperties`; remove it");
  }
}
