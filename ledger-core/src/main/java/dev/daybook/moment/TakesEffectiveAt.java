package dev.daybook.moment;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An endpoint whose answer has two clocks: what was known ({@link AsOf}), and what was true by then
 * as far as it was known.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Parameter(
    name = TakesEffectiveAt.PARAMETER,
    in = ParameterIn.QUERY,
    description =
        "The moment of which is told what was true, by the clocks of those who measured, as far as"
            + " it is known as of asOf; written as asOf is. What was reported only after it says so"
            + " (learnedAt). Without it, what is known is told as it stands")
public @interface TakesEffectiveAt {

  /** The query parameter that holds it. */
  String PARAMETER = "effectiveAt";
}
