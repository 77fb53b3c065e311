package dev.daybook.replay.evidence;

import dev.daybook.replay.verify.Fault;
import dev.daybook.replay.verify.Place;
import dev.daybook.replay.verify.Wrong;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Everything that does not hold, each thing once, in the order it was found. */
final class Faults {

  /** Most that are told one by one. */
  static final int MOST = 10_000;

  private final Set<Fault> told = new LinkedHashSet<>();
  private long more;

  /** Looks at something, and goes on behind it whether it holds or not. */
  @FunctionalInterface
  interface Look {
    void at() throws Wrong;
  }

  void add(Fault fault) {
    if (told.size() < MOST) {
      told.add(fault);
    } else if (!told.contains(fault)) {
      more++;
    }
  }

  void add(Place place, String what) {
    add(new Fault(place, what));
  }

  void file(String name, String what) {
    add(new Place.File(name), what);
  }

  void in(Look look) {
    try {
      look.at();
    } catch (Wrong e) {
      add(e.fault());
    }
  }

  List<Fault> told() {
    return List.copyOf(told);
  }

  /** How many more there are than are told. */
  long more() {
    return more;
  }
}
