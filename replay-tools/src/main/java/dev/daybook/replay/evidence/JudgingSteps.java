package dev.daybook.replay.evidence;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The steps of judging a decision, read from the bytes whose digest was recorded with it. What an
 * expression is made of by name is evaluated inside it, when it is first asked for.
 */
final class JudgingSteps {

  private static final byte BEGIN = 1;
  private static final byte END = 2;
  private static final byte NONE = 3;

  /** UTF-16 units that are there of a text at most. */
  private static final int TEXT = 200;

  /** How deep names may be made of names; more than any policy can write. */
  private static final int DEEPEST = 10_000;

  private final ByteBuffer bytes;
  private final List<Evaluation> evaluations = new ArrayList<>();

  private JudgingSteps(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes);
  }

  /**
   * One evaluation.
   *
   * @param name of the rule, condition or variable
   * @param values by the number of the part, as text; of a loop those it ended with
   * @param turns how often each part was evaluated
   * @param why why it has no value; empty where it has one
   */
  record Evaluation(
      String name, Map<Integer, String> values, Map<Integer, Integer> turns, String why) {}

  /** All of them, in the order they began; none where these are no steps. */
  static List<Evaluation> read(byte[] bytes) {
    JudgingSteps steps = new JudgingSteps(bytes);
    try {
      return steps.read() ? steps.evaluations : List.of();
    } catch (BufferUnderflowException | IllegalArgumentException | DateTimeException _) {
      return List.of();
    }
  }

  private boolean read() {
    Deque<Integer> open = new ArrayDeque<>();
    while (bytes.hasRemaining()) {
      byte first = bytes.get(bytes.position());
      if (first == BEGIN && open.size() < DEEPEST) {
        bytes.get();
        open.push(evaluations.size());
        evaluations.add(new Evaluation(text(), new TreeMap<>(), new TreeMap<>(), ""));
      } else if (open.isEmpty()) {
        return false;
      } else if (first == END) {
        bytes.get();
        open.pop();
      } else if (first == NONE) {
        bytes.get();
        int ended = open.pop();
        Evaluation one = evaluations.get(ended);
        evaluations.set(ended, new Evaluation(one.name(), one.values(), one.turns(), text()));
      } else {
        Evaluation one = evaluations.get(open.element());
        int part = bytes.getInt();
        one.values().put(part, value());
        one.turns().merge(part, 1, Integer::sum);
      }
    }
    return open.isEmpty();
  }

  private String value() {
    return switch (bytes.get()) {
      case 4 -> Boolean.toString(bytes.get() != 0);
      case 5 -> Long.toString(bytes.getLong());
      case 6 -> Double.toString(bytes.getDouble());
      case 7 -> "\"" + text() + "\"";
      case 8 -> "a list of " + bytes.getInt();
      case 9 -> "a map of " + bytes.getInt();
      case 10 -> Instant.ofEpochSecond(bytes.getLong(), bytes.getInt()).toString();
      case 11 -> Duration.ofSeconds(bytes.getLong(), bytes.getInt()).toString();
      case 12 -> "no value";
      default -> throw new IllegalArgumentException("no kind of value");
    };
  }

  private String text() {
    int length = bytes.getInt();
    if (length < 0) {
      throw new IllegalArgumentException("a text of fewer than no units");
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(length, TEXT); i++) {
      text.append(bytes.getChar());
    }
    return length > TEXT ? text.append('…').toString() : text.toString();
  }
}
