package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** {@code daybook policy eval}, on the sample mesh. */
class PolicyEvalTest {

  private static final String CUSTOMER_360 = "../samples/mesh/sales/customer-360.yaml";

  @Test
  void showsTheValueOfEveryPart() {
    Cli run =
        Cli.run(
            "policy",
            "eval",
            "product.classification.tier == 'gold' && product.outputPorts.all(p, p.type == 'graphql')",
            "-i",
            CUSTOMER_360);

    assertThat(run.exit()).isEqualTo(Exit.OK);
    assertThat(run.out().lines())
        .startsWith("product/sales.customer-360  false")
        .contains(
            "    product.classification.tier == \"gold\"  is true",
            "      product.classification.tier  is \"gold\"",
            "    product.outputPorts.all(p, p.type == \"graphql\")  is false",
            "      p.type == \"graphql\"  is false");
  }

  @Test
  void tellsNobodysMailAddress() {
    Cli run = Cli.run("policy", "eval", "product.owner", "-i", CUSTOMER_360);

    assertThat(run.exit()).isEqualTo(Exit.OK);
    assertThat(run.out()).contains("(personal)").doesNotContain("@");
  }

  @Test
  void endsWithOneWhereAFactIsMissing() {
    Cli run = Cli.run("policy", "eval", "contract.name == 'x'", "-i", CUSTOMER_360);

    assertThat(run.exit()).isEqualTo(Exit.NO);
    assertThat(run.out()).contains("has no value: the fact `contract` is missing");
  }

  @Test
  void refusesAWrongExpressionWithItsPlaceAndAllAtOnce() {
    Cli run =
        Cli.run(
            "policy",
            "eval",
            "product.outptPorts.size() > 0 && prodct.tier == 'gold'",
            "-i",
            CUSTOMER_360);

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err())
        .contains("1:8 `product` has no field `outptPorts`")
        .contains("outputPorts")
        .contains("there is no fact `prodct`");
  }

  @Test
  void asksEachOfSeveralDocumentsAndSpeaksJson() {
    Cli run =
        Cli.run("policy", "eval", "command.kind", "-i", "../samples/mesh/teams.yaml", "-o", "json");

    assertThat(run.exit()).isEqualTo(Exit.OK);
    assertThat(run.out()).startsWith("[").contains("\"subject\": \"team/").contains("\"parts\"");
  }
}
