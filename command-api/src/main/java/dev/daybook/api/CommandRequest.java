package dev.daybook.api;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /commands} as its description shows it. {@link CommandReader} reads it,
 * with every problem's place.
 */
@Schema(description = "One step in a subject's life. Fields a step does not know are refused.")
record CommandRequest(
    @Schema(
            type = "string",
            allowableValues = {
              "HandOverProduct",
              "DeprecateProduct",
              "RetireProduct",
              "ReinstateProduct",
              "ChangeContractStatus",
              "WithdrawContract",
              "ApprovePolicy",
              "ActivatePolicy",
              "WithdrawPolicy",
              "WithdrawParams",
              "SetCeiling",
              "RemoveCeiling",
              "RequestWaiver",
              "RenewWaiver",
              "ApproveWaiver",
              "RejectWaiver",
              "RevokeWaiver",
              "GrantEmergencyWaiver",
              "ReviewWaiver",
              "CorrectMeasurement",
              "TagMoment",
              "RetryParked",
              "SkipParked"
            })
        String command,
    @Schema(example = "product/sales.customer-360") String subject,
    @Schema(description = "Why; kept with the decision.") String reason,
    @Schema(
            description =
                "HandOverProduct: the new owner, written as in documents. ChangeContractStatus:"
                    + " the new status.")
        @Nullable String to,
    @Schema(
            type = "string",
            description = "SetCeiling: the most that policies may do.",
            allowableValues = {"audit", "warn", "deny"})
        @Nullable String level,
    @Schema(
            description = "RequestWaiver, GrantEmergencyWaiver: the one subject it is for.",
            example = "product/sales.customer-360")
        @Nullable String covers,
    @Schema(
            description = "RequestWaiver, GrantEmergencyWaiver: the policy, or policy/rule.",
            example = "pii-masking/masked")
        @Nullable String waives,
    @Schema(description = "RequestWaiver, GrantEmergencyWaiver: who answers for it.")
        @Nullable String owner,
    @Schema(
            description =
                "RequestWaiver, RenewWaiver, GrantEmergencyWaiver: where it is worked on.")
        @Nullable String ticket,
    @Schema(
            description =
                "RequestWaiver, RenewWaiver: when it ends, a day (its end in UTC) or a time with"
                    + " offset. GrantEmergencyWaiver: at most 72 hours from now, which it is"
                    + " without it.")
        @Nullable String expires,
    @Schema(description = "ReviewWaiver: whether it was an emergency; if not, the waiver ends.")
        @Nullable Boolean upheld,
    @Schema(description = "DeprecateProduct: the last day it is served.", format = "date")
        @Nullable String sunset,
    @Schema(description = "ChangeContractStatus, WithdrawContract, ApprovePolicy, ActivatePolicy.")
        @Nullable String version,
    @Schema(
            description =
                "WithdrawContract: the ledger position of the publication. TagMoment: that the name"
                    + " is for; GET /ledger/moment tells which one a time is. RetryParked,"
                    + " SkipParked: that of the parked entry.")
        @Nullable Long position,
    @Schema(description = "CorrectMeasurement: the measurement's id.", format = "uuid")
        @Nullable String measurement,
    @Schema(
            description =
                "CorrectMeasurement: the right value, a number or a text with its unit such as 99.2%"
                    + " or 3h.")
        @Nullable String value,
    @Schema(
            description =
                "CorrectMeasurement: what a plain number is counted in, as in a measurement.")
        @Nullable String unit) {}
