package dev.daybook.path;

import dev.daybook.mesh.Sensitivity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What policies see of the data a product or contract is made of, and of what is made of it: one
 * step each way. It names no person.
 *
 * @param upstream what a product's document says it reads; for a contract, the product it is about
 * @param downstream what a product's document says is made of it, and the registered products that
 *     read it and are not retired
 * @param truncated whether there is more of either than {@link #MAX}
 */
public record LineageFact(List<Linked> upstream, List<Linked> downstream, boolean truncated) {

  /** Most entries each way: the facts of a decision are kept for good. */
  public static final int MAX = 200;

  /** Of nothing that names any data. */
  static final LineageFact NONE = new LineageFact(List.of(), List.of(), false);

  /**
   * One dataset, and the product it is where one of that name is registered.
   *
   * @param dataset its name in lower case, {@code sales.orders}
   * @param registered whether a registered product is or serves it; else nothing more is known
   * @param life how that product is: live, deprecated or retired
   * @param pii whether it holds personal data: it says so itself, or a field of it does
   */
  public record Linked(
      String dataset,
      boolean registered,
      @Nullable String domain,
      @Nullable String product,
      @Nullable String life,
      @Nullable String tier,
      @Nullable Sensitivity sensitivity,
      @Nullable Boolean pii) {

    static Linked unregistered(String dataset) {
      return new Linked(dataset, false, null, null, null, null, null, null);
    }
  }
}
