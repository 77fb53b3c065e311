package dev.daybook.edge;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An endpoint whose body is a question or a step, never a document: of at most {@value #BYTES}
 * bytes, sent as it is. It holds no more of what the server has for bodies, however it is sent.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface SmallBody {

  /** 64 KiB. */
  int BYTES = 64 << 10;
}
