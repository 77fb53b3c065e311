package dev.daybook.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BearerTokenTest {

  @Test
  void everyTokenIsNew() {
    assertThat(BearerToken.random().text()).isNotEqualTo(BearerToken.random().text());
  }

  @Test
  void aTokenNeverPrintsItself() {
    assertThat(BearerToken.random()).hasToString("dbk_…");
  }

  @Test
  void theSchemeIgnoresCaseAndTheTokenDoesNot() {
    BearerToken token = BearerToken.random();
    assertThat(BearerToken.ofHeader("bearer " + token.text())).contains(token);
    assertThat(BearerToken.ofHeader("Bearer " + token.text().toUpperCase(java.util.Locale.ROOT)))
        .isEmpty();
  }

  @Test
  void anythingElseIsNoToken() {
    assertThat(BearerToken.ofHeader("Basic YTpi")).isEmpty();
    assertThat(BearerToken.ofHeader("Bearer ")).isEmpty();
    assertThat(BearerToken.ofHeader("Bearer dbk_short")).isEmpty();
    assertThat(BearerToken.ofHeader("Bearer dbk_" + "ä".repeat(43))).isEmpty();
  }
}
