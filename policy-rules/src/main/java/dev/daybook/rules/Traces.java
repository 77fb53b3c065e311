package dev.daybook.rules;

import org.jspecify.annotations.Nullable;

/** Where the evaluations of one policy's expressions leave their values. */
interface Traces {

  /** Where an evaluation of this expression leaves its values. */
  Trace of(Expression expression);

  /** The same while a message is made, which sees no names of persons; absent to leave it out. */
  @Nullable Traces inMessages();
}
