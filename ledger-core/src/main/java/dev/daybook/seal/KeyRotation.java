package dev.daybook.seal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A log's word that other keys sign for it from here on, signed by both keys that did until now. It
 * is an entry of the log itself: checkpoints that end before it are signed by the keys before, the
 * one that ends with it by all four, and those that go on behind it by the keys after.
 *
 * @param origin the log's name, which all four keys bear
 * @param size entries of the tree it follows, which was signed before
 * @param root root of that tree
 * @param before the keys until now, Ed25519 and ML-DSA-44
 * @param after the keys from now on, in the same order
 * @param signature of {@link #message()} by the Ed25519 key before
 * @param cosignature of the same by the ML-DSA-44 key before
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record KeyRotation(
    String origin,
    long size,
    Hash root,
    List<VerifierKey> before,
    List<VerifierKey> after,
    byte[] signature,
    byte[] cosignature) {

  /** The type of its entry. */
  public static final String TYPE = "seal.keys-rotated";

  /** What the name of its entry's stream begins with; the log's name follows. */
  public static final String STREAM = "seal/";

  /** In front of what is signed. No note's text holds a zero byte, so this can be no note. */
  private static final String LABEL = "daybook/key-rotation@v1\n\0";

  /** A leaf's type is its last member, and stands in it as it stands here. */
  private static final byte[] LEAF_END =
      (",\"type\":\"" + TYPE + "\"}").getBytes(StandardCharsets.US_ASCII);

  private static final List<KeyAlgorithm> ALGORITHMS =
      List.of(KeyAlgorithm.ED25519, KeyAlgorithm.ML_DSA_44_COSIGNATURE);

  /**
   * @throws SealRefused.Malformed when the keys are not two pairs of the log's, or one stays
   */
  public KeyRotation {
    before = pair("before", origin, before);
    after = pair("after", origin, after);
    if (after.contains(before.getFirst()) || after.contains(before.getLast())) {
      throw new SealRefused.Malformed("one of the keys after is one of those before");
    }
    if (size < 0) {
      throw new SealRefused.Malformed("a tree's size is not negative: %d".formatted(size));
    }
  }

  private static List<VerifierKey> pair(String which, String origin, List<VerifierKey> keys) {
    if (!keys.stream().map(VerifierKey::algorithm).toList().equals(ALGORITHMS)) {
      throw new SealRefused.Malformed(
          "the keys %s are one of Ed25519 (0x01) and one of ML-DSA-44 (0x06), in this order"
              .formatted(which));
    }
    if (keys.stream().anyMatch(key -> !key.name().equals(origin))) {
      throw new SealRefused.Malformed(
          "the keys %s are `%s`'s and bear its name".formatted(which, origin));
    }
    return List.copyOf(keys);
  }

  /**
   * Signs over to other keys.
   *
   * @param follows what the keys signed of the log so far
   * @throws SealRefused.Malformed when the keys are not two pairs of the log's, or one stays
   */
  public static KeyRotation of(
      Checkpoint follows, SignerKey key, SignerKey cosigner, List<VerifierKey> after) {
    byte[] none = new byte[0];
    KeyRotation unsigned =
        new KeyRotation(
            follows.origin(),
            follows.size(),
            follows.root(),
            List.of(key.verifier(), cosigner.verifier()),
            after,
            none,
            none);
    byte[] message = unsigned.message();
    return new KeyRotation(
        unsigned.origin,
        unsigned.size,
        unsigned.root,
        unsigned.before,
        unsigned.after,
        key.signStatement(message),
        cosigner.signStatement(message));
  }

  /** Whether a leaf states that its entry is one of these. */
  public static boolean isAt(byte[] leaf) {
    int from = leaf.length - LEAF_END.length;
    return from >= 0 && Arrays.equals(leaf, from, leaf.length, LEAF_END, 0, LEAF_END.length);
  }

  /** The bytes both keys before sign. */
  public byte[] message() {
    StringBuilder text = new StringBuilder(LABEL);
    text.append(origin).append('\n').append(size).append('\n').append(root.base64()).append('\n');
    before.forEach(key -> text.append("before ").append(key).append('\n'));
    after.forEach(key -> text.append("after ").append(key).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Requires that it can stand where it does, but for the root, which takes the tree to tell.
   *
   * @param position of its entry
   * @param since how many entries the smallest tree has that the keys in force sign
   * @param inForce who signs what ends before it; none where nobody knows
   * @throws SealRefused.Forged when it cannot
   */
  public void requireAt(long position, String log, long since, List<VerifierKey> inForce) {
    if (!origin.equals(log)) {
      throw new SealRefused.Forged("it is of `%s`; this is `%s`".formatted(origin, log));
    }
    if (!inForce.isEmpty() && !before.equals(inForce)) {
      throw new SealRefused.Forged(
          "it says that %s signed until here; in force are %s"
              .formatted(names(before), names(inForce)));
    }
    if (size < since || size >= position) {
      throw new SealRefused.Forged(
          "it says that it follows the tree of %d entries; wanted %d to %d"
              .formatted(size, since, position - 1));
    }
    byte[] message = message();
    requireSigned(before.getFirst(), message, signature);
    requireSigned(before.getLast(), message, cosignature);
  }

  private static void requireSigned(VerifierKey key, byte[] message, byte[] signature) {
    if (!key.verifiesStatement(message, signature)) {
      throw new SealRefused.Forged(
          "it is not signed by %s, the %s key until here"
              .formatted(key.shortName(), key.algorithm()));
    }
  }

  /** Keys in words, by name and id. */
  public static String names(List<VerifierKey> keys) {
    return keys.stream()
        .map(key -> "`" + key.shortName() + "`")
        .collect(Collectors.joining(" and "));
  }

  /**
   * Reads the payload of its entry, believing none of it.
   *
   * @throws SealRefused.Malformed when it is none
   */
  public static KeyRotation parse(byte[] payload) {
    Object json;
    try {
      json = StrictJson.parse(payload);
    } catch (StrictJson.Refused e) {
      throw new SealRefused.Malformed(String.valueOf(e.getMessage()));
    }
    if (!(json instanceof Map<?, ?> members)
        || !members
            .keySet()
            .equals(
                Set.of("after", "before", "cosignature", "root", "signature", "size", "subject"))) {
      throw new SealRefused.Malformed(
          "it is an object of `after`, `before`, `cosignature`, `root`, `signature`, `size` and"
              + " `subject`");
    }
    String subject = text("subject", members.get("subject"));
    if (!subject.startsWith(STREAM)) {
      throw new SealRefused.Malformed("its subject is `%s…`; seen `%s`".formatted(STREAM, subject));
    }
    if (!(members.get("size") instanceof Long size)) {
      throw new SealRefused.Malformed("its `size` is no whole number");
    }
    return new KeyRotation(
        subject.substring(STREAM.length()),
        size,
        OneForm.hash("its root", text("root", members.get("root"))),
        keys("before", members.get("before")),
        keys("after", members.get("after")),
        OneForm.base64("its signature", text("signature", members.get("signature"))),
        OneForm.base64("its cosignature", text("cosignature", members.get("cosignature"))));
  }

  private static List<VerifierKey> keys(String which, @Nullable Object json) {
    if (!(json instanceof List<?> keys)) {
      throw new SealRefused.Malformed("its `%s` is no list of keys".formatted(which));
    }
    return keys.stream().map(key -> VerifierKey.parse(text(which, key))).toList();
  }

  private static String text(String which, @Nullable Object json) {
    if (json instanceof String text) {
      return text;
    }
    throw new SealRefused.Malformed("its `%s` is no text".formatted(which));
  }
}
