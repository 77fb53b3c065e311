package dev.daybook.mesh;

import java.util.List;

/**
 * What a change of a document does to the promises it makes. It stands in the event itself, so that
 * what follows for each objective can be told from that one event.
 *
 * @param promised objectives that are new or say something else than before
 * @param ended names of objectives that are promised no longer
 */
public record ObjectiveChange(List<Objective> promised, List<String> ended) {

  public ObjectiveChange {
    promised = List.copyOf(promised);
    ended = List.copyOf(ended);
  }

  /** What it takes to get from one list of promises to another. */
  public static ObjectiveChange between(List<Objective> before, List<Objective> after) {
    List<String> kept = after.stream().map(Objective::name).toList();
    return new ObjectiveChange(
        after.stream().filter(objective -> isNews(objective, before)).toList(),
        before.stream().map(Objective::name).filter(name -> !kept.contains(name)).toList());
  }

  private static boolean isNews(Objective objective, List<Objective> before) {
    return before.stream().noneMatch(known -> Differences.none(known, objective));
  }

  /** No promise begins, changes or ends. */
  public static ObjectiveChange none() {
    return new ObjectiveChange(List.of(), List.of());
  }
}
