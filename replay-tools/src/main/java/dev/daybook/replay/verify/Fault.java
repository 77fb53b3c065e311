package dev.daybook.replay.verify;

/**
 * One thing that does not hold.
 *
 * @param what what was seen and what was wanted, as words that go on after "at …:"
 */
public record Fault(Place place, String what) {

  @Override
  public String toString() {
    return "%s: %s".formatted(place, what);
  }
}
