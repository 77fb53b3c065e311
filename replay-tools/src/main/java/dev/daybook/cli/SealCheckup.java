package dev.daybook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.personal.KeySettings;
import dev.daybook.replay.log.HttpLog;
import dev.daybook.replay.log.LogSource;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.SealRefused;
import dev.daybook.seal.SignedNote;
import dev.daybook.sealer.SealScan;
import dev.daybook.sealer.SealSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a ledger's seal: who may read the keys, how far it is signed, witnessed and stamped, and
 * whether an older state was put in place.
 */
final class SealCheckup {

  /** What is recorded is sealed within a second; this long says that something is in the way. */
  private static final Duration LONG_UNSEALED = Duration.ofSeconds(10);

  /** Figure of the keys that only an older backup brings back. */
  private static final Pattern KEYS_FOUND_AGAIN =
      Pattern.compile("^daybook_erasure_keys_found_again(?:\\{[^}]*})? (\\S+)$", Pattern.MULTILINE);

  private final Checkup checkup;
  private final Path data;

  /**
   * @param data folder in which keys may lie
   */
  SealCheckup(Checkup checkup, Path data) {
    this.checkup = checkup;
    this.data = data;
  }

  /** Who may read the keys that lie here. */
  void keys() throws IOException {
    keys("seal key", SealSettings.in(data).folder());
    keys("persons' key", KeySettings.in(data).folder());
  }

  private void keys(String check, @Nullable Path folder) throws IOException {
    if (folder == null || !Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> keys = Files.newDirectoryStream(folder, "*.key")) {
      for (Path key : keys) {
        checkup.secret(check, key);
      }
    }
  }

  /** How the server says it does. */
  void server(Client client) {
    Client.Answer answer = client.raw("/ledger/seal");
    if (answer.status() != 200) {
      checkup.bad("seal", client.refused(answer).sentence());
      return;
    }
    JsonNode seal = answer.body();
    Instant now = Instant.now();
    sealed(seal, now);
    witnesses(client.get("/ledger/witnesses", Map.of()), seal, now);
    timestamps(seal, now);
    lastSigned(client, seal.path("recorded").asLong());
    keysFoundAgain(client);
  }

  private void sealed(JsonNode seal, Instant now) {
    long size = seal.path("signed").path("size").asLong();
    String seen =
        "%d of %d entries, %s"
            .formatted(
                size,
                seal.path("recorded").asLong(),
                time(seal.path("signed").path("time"))
                    .map(then -> "the last checkpoint %s old".formatted(words(then, now)))
                    .orElse("no checkpoint"));
    Optional<Instant> waiting = time(seal.path("waitingSince"));
    if (seal.path("contradicts").asBoolean()) {
      checkup.bad(
          "seal", "%s; nothing is sealed any more: %s".formatted(seen, why(seal, "standstill")));
    } else if (waiting.filter(then -> isOlder(then, now, LONG_UNSEALED)).isPresent()) {
      checkup.warn(
          "seal",
          "%s; the first that is not sealed waits for %s: see the server's log"
              .formatted(seen, words(waiting.orElseThrow(), now)));
    } else {
      checkup.ok("seal", seen);
    }
  }

  private void witnesses(JsonNode told, JsonNode seal, Instant now) {
    int asked = told.path("witnesses").size();
    Optional<Instant> reached = time(seal.path("witnessed").path("time"));
    String seen =
        reached
            .map(
                then ->
                    "the quorum is reached up to %d entries, %s ago"
                        .formatted(told.path("witnessed").asLong(), words(then, now)))
            .orElse("no checkpoint has its quorum");
    if (asked == 0) {
      checkup.ok("witnesses", reached.isEmpty() ? "none are asked" : seen + "; none are asked now");
      return;
    }
    boolean failing = false;
    for (JsonNode witness : told.path("witnesses")) {
      String name = witness.path("name").asText();
      if (witness.path("contradicts").asBoolean()) {
        checkup.bad(
            "witness", "`%s` knows another history: %s".formatted(name, why(witness, "failure")));
      } else if (witness.hasNonNull("failure")) {
        failing = true;
        checkup.warn("witness", "`%s` %s".formatted(name, why(witness, "failure")));
      }
    }
    if (failing || reached.isEmpty()) {
      checkup.warn("witnesses", seen);
    } else {
      checkup.ok("witnesses", seen);
    }
  }

  private void timestamps(JsonNode seal, Instant now) {
    Optional<Instant> stamped = time(seal.path("stamped").path("time"));
    String seen =
        stamped
            .map(
                then ->
                    "the last is %s old, of %d entries"
                        .formatted(words(then, now), seal.path("stamped").path("size").asLong()))
            .orElse("no checkpoint has one");
    if (seal.path("authorities").isEmpty()) {
      checkup.ok(
          "timestamps", stamped.isEmpty() ? "no authority is asked" : seen + "; none is asked now");
      return;
    }
    boolean failing = false;
    for (JsonNode authority : seal.path("authorities")) {
      if (authority.hasNonNull("failure")) {
        failing = true;
        checkup.warn(
            "timestamp authority",
            "%s: %s".formatted(authority.path("host").asText(), why(authority, "failure")));
      }
    }
    // Twice as long as wanted: one that was missed, and time for the next.
    Duration most = Duration.ofMinutes(2 * seal.path("stampedEveryMinutes").asLong());
    boolean behind =
        seal.path("stamped").path("size").asLong() < seal.path("signed").path("size").asLong();
    if (failing || stamped.isEmpty() || (behind && isOlder(stamped.orElseThrow(), now, most))) {
      checkup.warn("timestamps", seen);
    } else {
      checkup.ok("timestamps", seen);
    }
  }

  /** What was signed with the keys that lie here has to fit the ledger. */
  private void lastSigned(Client client, long recorded) {
    Optional<byte[]> note = SealScan.lastSigned(SealSettings.in(data));
    if (note.isEmpty()) {
      return;
    }
    try {
      Checkpoint last = checkpoint(note.get());
      Checkpoint latest = checkpoint(new HttpLog(client.server()).get(LogSource.CHECKPOINT));
      if (!last.origin().equals(latest.origin())) {
        return; // the keys here are another ledger's
      }
      String seen = "%d entries were signed last with the keys here".formatted(last.size());
      if (last.size() > Math.max(recorded, latest.size())) {
        checkup.bad(
            "last signed",
            "%s; the ledger has %d: an older copy of its database was put in place"
                .formatted(seen, recorded));
      } else if (last.size() == latest.size() && !last.root().equals(latest.root())) {
        checkup.bad("last signed", seen + ", with another root than the server's checkpoint has");
      } else {
        checkup.ok("last signed", seen);
      }
    } catch (SealRefused e) {
      checkup.bad("last signed", String.valueOf(e.getMessage()));
    } catch (IOException e) {
      checkup.warn("last signed", String.valueOf(e.getMessage()));
    }
  }

  private static Checkpoint checkpoint(byte[] note) {
    return Checkpoint.parse(SignedNote.parse(note).text());
  }

  private void keysFoundAgain(Client client) {
    Client.Answer figures = client.raw("/prometheus");
    if (figures.status() != 200) {
      return;
    }
    Matcher found =
        KEYS_FOUND_AGAIN.matcher(new String(figures.response().body(), StandardCharsets.UTF_8));
    if (!found.find()) {
      return;
    }
    long keys = Math.round(Double.parseDouble(found.group(1)));
    if (keys > 0) {
      checkup.warn(
          "erased keys",
          "%d keys of erased persons were back at the server's start, and were destroyed again: an"
                  .formatted(keys)
              + " older backup was restored");
    } else {
      checkup.ok("erased keys", "none came back");
    }
  }

  private static String why(JsonNode of, String field) {
    return of.path(field).asText();
  }

  private static Optional<Instant> time(JsonNode field) {
    return field.isTextual() ? Optional.of(Instant.parse(field.asText())) : Optional.empty();
  }

  private static boolean isOlder(Instant then, Instant now, Duration than) {
    return Duration.between(then, now).compareTo(than) > 0;
  }

  /** An age in its largest unit; clocks that are apart make none of it negative. */
  private static String words(Instant then, Instant now) {
    Duration age = Duration.between(then, now);
    if (age.toDays() > 0) {
      return "%d d".formatted(age.toDays());
    }
    if (age.toHours() > 0) {
      return "%d h".formatted(age.toHours());
    }
    return age.toMinutes() > 0
        ? "%d min".formatted(age.toMinutes())
        : "%d s".formatted(Math.max(0, age.toSeconds()));
  }
}
