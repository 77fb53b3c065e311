package dev.daybook.replay.evidence;

import dev.daybook.replay.verify.Place;
import dev.daybook.replay.verify.StampedCheckpoint;
import dev.daybook.replay.verify.Stamps;
import dev.daybook.replay.verify.Wrong;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.SealRefused;
import dev.daybook.seal.SignedNote;
import dev.daybook.seal.TimestampAuthorities;
import dev.daybook.seal.TimestampToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The timestamps of a bundle, a folder for each checkpoint that an authority saw. */
final class BundleStamps {

  private final Bundle bundle;
  private final Faults faults;

  BundleStamps(Bundle bundle, Faults faults) {
    this.bundle = bundle;
    this.faults = faults;
  }

  /**
   * Requires that the log begins with each of those checkpoints, and that each token is of its own.
   *
   * @return who saw how many entries when, a sentence each
   */
  List<String> verify(Checkpoint now, TimestampAuthorities authorities) throws IOException {
    List<String> told = new ArrayList<>();
    for (var stamped : folders().entrySet()) {
      Place place = new Place.File(BundleNames.TIMESTAMP + stamped.getKey());
      try {
        told.addAll(
            read(place, stamped.getKey(), stamped.getValue()).verify(now, authorities, bundle));
      } catch (Wrong e) {
        faults.add(e.fault());
      }
    }
    return told;
  }

  /** The names of the files in each folder, by the size it is called. */
  private SortedMap<Long, List<String>> folders() {
    SortedMap<Long, List<String>> folders = new TreeMap<>();
    int from = BundleNames.TIMESTAMP.length();
    for (String name : bundle.below(BundleNames.TIMESTAMP)) {
      int slash = name.indexOf('/', from);
      folders
          .computeIfAbsent(Long.parseLong(name.substring(from, slash)), _ -> new ArrayList<>())
          .add(name.substring(slash + 1));
    }
    return folders;
  }

  private StampedCheckpoint read(Place place, long size, List<String> files)
      throws IOException, Wrong {
    String folder = BundleNames.TIMESTAMP + size + "/";
    byte[] note = bundle.read(folder + Stamps.CHECKPOINT, SignedNote.MAX_BYTES);
    if (note == null) {
      throw new Wrong(place, "the checkpoint that was seen is not in the bundle");
    }
    requireSize(place, size, note);
    SortedMap<String, byte[]> tokens = new TreeMap<>();
    for (String file : files) {
      if (!file.equals(Stamps.CHECKPOINT)) {
        byte[] token = bundle.read(folder + file, TimestampToken.MAX_BYTES);
        if (token == null || !file.equals(Stamps.name(token))) {
          throw new Wrong(place, "`%s` is not named by its SHA-256".formatted(file));
        }
        tokens.put(file, token);
      }
    }
    if (tokens.isEmpty()) {
      throw new Wrong(place, "there is no timestamp beside the checkpoint");
    }
    return new StampedCheckpoint(place, note, tokens);
  }

  private static void requireSize(Place place, long size, byte[] note) throws Wrong {
    try {
      long says = Checkpoint.parse(SignedNote.parse(note).text()).size();
      if (says != size) {
        throw new Wrong(place, "the checkpoint is of %d entries".formatted(says));
      }
    } catch (SealRefused e) {
      throw new Wrong(place, String.valueOf(e.getMessage()));
    }
  }
}
