package dev.daybook.api;

import dev.daybook.edge.ProblemDetails;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An endpoint that asks for one thing, and what {@link Answers#one} answers. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ApiResponse(
    responseCode = "200",
    description = "Accepted, or already so.",
    content = @Content(schema = @Schema(implementation = CommandAnswer.class)))
@ApiResponse(
    responseCode = "422",
    description = "Denied; the decision is recorded.",
    content =
        @Content(
            mediaType = ProblemDetails.MEDIA_TYPE,
            schema = @Schema(implementation = Answers.OneWithProblem.class)))
@interface AnswersOne {}
