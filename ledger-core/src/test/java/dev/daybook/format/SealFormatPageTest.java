package dev.daybook.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.seal.AddCheckpoint;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.ConsistencyProof;
import dev.daybook.seal.Hash;
import dev.daybook.seal.InclusionProof;
import dev.daybook.seal.KeyRotation;
import dev.daybook.seal.LeafEntry;
import dev.daybook.seal.Merkle;
import dev.daybook.seal.Sha256;
import dev.daybook.seal.SignedNote;
import dev.daybook.seal.SignerKey;
import dev.daybook.seal.TlogPolicy;
import dev.daybook.seal.TlogProof;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples on the page of the seal's formats are what the code makes. */
class SealFormatPageTest {

  private static final Path PAGE = Path.of("../docs/reference/seal-format.md");
  private static final String ORIGIN = SealExamples.ORIGIN;
  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

  /** All from the seed 000102…1f. */
  private static final SignerKey LOG = SealExamples.LOG;

  private static final SignerKey COSIGNER = SealExamples.COSIGNER;
  private static final SignerKey WITNESS =
      SealExamples.key("witness.example/w1", "e75f6532", 0x04, 0);
  private static final Checkpoint EMPTY = new Checkpoint(ORIGIN, 0, Merkle.EMPTY_ROOT);

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

  /** A second verifier in a few lines, by the page and the JDK alone. */
  @Test
  void theJdkVerifiesTheExamplesCosignature() throws GeneralSecurityException {
    String note = text(NOTE);
    byte[] signature = base64(note.substring(note.lastIndexOf(' ') + 1, note.length() - 1));
    Signature verifier = Signature.getInstance("ML-DSA-44");
    verifier.initVerify(publicKey("ML-DSA-44", COSIGNER.verifier().key()));
    verifier.update(HexFormat.of().parseHex(message()));

    assertThat(verifier.verify(Arrays.copyOfRange(signature, 4 + 8, signature.length))).isTrue();
  }

  private static Map<String, String> examples() {
    Map<String, String> examples = new LinkedHashMap<>();
    examples.put("private key", LOG.encoded());
    examples.put("vkey", LOG.verifier().toString());
    examples.put("ml-dsa private key", COSIGNER.encoded());
    String vkey = COSIGNER.verifier().toString();
    examples.put("ml-dsa vkey", shortened(vkey));
    examples.put("leaf", text(LEAF.json()));
    examples.put(
        "tree", String.join("\n", Merkle.leafHash(LEAF.json()).hex(), THREE.hex(), THREE.base64()));
    String note = text(NOTE);
    examples.put("checkpoint", note.substring(0, note.lastIndexOf(' ') + 33) + "…");
    examples.put("ml-dsa message", message() + "\n" + Sha256.hex(NOTE.bytes()));
    examples.put("witness vkey", WITNESS.verifier().toString());
    examples.put("proof", new String(proof().bytes(), StandardCharsets.UTF_8).stripTrailing());
    examples.put(
        "request",
        new String(
                new AddCheckpoint(1, List.of(ONE), proof().checkpoint()).body(),
                StandardCharsets.UTF_8)
            .stripTrailing());
    examples.put("policy", policy().stripTrailing());
    examples.put("next vkey", SealExamples.NEXT_LOG.verifier().toString());
    examples.put("next ml-dsa vkey", shortened(SealExamples.NEXT_COSIGNER.verifier().toString()));
    examples.put("rotation", rotation());
    examples.put("imprint", Sha256.hex(EMPTY.text().getBytes(StandardCharsets.UTF_8)));
    return examples;
  }

  private static String shortened(String vkey) {
    return vkey.substring(0, 48) + "…\n" + Sha256.hex(vkey.getBytes(StandardCharsets.UTF_8));
  }

  /** What is signed, by its digest, and the signatures, the long one by its digest too. */
  private static String rotation() {
    KeyRotation rotation = SealExamples.rotation();
    return String.join(
        "\n",
        Integer.toString(rotation.message().length),
        Sha256.hex(rotation.message()),
        Base64.getEncoder().encodeToString(rotation.signature()),
        Sha256.hex(rotation.cosignature()));
  }

  /** Made here by the page's table, apart from the code, and verified by the JDK. */
  @Test
  void theExamplesRotationIsWhatThePageSays() throws GeneralSecurityException {
    KeyRotation rotation = SealExamples.rotation();
    StringBuilder message = new StringBuilder("daybook/key-rotation@v1\n\0");
    message.append(ORIGIN).append("\n2\n").append(Merkle.nodeHash(ZERO, ONE).base64());
    message.append("\nbefore ").append(LOG.verifier());
    message.append("\nbefore ").append(COSIGNER.verifier());
    message.append("\nafter ").append(SealExamples.NEXT_LOG.verifier());
    message.append("\nafter ").append(SealExamples.NEXT_COSIGNER.verifier()).append("\n");

    assertThat(text(rotation.message())).isEqualTo(message.toString());
    for (String algorithm : List.of("Ed25519", "ML-DSA-44")) {
      boolean isFirst = algorithm.equals("Ed25519");
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(publicKey(algorithm, (isFirst ? LOG : COSIGNER).verifier().key()));
      verifier.update(rotation.message());
      assertThat(verifier.verify(isFirst ? rotation.signature() : rotation.cosignature()))
          .as(algorithm)
          .isTrue();
    }
  }

  private static PublicKey publicKey(String algorithm, byte[] key) throws GeneralSecurityException {
    String head =
        algorithm.equals("Ed25519")
            ? "302a300506032b6570032100"
            : "30820532300b06096086480165030403110382052100";
    return KeyFactory.getInstance(algorithm)
        .generatePublic(
            new X509EncodedKeySpec(HexFormat.of().parseHex(head + HexFormat.of().formatHex(key))));
  }

  /** A ledger of two entries, and the proof of the second. */
  private static final Hash ZERO = Merkle.leafHash("zero".getBytes(StandardCharsets.UTF_8));

  private static final Hash ONE = Merkle.leafHash("one".getBytes(StandardCharsets.UTF_8));

  /** A ledger's entry, whose payload and metadata are the texts `{}` and `{"kind":"service"}`. */
  private static final LeafEntry LEAF =
      new LeafEntry(
          ORIGIN,
          41,
          UUID.fromString("019a9f6e-4c00-7abc-8def-0123456789ab"),
          "product/sales.customer-360",
          3,
          "product.registered",
          1,
          Instant.parse("2026-11-20T09:30:00.000125Z"),
          "act_0123456789abcdef",
          LeafEntry.Content.of("{}".getBytes(StandardCharsets.UTF_8)),
          LeafEntry.Content.of("{\"kind\":\"service\"}".getBytes(StandardCharsets.UTF_8)));

  /** The root over the leaves zero, one and two. */
  private static final Hash THREE =
      Merkle.nodeHash(
          Merkle.nodeHash(ZERO, ONE), Merkle.leafHash("two".getBytes(StandardCharsets.UTF_8)));

  private static TlogProof proof() {
    Checkpoint two = new Checkpoint(ORIGIN, 2, Merkle.nodeHash(ZERO, ONE));
    return TlogProof.of(
        new InclusionProof(1, 2, List.of(ZERO)),
        SignedNote.of(two.text()).signed(LOG).cosigned(WITNESS, NOON));
  }

  private static String policy() {
    return "log %s\nwitness W1 %s\nquorum W1\n".formatted(LOG.verifier(), WITNESS.verifier());
  }

  @Test
  void theExamplesPolicyTrustsTheExamplesProof() {
    TlogPolicy policy = TlogPolicy.parse(policy().getBytes(StandardCharsets.UTF_8));
    TlogProof proof = TlogProof.parse(proof().bytes());

    Checkpoint trusted = policy.open(proof.checkpoint().bytes()).opened().checkpoint();

    assertThat(proof.inclusion().proves(ONE, trusted.root())).isTrue();
    assertThat(new ConsistencyProof(1, 2, List.of(ONE)).proves(ZERO, trusted.root())).isTrue();
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
    return text(note.bytes());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] base64(String text) {
    return Base64.getDecoder().decode(text);
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }
}
