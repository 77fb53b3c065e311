package dev.daybook.personal;

import dev.daybook.personal.envelope.PersonKey;
import java.util.Optional;

/** The keys of persons: kept somewhere, and destroyed there when a person is erased. */
public interface PersonKeys {

  /** The key of the person called so, made and kept before this returns if there is none. */
  PersonKey of(Designation designation);

  /** The key of the person with this id; empty once it is destroyed. */
  Optional<PersonKey> byId(String id);

  /** How many keys were destroyed here so far: what was opened before may be erased since. */
  long destroyed();

  /** Where nobody has a key: what is sealed shows as erased, and nothing can be sealed. */
  static PersonKeys none() {
    return new PersonKeys() {
      @Override
      public PersonKey of(Designation designation) {
        throw new IllegalStateException("there are no keys to seal personal values with");
      }

      @Override
      public Optional<PersonKey> byId(String id) {
        return Optional.empty();
      }

      @Override
      public long destroyed() {
        return 0;
      }
    };
  }
}
