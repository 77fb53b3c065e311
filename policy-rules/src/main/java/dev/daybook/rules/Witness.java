package dev.daybook.rules;

import org.jspecify.annotations.Nullable;

/** Sees judging happen, and keeps of it what it wants to tell. */
interface Witness {

  /**
   * A policy begins to be judged with these params.
   *
   * @return where it leaves its values; absent where nobody wants them
   */
  @Nullable Traces judging(CompiledPolicy policy, Binding.Chosen.Values params);
}
