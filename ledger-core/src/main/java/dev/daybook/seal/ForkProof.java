package dev.daybook.seal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two checkpoints a log signed that cannot both be true, in one file that convinces anybody who has
 * the log's key. Of one size, they have different roots. Of two sizes, a consistency proof leads to
 * the larger one's root from another root than the smaller one signed: the larger tree does not
 * begin with what the smaller one promised.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9162#section-2.1.4">RFC 9162, 2.1.4</a>
 */
public final class ForkProof {

  /** Longest file, in bytes: two notes of the longest kind and some lines. */
  public static final int MAX_BYTES = 2 * SignedNote.MAX_BYTES + 10_000;

  private static final String FIRST_LINE = "daybook/fork@v1";

  private final SignedNote smaller;
  private final SignedNote larger;
  private final @Nullable Beginning beginning;

  /**
   * How the larger tree begins.
   *
   * @param root of its first leaves, as many as the smaller tree has
   * @param path of the {@link ConsistencyProof} between the two sizes
   */
  private record Beginning(Hash root, List<Hash> path) {}

  private ForkProof(SignedNote smaller, SignedNote larger, @Nullable Beginning beginning) {
    this.smaller = smaller;
    this.larger = larger;
    this.beginning = beginning;
  }

  /**
   * The proof that two checkpoints contradict each other.
   *
   * @param tiles of the tree of the larger; not read when both are of one size
   * @throws IllegalArgumentException when they do not, as far as the tiles show
   * @throws MissingTile when they are of two sizes and a tile is not there
   */
  public static ForkProof of(SignedNote one, SignedNote other, Tiles tiles) throws MissingTile {
    long oneSize = Checkpoint.parse(one.text()).size();
    long otherSize = Checkpoint.parse(other.text()).size();
    ForkProof proof =
        oneSize <= otherSize ? new ForkProof(one, other, null) : new ForkProof(other, one, null);
    if (proof.needsBeginning()) {
      long size = Math.min(oneSize, otherSize);
      long larger = Math.max(oneSize, otherSize);
      // The smaller tree's last tile is the beginning of one of the larger tree's.
      Tiles ofLarger =
          tile -> tiles.hashes(TileId.holding(tile.level(), tile.index() * TileId.WIDTH, larger));
      proof =
          new ForkProof(
              proof.smaller,
              proof.larger,
              new Beginning(
                  new TiledTree(size, ofLarger).root(),
                  new TiledTree(larger, tiles).consistency(size).path()));
    }
    String why = proof.whyBothCanBeTrue();
    if (!why.isEmpty()) {
      throw new IllegalArgumentException(why);
    }
    return proof;
  }

  /**
   * Reads a file, believing none of it.
   *
   * @throws SealRefused.Malformed when it is none
   */
  public static ForkProof parse(byte[] file) {
    if (file.length > MAX_BYTES) {
      throw new SealRefused.Malformed(
          "a fork proof has at most %d bytes; this one has %d".formatted(MAX_BYTES, file.length));
    }
    String text = SignedNote.utf8(file);
    if (!text.endsWith("\n")) {
      throw new SealRefused.Malformed("a fork proof ends in a newline");
    }
    List<String> lines = List.of(text.substring(0, text.length() - 1).split("\n", -1));
    if (!lines.getFirst().equals(FIRST_LINE)) {
      throw new SealRefused.Malformed("line 1 of a fork proof is `%s`".formatted(FIRST_LINE));
    }
    int smallerLines = noteLines(lines, 1);
    int larger = 2 + smallerLines;
    int largerLines = noteLines(lines, larger);
    int rest = larger + 1 + largerLines;
    ForkProof proof =
        new ForkProof(
            note(lines.subList(2, larger)),
            note(lines.subList(larger + 1, rest)),
            rest == lines.size() ? null : beginning(lines, rest));
    if (proof.beginning != null && !proof.needsBeginning()) {
      throw new SealRefused.Malformed(
          "line %d says how the larger tree begins, and nobody asks".formatted(rest + 1));
    }
    return proof;
  }

  /** How many lines the checkpoint has that line {@code at}, counted from 0, announces. */
  private static int noteLines(List<String> lines, int at) {
    String word = "checkpoint ";
    if (at >= lines.size() || !lines.get(at).startsWith(word)) {
      throw new SealRefused.Malformed(
          "line %d says `checkpoint` and how many lines it has".formatted(at + 1));
    }
    long count =
        OneForm.decimal(
            "the number in line %d".formatted(at + 1), lines.get(at).substring(word.length()));
    if (count > lines.size() - at - 1) {
      throw new SealRefused.Malformed(
          "line %d announces %d lines; %d follow".formatted(at + 1, count, lines.size() - at - 1));
    }
    return (int) count;
  }

  private static SignedNote note(List<String> lines) {
    SignedNote note =
        SignedNote.parse((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    Checkpoint.parse(note.text());
    return note;
  }

  private static Beginning beginning(List<String> lines, int at) {
    String word = "root ";
    if (!lines.get(at).startsWith(word)) {
      throw new SealRefused.Malformed("line %d begins with `root` and a space".formatted(at + 1));
    }
    int hashes = lines.size() - at - 1;
    if (hashes > HeadedNote.MAX_HASHES) {
      throw new SealRefused.Malformed(
          "a Merkle proof has at most %d hashes; this one has %d"
              .formatted(HeadedNote.MAX_HASHES, hashes));
    }
    List<Hash> path = new ArrayList<>();
    for (int i = at + 1; i < lines.size(); i++) {
      path.add(OneForm.hash("the hash in line %d".formatted(i + 1), lines.get(i)));
    }
    return new Beginning(
        OneForm.hash(
            "the root in line %d".formatted(at + 1), lines.get(at).substring(word.length())),
        path);
  }

  /**
   * Two checkpoints of one log that cannot both be true.
   *
   * @param smaller of the smaller size, or of the same
   */
  public record Fork(Checkpoint.Opened smaller, Checkpoint.Opened larger) {}

  /**
   * Shows that a log contradicted itself.
   *
   * @param logKeys keys of logs; only those named as the checkpoints' origin can speak for it
   * @throws SealRefused.Unsigned when the log did not sign both
   * @throws SealRefused.Forged when one claims to be by the log's key and is not, or both can be
   *     true
   */
  public Fork verify(Collection<VerifierKey> logKeys) {
    Fork fork = new Fork(open(smaller, logKeys), open(larger, logKeys));
    String why = whyBothCanBeTrue();
    if (!why.isEmpty()) {
      throw new SealRefused.Forged(why);
    }
    return fork;
  }

  private static Checkpoint.Opened open(SignedNote note, Collection<VerifierKey> logKeys) {
    try {
      return Checkpoint.open(note.bytes(), logKeys);
    } catch (SealRefused.Unsigned _) {
      throw new SealRefused.Unsigned(
          ("the checkpoint of %d entries bears %s, and none by a key that was given; where the"
                  + " log's keys were rotated between the two, it takes a key before and one after")
              .formatted(Checkpoint.parse(note.text()).size(), note.signatures()));
    }
  }

  /** Whether how the larger tree begins has to be shown: between trees of two sizes with leaves. */
  private boolean needsBeginning() {
    long size = Checkpoint.parse(smaller.text()).size();
    return size > 0 && size != Checkpoint.parse(larger.text()).size();
  }

  /** Why the two can both be true; empty when they cannot. */
  private String whyBothCanBeTrue() {
    Checkpoint small = Checkpoint.parse(smaller.text());
    Checkpoint large = Checkpoint.parse(larger.text());
    if (!small.origin().equals(large.origin())) {
      return "the checkpoints are of two logs, `%s` and `%s`"
          .formatted(small.origin(), large.origin());
    }
    if (small.size() > large.size()) {
      return "the smaller checkpoint stands first; here %d stands before %d"
          .formatted(small.size(), large.size());
    }
    if (small.size() == large.size()) {
      return small.root().equals(large.root())
          ? "both checkpoints have size %d and the same root".formatted(small.size())
          : "";
    }
    if (small.size() == 0) {
      // There is one tree without leaves, and every other begins with it.
      return small.root().equals(Merkle.EMPTY_ROOT) ? "every tree begins with no leaves" : "";
    }
    if (beginning == null) {
      return "the checkpoints have sizes %d and %d, and nothing shows how the larger tree begins"
          .formatted(small.size(), large.size());
    }
    if (!new ConsistencyProof(small.size(), large.size(), beginning.path())
        .proves(beginning.root(), large.root())) {
      return "the proof does not show how the larger tree begins";
    }
    return beginning.root().equals(small.root())
        ? "the larger tree begins with the smaller one"
        : "";
  }

  /** The file. */
  public byte[] bytes() {
    StringBuilder text = new StringBuilder(FIRST_LINE).append('\n');
    for (SignedNote note : List.of(smaller, larger)) {
      String lines = new String(note.bytes(), StandardCharsets.UTF_8);
      text.append("checkpoint ").append(lines.lines().count()).append('\n').append(lines);
    }
    if (beginning != null) {
      text.append("root ").append(beginning.root().base64()).append('\n');
      beginning.path().forEach(hash -> text.append(hash.base64()).append('\n'));
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
