package dev.daybook.views;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A table of a view, and what the ledger says is in it.
 *
 * @param compared false for what counts as of another moment than now, for counters have no past
 * @param rows how many the ledger says there are
 * @param notDerived rows that answers are read from and the ledger knows nothing of
 * @param notServed rows that the ledger has and answers are not read from
 * @param first the difference that stands furthest back; absent where there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ComparedTable(
    String table,
    boolean compared,
    long rows,
    long notDerived,
    long notServed,
    @Nullable Difference first) {

  /** Whether both are the same, as far as they were compared. */
  public boolean isSame() {
    return notDerived == 0 && notServed == 0;
  }

  /**
   * A row that is not the same on both sides.
   *
   * @param position of the entry it comes from
   * @param key what it is about
   * @param served as answers have it; absent where they have none
   * @param derived as it follows from the ledger; absent where none does
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Difference(
      long position, String key, @Nullable Json served, @Nullable Json derived) {}
}
