package dev.daybook.replay.verify;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing that does not hold.
 *
 * @param what what was seen and what was wanted, as words that go on after "at …:"
 */
public record Fault(Place place, String what) {

  /** It as names and values, to be told in whatever form. */
  public Map<String, Object> told() {
    Map<String, Object> told = new LinkedHashMap<>();
    switch (place) {
      case Place.Entry(long position) -> told.put("position", position);
      case Place.Tile(var tile) -> told.put("tile", tile.path());
      case Place.Checkpoint(long size) -> told.put("checkpoint", size);
      case Place.File(String name) -> told.put("file", name);
      case Place.Named(String name) -> told.put("in", name);
    }
    told.put("what", what);
    return told;
  }

  @Override
  public String toString() {
    return "%s: %s".formatted(place, what);
  }
}
