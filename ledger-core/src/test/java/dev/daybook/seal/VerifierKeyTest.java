package dev.daybook.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerifierKeyTest {

  @Test
  void publishedKeysReadAndWriteTheSame() {
    for (String vkey : List.of(Vectors.SPEC_KEY, Vectors.GO_KEY)) {
      assertThat(VerifierKey.parse(vkey)).hasToString(vkey);
    }
    VerifierKey key = VerifierKey.parse(Vectors.SPEC_KEY);
    assertThat(key.name()).isEqualTo("example.com/foo");
    assertThat(key.id()).isEqualTo(0x530d903a);
    assertThat(key.algorithm()).isEqualTo(KeyAlgorithm.ED25519);
  }

  @Test
  void aKeyOfWrongLengthIsRefused() {
    assertRefused(
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "its key is base64 in another than its one form");
    assertRefused(
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEQ==",
        "its key has 36 bytes; one of type 0x01 has 32");
  }

  @Test
  void aKeyOfAnUnknownTypeIsRefused() {
    assertRefused(
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "its key is of a type not known here");
  }

  @Test
  void anIdThatIsNotItsKeysIsRefused() {
    assertRefused(
        Vectors.SPEC_KEY.replace("+530d903a+", "+530d903b+"),
        "its id is `530d903b`, but the id of this name and key is `530d903a`");
    assertRefused(Vectors.SPEC_KEY.replace("foo", "fox"), "its id is `530d903a`");
    assertRefused(Vectors.SPEC_KEY.replace("530d903a", "530D903A"), "its id is `530D903A`");
  }

  @Test
  void whatIsNoKeyIsRefused() {
    assertRefused("", "a verifier key is `name+id+key`; this one has 1 parts instead of 3");
    assertRefused("example.com/foo+530d903a", "has 2 parts");
    assertRefused("example.com/foo+530d903a+", "its key is of a type not known here");
    assertRefused("example.com/foo+530d903a+AQ*=", "its key is not base64");
    assertRefused(Vectors.SPEC_KEY + "\n", "its key is not base64");
  }

  @Test
  void aNameHoldsNothingThatWouldEndIt() {
    String nextLine = "\u0085";
    for (String name :
        List.of(
            "",
            " ",
            "a b",
            "a\u00a0b",
            "a\u3000b",
            "a\u2028",
            "a\tb",
            nextLine,
            "a\u0001",
            "\ud800")) {
      assertThatThrownBy(() -> SignerKey.generate(name, KeyAlgorithm.ED25519))
          .as("name %s", HexFormat.of().formatHex(name.getBytes(StandardCharsets.UTF_16BE)))
          .isInstanceOf(SealRefused.Malformed.class);
    }
    assertThatThrownBy(() -> SignerKey.generate("a+b", KeyAlgorithm.ED25519))
        .isInstanceOf(SealRefused.Malformed.class);
    assertThatThrownBy(() -> SignerKey.generate("ö".repeat(128), KeyAlgorithm.ED25519))
        .hasMessage("a key's name has at most 255 bytes");
    assertThat(SignerKey.generate("größe/日本", KeyAlgorithm.ED25519).verifier().name())
        .isEqualTo("größe/日本");
  }

  /** Keys of small order verify what nobody signed; those with a part of small order, by luck. */
  @Test
  void onlyKeysInTheGroupOfPrimeOrderAreKeys() {
    List<String> accepted = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (String line : Vectors.lines("ed25519-keys.txt")) {
      byte[] key = HexFormat.of().parseHex(line.split(" ", -1)[0]);
      for (KeyAlgorithm algorithm :
          List.of(KeyAlgorithm.ED25519, KeyAlgorithm.ED25519_COSIGNATURE)) {
        try {
          accepted.add(VerifierKey.owning("a", algorithm, key).toString());
        } catch (SealRefused.Malformed e) {
          assertThat(e).hasMessageContaining("not a point in Ed25519's group of prime order");
          refused.add(line);
        }
      }
    }
    assertThat(refused).hasSize(42).allMatch(line -> line.contains("low_order"));
    assertThat(accepted).hasSize(2);
  }

  @Test
  void keysAreEqualWhenTheirTextsAre() {
    assertThat(VerifierKey.parse(Vectors.SPEC_KEY))
        .isEqualTo(VerifierKey.parse(Vectors.SPEC_KEY))
        .hasSameHashCodeAs(VerifierKey.parse(Vectors.SPEC_KEY))
        .isNotEqualTo(VerifierKey.parse(Vectors.GO_KEY));
  }

  private static void assertRefused(String vkey, String why) {
    assertThatThrownBy(() -> VerifierKey.parse(vkey))
        .isInstanceOf(SealRefused.Malformed.class)
        .hasMessageContaining(why);
  }
}
