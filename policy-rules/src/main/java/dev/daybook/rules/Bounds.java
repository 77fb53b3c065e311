package dev.daybook.rules;

import java.time.Duration;

/**
 * How much a policy may ask of the machine. What is spent is counted, never timed, so that a rule
 * that goes too far does so every time and everywhere; only {@link #DEADLINE} looks at the clock.
 */
final class Bounds {

  /** What one rule, condition, variable or message may spend. */
  static final Budget RULE = new Budget("the budget of %s", 100_000, 1 << 20, 50_000_000);

  /** What all of one policy may spend on one command. */
  static final Budget POLICY =
      new Budget("the policy's budget of %s", 500_000, 1 << 21, 50_000_000);

  /** What all policies together may spend on one command. */
  static final Budget COMMAND =
      new Budget("the budget of %s for all policies together", 2_000_000, 1 << 23, 75_000_000);

  /**
   * What they may spend on a command that no policy can deny: little, as it is answered without
   * looking at the clock.
   */
  static final Budget WAY_OUT =
      new Budget("the budget of %s for all policies together", 200_000, 1 << 20, 5_000_000);

  /** What all cases of a policy document may spend together. */
  static final Budget CASES =
      new Budget("the budget of %s for all cases together", 1_000_000, 1 << 22, 50_000_000);

  /** Most turns of all loops of one rule together. */
  static final int ITERATIONS = 50_000;

  /** Longest expression, in Unicode characters. */
  static final int EXPRESSION = 4_096;

  /** Most nodes of one expression. */
  static final int NODES = 2_000;

  /** Deepest nesting of one expression. */
  static final int NESTING = 50;

  /** Deepest nesting of one expression and the variables it is made of, and they of. */
  static final int LEVELS = 300;

  /** Longest regular expression, in UTF-16 units. */
  static final int PATTERN = 500;

  /** Largest regular expression once its counted repeats are written out, in instructions. */
  static final int PATTERN_SIZE = 2_000;

  /** Most levels of lists and maps inside each other in one value. */
  static final int DEPTH = 100;

  /** Most entries of one list of a policy document: rules, variables, cases. */
  static final int ENTRIES = 200;

  /** Most sub-expressions that explain one finding. */
  static final int BECAUSE = 8;

  /** Most parts of one expression that are told, each with its value. */
  static final int PARTS = 500;

  /** Most parts that are told of all expressions of one decision. */
  static final int PARTS_TOGETHER = 5_000;

  /** Longest text of a value or expression in a finding, in UTF-16 units. */
  static final int TEXT = 200;

  /** Longest message of a finding, in UTF-16 units. */
  static final int MESSAGE = 1_000;

  /** How long judging one command may take by the wall clock. */
  static final Duration DEADLINE = Duration.ofSeconds(2);

  /** How long where nobody waits for an answer. */
  static final Duration PATIENCE = Duration.ofMinutes(1);

  private Bounds() {}
}
