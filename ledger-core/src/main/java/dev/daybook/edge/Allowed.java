package dev.daybook.edge;

import dev.daybook.decision.Actor;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who may call an endpoint: an actor with one of these roles, or an admin. Every role may do what a
 * {@code READER} may. On a method it replaces its class's.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Allowed {
  Actor.Role[] value();
}
