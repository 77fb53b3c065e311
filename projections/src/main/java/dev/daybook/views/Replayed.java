package dev.daybook.views;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * A view that was derived from the ledger alone, held against the one that answers are read from.
 *
 * @param version of the view's tables, and of what an entry does to them
 * @param position the last that counts in both
 * @param entries how many positions were derived
 * @param seconds how long that took
 * @param same whether both are the same, row by row
 * @param parked entries the derivation could not take in, or that wait behind one
 * @param parkedHere the same of the view that answers are read from, up to that position
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Replayed(
    String view,
    int version,
    long position,
    long entries,
    double seconds,
    boolean same,
    long parked,
    long parkedHere,
    List<ComparedTable> tables) {

  public Replayed {
    tables = List.copyOf(tables);
  }
}
