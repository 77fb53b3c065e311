package dev.daybook.personal;

import dev.daybook.personal.envelope.PersonKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keys kept here and nowhere else, for tests of the form. */
public final class OwnKeys implements PersonKeys {

  private final Map<Designation, PersonKey> called = new LinkedHashMap<>();
  private long destroyed;

  @Override
  public PersonKey of(Designation designation) {
    return called.computeIfAbsent(designation, _ -> PersonKey.random());
  }

  @Override
  public Optional<PersonKey> byId(String id) {
    return called.values().stream().filter(key -> key.id().equals(id)).findFirst();
  }

  @Override
  public long destroyed() {
    return destroyed;
  }

  public void destroy(String text) {
    called.remove(Designation.of(text));
    destroyed++;
  }

  public int persons() {
    return called.size();
  }
}
