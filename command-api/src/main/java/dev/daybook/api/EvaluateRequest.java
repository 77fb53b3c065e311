package dev.daybook.api;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /policies/evaluate} as its description shows it. */
@Schema(description = "Either `document` or `subject`.")
record EvaluateRequest(
    @Schema(description = "The policy document, YAML or JSON as a text.") String policy,
    @Schema(description = "A document as a text, judged as if it were published now.")
        @Nullable String document,
    @Schema(
            example = "product/sales.customer-360",
            description =
                "A subject of this ledger: the document it was published with last is judged as if"
                    + " it were published again.")
        @Nullable String subject) {}
