package dev.daybook.rules;

import java.time.Duration;

/**
 * How much a policy may ask of the machine. What is spent is counted, never timed, so that a rule
 * that goes too far does so every time and everywhere; only {@link #DEADLINE} looks at the clock.
 */
final class Bounds {

  /** Most sub-expressions evaluated for one rule's answer. */
  static final int STEPS = 100_000;

  /** Most characters, bytes, list and map elements one rule may create on its way: 2^20. */
  static final int CREATED = 1 << 20;

  /** Most turns of all loops of one rule together. */
  static final int ITERATIONS = 50_000;

  /** Longest expression, in Unicode characters. */
  static final int EXPRESSION = 4_096;

  /** Most nodes of one expression. */
  static final int NODES = 2_000;

  /** Deepest nesting of one expression. */
  static final int NESTING = 50;

  /** Longest regular expression, in UTF-16 units. */
  static final int PATTERN = 500;

  /** Largest regular expression once its counted repeats are written out, in instructions. */
  static final int PATTERN_SIZE = 2_000;

  /** Most instructions times characters that one search or match may take. */
  static final long SEARCH = 50_000_000L;

  /** Most entries of one list of a policy document: rules, variables, cases. */
  static final int ENTRIES = 200;

  /** Most sub-expressions that explain one finding. */
  static final int BECAUSE = 8;

  /** Longest text of a value or expression in a finding, in UTF-16 units. */
  static final int TEXT = 200;

  /** Longest message of a finding, in UTF-16 units. */
  static final int MESSAGE = 1_000;

  /** How long judging one command may take by the wall clock. */
  static final Duration DEADLINE = Duration.ofSeconds(2);

  private Bounds() {}
}
