package dev.daybook.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.Hash;
import dev.daybook.seal.Sha256;
import dev.daybook.seal.SignedNote;
import dev.daybook.seal.SignerKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples on the page of the seal's formats are what the code makes. */
class SealFormatPageTest {

  private static final Path PAGE = Path.of("../docs/reference/seal-format.md");
  private static final String ORIGIN = "daybook/example";
  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

  /** Both from the seed 000102…1f. */
  private static final SignerKey LOG = key("37200ab4", 0x01);

  private static final SignerKey COSIGNER = key("b9c4f709", 0x06);
  private static final Checkpoint EMPTY =
      new Checkpoint(ORIGIN, 0, Hash.of(Sha256.of(new byte[0])));

  private static final SignedNote NOTE =
      SignedNote.of(EMPTY.text()).signed(LOG).cosigned(COSIGNER, NOON);

  @Test
  void theExamplesAreWhatTheCodeMakes() {
    String page = GoldenFile.read(PAGE);
    String written = page;
    for (Map.Entry<String, String> example : examples().entrySet()) {
      Matcher block =
          Pattern.compile(
                  "(<!-- example: %s -->\n```\n).*?(```\n)".formatted(example.getKey()),
                  Pattern.DOTALL)
              .matcher(written);
      assertThat(block.find()).as("the page has the example `%s`", example.getKey()).isTrue();
      written = block.replaceFirst("$1" + Matcher.quoteReplacement(example.getValue()) + "\n$2");
    }
    GoldenFile.matches(PAGE, written);
    assertThat(Pattern.compile("<!-- example: ").matcher(page).results().count())
        .as("every example on the page is compared")
        .isEqualTo(examples().size());
  }

  private static SignerKey key(String id, int type) {
    ByteBuffer typed = ByteBuffer.allocate(33).put((byte) type);
    for (int i = 0; i < 32; i++) {
      typed.put((byte) i);
    }
    return SignerKey.parse(
        "PRIVATE+KEY+%s+%s+%s"
            .formatted(ORIGIN, id, Base64.getEncoder().encodeToString(typed.array())));
  }

  /** A second verifier in a few lines, by the page and the JDK alone. */
  @Test
  void theJdkVerifiesTheExamplesCosignature() throws GeneralSecurityException {
    String vkey = COSIGNER.verifier().toString();
    byte[] typed = base64(vkey.substring(vkey.indexOf('+', vkey.indexOf('+') + 1) + 1));
    String note = text(NOTE);
    byte[] signature = base64(note.substring(note.lastIndexOf(' ') + 1, note.length() - 1));
    Signature verifier = Signature.getInstance("ML-DSA-44");
    verifier.initVerify(
        KeyFactory.getInstance("ML-DSA-44")
            .generatePublic(
                new X509EncodedKeySpec(
                    HexFormat.of()
                        .parseHex(
                            "30820532300b06096086480165030403110382052100"
                                + HexFormat.of().formatHex(typed, 1, typed.length)))));
    verifier.update(HexFormat.of().parseHex(message()));

    assertThat(verifier.verify(Arrays.copyOfRange(signature, 4 + 8, signature.length))).isTrue();
  }

  private static Map<String, String> examples() {
    Map<String, String> examples = new LinkedHashMap<>();
    examples.put("private key", LOG.encoded());
    examples.put("vkey", LOG.verifier().toString());
    examples.put("ml-dsa private key", COSIGNER.encoded());
    String vkey = COSIGNER.verifier().toString();
    examples.put(
        "ml-dsa vkey",
        vkey.substring(0, 48) + "…\n" + Sha256.hex(vkey.getBytes(StandardCharsets.UTF_8)));
    String note = text(NOTE);
    examples.put("checkpoint", note.substring(0, note.lastIndexOf(' ') + 33) + "…");
    examples.put("ml-dsa message", message() + "\n" + Sha256.hex(NOTE.bytes()));
    return examples;
  }

  /** Made here by the page's table, apart from the code. */
  private static String message() {
    return hex("subtree/v1\n\0")
        + "0f"
        + hex(ORIGIN)
        + HexFormat.of().toHexDigits(NOON.getEpochSecond())
        + "0f"
        + hex(ORIGIN)
        + "0000000000000000"
        + "0000000000000000"
        + EMPTY.root().hex();
  }

  private static String text(SignedNote note) {
    return new String(note.bytes(), StandardCharsets.UTF_8);
  }

  private static byte[] base64(String text) {
    return Base64.getDecoder().decode(text);
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }
}
