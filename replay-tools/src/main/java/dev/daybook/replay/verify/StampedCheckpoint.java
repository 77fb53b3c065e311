package dev.daybook.replay.verify;

import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.SealRefused;
import dev.daybook.seal.SignedNote;
import dev.daybook.seal.Tiles;
import dev.daybook.seal.TimestampAuthorities;
import dev.daybook.seal.TimestampToken;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * A checkpoint that timestamp authorities saw, and what they say of it.
 *
 * @param place what to call it
 * @param note as it was signed; not to be changed
 * @param tokens in DER, by what each is called; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record StampedCheckpoint(Place place, byte[] note, SortedMap<String, byte[]> tokens) {

  /**
   * Requires that the log begins with it, and that each token is of it. Who signed it does not
   * matter: what a log is known to begin with was its own.
   *
   * @param now a checkpoint of the log that was verified
   * @param tiles of the log
   * @return who saw how many entries when, a sentence each; of who vouches for nobody knows, that
   */
  public List<String> verify(Checkpoint now, TimestampAuthorities authorities, Tiles tiles)
      throws Wrong {
    Checkpoint checkpoint = checkpoint();
    if (!checkpoint.origin().equals(now.origin())) {
      throw new Wrong(
          place, "it is of `%s`; this log is `%s`".formatted(checkpoint.origin(), now.origin()));
    }
    if (checkpoint.size() > now.size() || !Earlier.begins(checkpoint, now, tiles)) {
      throw new Wrong(
          place,
          "this log of %d entries does not begin with its %d"
              .formatted(now.size(), checkpoint.size()));
    }
    List<String> told = new ArrayList<>();
    for (var token : tokens.entrySet()) {
      try {
        TimestampToken.Timestamp says =
            TimestampToken.parse(token.getValue()).verify(checkpoint, authorities);
        told.add(
            "`%s` saw the first %d entries at %s"
                .formatted(says.authority(), checkpoint.size(), says.time()));
      } catch (SealRefused.Unsigned e) {
        told.add("%s: %s".formatted(place, e.getMessage()));
      } catch (SealRefused e) {
        throw new Wrong(place, "`%s`: %s".formatted(token.getKey(), e.getMessage()));
      }
    }
    return told;
  }

  private Checkpoint checkpoint() throws Wrong {
    try {
      return Checkpoint.parse(SignedNote.parse(note).text());
    } catch (SealRefused e) {
      throw new Wrong(place, String.valueOf(e.getMessage()));
    }
  }
}
