package dev.daybook.mesh;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a component that may name or identify a natural person (GDPR Art. 4(1)): owners, mails,
 * contacts. What is marked can be erased without touching any proof; what is not marked never can.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD, ElementType.TYPE})
public @interface Personal {

  /** Whether persons are named among other things, as where a document is quoted. */
  boolean quoted() default false;
}
