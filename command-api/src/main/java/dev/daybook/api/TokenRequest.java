package dev.daybook.api;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /tokens} as its description shows it. */
record TokenRequest(
    @Schema(example = "ci-sales") String name,
    @Schema(
            type = "string",
            allowableValues = {"person", "service"})
        String kind,
    @Schema(description = "Among reader, publisher, approver, auditor, admin.") List<String> roles,
    @Schema(description = "The one domain a publisher may write to.") @Nullable String domain,
    @Schema(format = "date-time") @Nullable String expiresAt) {}
