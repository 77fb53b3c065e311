package dev.daybook.decision;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A part of a command that policies see under a name of its own, {@code product}, and not inside
 * {@code command}: the typed document it brings.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Fact {

  /** The fact's name in expressions. */
  String value();
}
