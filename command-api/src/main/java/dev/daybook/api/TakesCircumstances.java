package dev.daybook.api;

import dev.daybook.edge.ProblemDetails;
import io.micronaut.http.HttpHeaders;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
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
@Parameter(
    name = HttpHeaders.IF_MATCH,
    in = ParameterIn.HEADER,
    description =
        "The ETag of a read of the subject: judged only if the subject still stands there. * for"
            + " one that exists. Only with one subject in the request.")
@Parameter(
    name = "Prefer",
    in = ParameterIn.HEADER,
    description =
        "wait=2, respond=sealed: wait up to so many seconds, 30 at most, until what was recorded is"
            + " in a signed checkpoint, and answer with proofs; respond=witnessed: until enough"
            + " witnesses have cosigned that, too.")
@ApiResponse(
    responseCode = "412",
    description = "The subject does not stand where If-Match says; nothing is recorded.",
    content =
        @Content(
            mediaType = ProblemDetails.MEDIA_TYPE,
            schema = @Schema(implementation = ProblemDetails.class)))
@interface TakesCircumstances {}
