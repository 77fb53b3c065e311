package dev.daybook.domain;

import dev.daybook.mesh.Party;
import java.util.List;
import java.util.Map;

/** Domains for tests. */
public final class Domains {

  private Domains() {}

  public static DomainSpec sales() {
    return named("sales", "What we sell, to whom.");
  }

  public static DomainSpec named(String name, String description) {
    return new DomainSpec(
        name,
        description,
        Party.team("sales-data-team"),
        List.of(new Party("ada@example.com", Party.Kind.MAIL, "Ada Byron", "ada@example.com")),
        List.of("order fulfilment"),
        List.of("orders", "customers"),
        List.of("core"),
        Map.of("/spec/region", "emea"));
  }
}
