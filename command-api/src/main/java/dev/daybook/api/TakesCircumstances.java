package dev.daybook.api;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An endpoint that reads {@link Circumstances}: what of the request is a parameter or header. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Parameter(
    name = "dryRun",
    in = ParameterIn.QUERY,
    description = "true: judge and answer, record nothing.")
@Parameter(
    name = "environment",
    in = ParameterIn.QUERY,
    description =
        "What environment it is about; also the header Daybook-Environment; prod if absent.")
@Parameter(
    name = "reason",
    in = ParameterIn.QUERY,
    description = "Why, for those who ask later; also the header Daybook-Reason.")
@Parameter(
    name = "ticket",
    in = ParameterIn.QUERY,
    description = "The ticket it belongs to; also the header Daybook-Ticket.")
@Parameter(
    name = "onBehalfOf",
    in = ParameterIn.QUERY,
    description = "Whom the caller acts for; also the header Daybook-On-Behalf-Of.")
@Parameter(
    name = "repository",
    in = ParameterIn.QUERY,
    description = "Version control: the repository; also the header Daybook-Source-Repository.")
@Parameter(
    name = "commit",
    in = ParameterIn.QUERY,
    description = "Version control: the commit; also the header Daybook-Source-Commit.")
@Parameter(
    name = "path",
    in = ParameterIn.QUERY,
    description = "Version control: the file; also the header Daybook-Source-Path.")
@Parameter(
    name = Circumstances.IDEMPOTENCY_KEY,
    in = ParameterIn.HEADER,
    description =
        "1 to 255 characters that mean this request alone: a repeat under the same key gets the"
            + " first answer, another payload under it is refused.")
@interface TakesCircumstances {}
