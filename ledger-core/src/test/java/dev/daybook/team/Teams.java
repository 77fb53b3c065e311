package dev.daybook.team;

import dev.daybook.team.TeamSpec.Member;
import java.util.List;
import java.util.Map;

/** Teams for tests. */
public final class Teams {

  private Teams() {}

  public static TeamSpec salesData() {
    return salesData("Everything about sales.");
  }

  public static TeamSpec salesData(String description) {
    return new TeamSpec(
        "sales-data-team",
        description,
        List.of(
            new Member("Ada Byron", "ada@example.com", "owner"),
            new Member("Grace Hopper", "grace@example.com", "steward")),
        "#sales-data",
        "sales-data@example.com",
        "sales-data-primary",
        List.of("head-of-sales@example.com"),
        List.of("sales"),
        Map.of("/spec/floor", "3"));
  }
}
