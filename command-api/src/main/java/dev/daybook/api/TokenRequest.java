package dev.daybook.api;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /tokens} as its description shows it. */
record TokenRequest(
    @Schema(
            description =
                "An actor whose token is replaced by one that allows the same, and is worthless"
                    + " from then on; name, kind, roles and domain are left out then.",
            example = "act_0c62194c0343da7b")
        @Nullable String actor,
    @Schema(description = "Whom it is for; needed for a new actor.", example = "ci-sales")
        @Nullable String name,
    @Schema(
            description = "Needed for a new actor.",
            type = "string",
            allowableValues = {"person", "service"})
        @Nullable String kind,
    @Schema(
            description =
                "Among reader, publisher, approver, auditor, admin; needed for a new actor.")
        @Nullable List<String> roles,
    @Schema(description = "The one domain a publisher may write to.") @Nullable String domain,
    @Schema(format = "date-time") @Nullable String expiresAt) {}
