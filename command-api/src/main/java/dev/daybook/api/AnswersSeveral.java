package dev.daybook.api;

import dev.daybook.edge.ProblemDetails;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An endpoint that asks for several things at once, and what {@link Answers#several} answers. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ApiResponse(
    responseCode = "200",
    description = "All accepted or unchanged.",
    content = @Content(schema = @Schema(implementation = Answers.Several.class)))
@ApiResponse(
    responseCode = "422",
    description =
        "At least one is denied or invalid, or unanswered for a reason that stays; the others"
            + " stand.",
    content =
        @Content(
            mediaType = ProblemDetails.MEDIA_TYPE,
            schema = @Schema(implementation = Answers.SeveralWithProblem.class)))
@ApiResponse(
    responseCode = "503",
    description =
        "At least one of several could not be answered now, and the others stand; or none could.",
    content =
        @Content(
            mediaType = ProblemDetails.MEDIA_TYPE,
            schema = @Schema(implementation = Answers.SeveralWithProblem.class)))
@interface AnswersSeveral {}
