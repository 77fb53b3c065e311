package dev.daybook.seal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/** Reads a policy file line by line and goes on after a mistake, so that all are told at once. */
final class TlogPolicyReader {

  private static final Set<KeyAlgorithm> OF_LOGS =
      Set.of(KeyAlgorithm.ED25519, KeyAlgorithm.ML_DSA_44_COSIGNATURE);

  private static final Set<KeyAlgorithm> OF_WITNESSES =
      Set.of(KeyAlgorithm.ED25519_COSIGNATURE, KeyAlgorithm.ML_DSA_44_COSIGNATURE);

  private final List<TlogPolicy.Problem> problems = new ArrayList<>();
  private final List<TlogPolicy.Log> logs = new ArrayList<>();
  private final List<TlogPolicy.Quorum.Witness> witnesses = new ArrayList<>();

  /** Line by line where a name was defined; what it names is missing if that line was wrong. */
  private final Map<String, Integer> lineOfName = new HashMap<>();

  private final Map<String, TlogPolicy.Quorum> named = new HashMap<>();
  private final Set<String> members = new HashSet<>();
  private final byte[] file;
  private int groups;
  private int quorumLine;
  private TlogPolicy.@Nullable Quorum quorum;
  private int line;

  TlogPolicyReader(byte[] file) {
    this.file = file;
  }

  TlogPolicy policy() {
    if (file.length > TlogPolicy.MAX_BYTES) {
      problem(
          "a policy has at most %d bytes; this one has %d"
              .formatted(TlogPolicy.MAX_BYTES, file.length));
      throw new TlogPolicy.Refused(problems);
    }
    for (int from = 0; from < file.length; ) {
      int end = from;
      while (end < file.length && file[end] != '\n') {
        end++;
      }
      line++;
      line(Arrays.copyOfRange(file, from, end));
      from = end + 1;
    }
    if (quorumLine == 0) {
      line++;
      problem("a policy has one `quorum` line; `quorum none` asks for no cosignature");
    }
    TlogPolicy.Quorum needed = quorum;
    if (!problems.isEmpty() || needed == null) {
      throw new TlogPolicy.Refused(problems);
    }
    return new TlogPolicy(logs, witnesses, needed);
  }

  private void problem(String message) {
    problems.add(new TlogPolicy.Problem(line, message));
  }

  private void line(byte[] bytes) {
    String text;
    try {
      text = SignedNote.utf8(bytes);
    } catch (SealRefused.Malformed _) {
      problem("a policy is written in UTF-8; this line is not");
      return;
    }
    if (text.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
      problem("a policy has no control characters but tabs and newlines");
      return;
    }
    List<String> words =
        Collections.list(new StringTokenizer(text, " \t")).stream().map(String::valueOf).toList();
    if (words.isEmpty() || words.getFirst().startsWith("#")) {
      return;
    }
    switch (words.getFirst()) {
      case "log" -> log(words);
      case "witness" -> witness(words);
      case "group" -> group(words);
      case "quorum" -> quorum(words);
      default ->
          problem(
              "a line begins with `log`, `witness`, `group`, `quorum` or `#`; this one with `%s`"
                  .formatted(words.getFirst()));
    }
  }

  private void log(List<String> words) {
    if (words.size() < 2 || words.size() > 3) {
      problem("a log is `log <vkey> [<url>]`");
      return;
    }
    key(words.get(1), OF_LOGS, "a log's key signs notes (type 0x01) or trees (0x06)")
        .ifPresent(
            key -> {
              if (isNew("log", key, logs.stream().map(TlogPolicy.Log::key).toList())) {
                logs.add(new TlogPolicy.Log(key, words.size() == 3 ? words.get(2) : null));
              }
            });
  }

  private void witness(List<String> words) {
    if (words.size() < 3 || words.size() > 4) {
      problem("a witness is `witness <name> <vkey> [<url>]`");
      return;
    }
    String name = words.get(1);
    boolean free = isFree(name);
    key(words.get(2), OF_WITNESSES, "a witness's key cosigns (type 0x04 or 0x06)")
        .ifPresent(
            key -> {
              List<VerifierKey> before =
                  witnesses.stream().map(TlogPolicy.Quorum.Witness::key).toList();
              if (isNew("witness", key, before) && free) {
                TlogPolicy.Quorum.Witness witness =
                    new TlogPolicy.Quorum.Witness(
                        name, key, words.size() == 4 ? words.get(3) : null);
                witnesses.add(witness);
                named.put(name, witness);
              }
            });
  }

  private Optional<VerifierKey> key(String vkey, Set<KeyAlgorithm> allowed, String wanted) {
    try {
      VerifierKey key = VerifierKey.parse(vkey);
      if (allowed.contains(key.algorithm())) {
        return Optional.of(key);
      }
      problem("%s; the one of `%s` does not".formatted(wanted, key.name()));
    } catch (SealRefused.Malformed e) {
      problem("this is no verifier key: " + e.getMessage());
    }
    return Optional.empty();
  }

  /** Whether nobody before has the same key under whatever name; and there is room for one more. */
  private boolean isNew(String kind, VerifierKey key, Collection<VerifierKey> before) {
    for (VerifierKey other : before) {
      if (Arrays.equals(other.key(), key.key())) {
        problem(
            "this %s's key is that of `%s` before; each key stands once"
                .formatted(kind, other.name()));
        return false;
      }
    }
    return hasRoom(kind, before.size());
  }

  private boolean hasRoom(String kind, int before) {
    if (before == TlogPolicy.MAX_OF_A_KIND) {
      problem("a policy has at most %d lines `%s`".formatted(TlogPolicy.MAX_OF_A_KIND, kind));
      return false;
    }
    return true;
  }

  /** Takes a name for what this line defines, if nothing has it yet. */
  private boolean isFree(String name) {
    if (name.equals("none")) {
      problem("`none` is the name of no witness or group: it stands for nobody");
      return false;
    }
    Integer before = lineOfName.putIfAbsent(name, line);
    if (before != null) {
      problem("`%s` has that name already, in line %d".formatted(name, before));
      return false;
    }
    return true;
  }

  private void group(List<String> words) {
    if (words.size() < 4) {
      problem("a group is `group <name> all|any|<number> <name>...`");
      return;
    }
    List<String> names = words.subList(3, words.size());
    List<TlogPolicy.Quorum> found = new ArrayList<>();
    for (String name : names) {
      Optional<TlogPolicy.Quorum> member = defined(name);
      if (lineOfName.containsKey(name) && !members.add(name)) {
        problem("`%s` is in a group already; each name is in one, once".formatted(name));
      }
      member.ifPresent(found::add);
    }
    Optional<Integer> needed = needed(words.get(2), names.size());
    boolean free = isFree(words.get(1));
    if (free && needed.isPresent() && hasRoom("group", groups) && found.size() == names.size()) {
      named.put(words.get(1), new TlogPolicy.Quorum.Group(words.get(1), needed.get(), found));
      groups++;
    }
  }

  private Optional<Integer> needed(String word, int members) {
    switch (word) {
      case "all" -> {
        return Optional.of(members);
      }
      case "any" -> {
        return Optional.of(1);
      }
      default -> {
        try {
          long needed = OneForm.decimal("the number", word);
          if (needed >= 1 && needed <= members) {
            return Optional.of((int) needed);
          }
        } catch (SealRefused.Malformed _) {
          // told below, together with numbers that are too small or too large
        }
        problem(
            "a group of %d needs `all`, `any` or from 1 to %d of them; this says `%s`"
                .formatted(members, members, word));
        return Optional.empty();
      }
    }
  }

  /** What a name stands for; empty if nothing, or if the line that defined it was wrong. */
  private Optional<TlogPolicy.Quorum> defined(String name) {
    if (!lineOfName.containsKey(name)) {
      problem(
          name.equals("none")
              ? "`none` stands for nobody, so it is in no group"
              : "no line before this one defines `%s`".formatted(name));
    }
    return Optional.ofNullable(named.get(name));
  }

  private void quorum(List<String> words) {
    if (quorumLine != 0) {
      problem("the quorum is said already, in line %d".formatted(quorumLine));
      return;
    }
    quorumLine = line;
    if (words.size() != 2) {
      problem("a quorum is `quorum <name>`");
      return;
    }
    if (words.get(1).equals("none")) {
      quorum = new TlogPolicy.Quorum.Nobody();
    } else {
      defined(words.get(1)).ifPresent(defined -> quorum = defined);
    }
  }
}
