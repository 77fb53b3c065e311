package dev.daybook.decision;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives an event its name in the ledger, so that moving or renaming its class orphans nothing.
 * Every event record carries one.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Recorded {

  /** The wire name, {@code subject.happened}: {@code product.registered}. Never changes. */
  String value();

  /** Counts up when the event's JSON changes shape; older ones are upcast. */
  int revision() default 1;

  /** Whether commands judged before this event must be judged again after it. */
  boolean changesPolicies() default false;
}
