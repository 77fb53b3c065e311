package dev.daybook.mesh;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a text that is kept the way a document wrote it. Where it is nothing but a quantity, it is
 * compared by what it says: {@code 4h} and {@code 4 hours}, {@code 99%} and {@code 0.99}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface AsWritten {

  /** What a number without a unit counts, such as {@code d}; nothing where it is a plain number. */
  String unit() default "";
}
