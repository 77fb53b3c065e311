package dev.daybook.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StrictJsonTest {

  @Test
  void ordinaryJsonIsReadAndCanonicalised() {
    assertThat(canonical(" { \"b\" : [1, 2.50, null], \"a\" : \"\\u00e9\\/\" } "))
        .isEqualTo("{\"a\":\"é/\",\"b\":[1,2.5,null]}");
    assertThat(StrictJson.parse(bytes("{\"a\":[true,7]}")))
        .isEqualTo(Map.of("a", List.of(true, 7L)));
    assertThat(canonical("null")).isEqualTo("null");
    assertThat(canonical("{\"b\":{\"c\":null},\"a\":null}"))
        .isEqualTo("{\"a\":null,\"b\":{\"c\":null}}");
  }

  @Test
  void aDuplicateKeyIsRefused() {
    refused("{\"a\":1,\n \"a\":2}", "line 2");
    refused("{\"a\":{\"b\":1,\"\\u0062\":2}}", "b");
  }

  @Test
  void aWholeNumberNoDoubleHoldsIsRefused() {
    assertThat(canonical("9007199254740991")).isEqualTo("9007199254740991");
    refused("[9007199254740993]", "`9007199254740993`");
    refused("-9007199254740992", "write it as text");
    refused("123456789012345678901234567890", "write it as text");
  }

  @Test
  void halfASurrogatePairIsRefused() {
    refused("\"\\ud83d\"", "\\ud83d");
    refused("\"a\\ude00b\"", "\\ude00");
    refused("{\"\\ud83d\":1}", "\\ud83d");
    assertThat(canonical("\"\\ud83d\\ude00\"")).isEqualTo("\"\uD83D\uDE00\"");
  }

  @Test
  void nestingEndsAtSixtyFour() {
    assertThat(canonical("[".repeat(64) + "]".repeat(64))).hasSize(128);
    refused("[".repeat(65) + "]".repeat(65), "64");
    refused("[".repeat(5000) + "]".repeat(5000), "64");
  }

  @Test
  void aTextEndsAtOneMebibyte() {
    int fill = StrictJson.MAX_BYTES - 2;
    assertThat(canonical("\"" + "x".repeat(fill) + "\"")).hasSize(StrictJson.MAX_BYTES);
    refused("\"" + "x".repeat(fill + 1) + "\"", "1048576");
  }

  @Test
  void whatIsNotJsonIsRefusedWithItsPlace() {
    refused("{\"a\":1,}", "line 1, column");
    refused("{\"a\":1} {}", "more follows");
    refused("", "empty");
    refused("[1e999]", "write it as text");
    refused("{'a':1}", "line 1");
    refused("[NaN]", "line 1");
    assertThatThrownBy(() -> StrictJson.parse(new byte[] {'"', (byte) 0xC3, '"'}))
        .isInstanceOf(StrictJson.Refused.class)
        .hasMessageContaining("UTF-8");
  }

  private static void refused(String json, String why) {
    assertThatThrownBy(() -> StrictJson.canonical(bytes(json)))
        .isInstanceOf(StrictJson.Refused.class)
        .hasMessageContaining(why);
  }

  private static String canonical(String json) {
    return new String(StrictJson.canonical(bytes(json)), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
