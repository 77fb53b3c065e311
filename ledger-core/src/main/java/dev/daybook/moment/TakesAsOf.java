package dev.daybook.moment;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An endpoint that answers as of any moment: it reads the request's {@link AsOf}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Parameter(
    name = AsOf.PARAMETER,
    in = ParameterIn.QUERY,
    description =
        "The moment to answer as of: a time with offset (2026-03-31T23:59:59+02:00), a day"
            + " (2026-03-31, its end in `zone`), a ledger position, size:1234 for what a checkpoint"
            + " of that size covers, HEAD, HEAD~3 for three entries before it, or a tag"
            + " (quarter-2026Q1); now without it")
@Parameter(
    name = AsOf.ZONE,
    in = ParameterIn.QUERY,
    description =
        "Where a day of asOf ends, an IANA time zone such as Europe/Berlin; UTC without it")
public @interface TakesAsOf {}
