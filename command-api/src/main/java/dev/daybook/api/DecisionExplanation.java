package dev.daybook.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.daybook.rules.ToldRule;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision judged again, and the value of every part of its rules.
 *
 * @param exact whether what is told is what happened
 * @param inexact why it may not be; absent where it is
 * @param engineNow what judged again; absent where nothing could
 * @param traceSha256Now the digest of its steps; absent where nothing could
 * @param leftOut rules that were too many to tell with the others
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "DecisionExplanation")
record DecisionExplanation(
    UUID decision,
    long position,
    String subject,
    String command,
    @Schema(description = "accepted or denied") String outcome,
    @Schema(
            description =
                "whether judging again took the very steps that were recorded, and came to the"
                    + " same: then the values are those it was decided by")
        boolean exact,
    @Schema(description = "why they may be others; absent where they are not")
        @Nullable String inexact,
    @Schema(description = "what judged then") String engine,
    @Schema(description = "what judged again") @Nullable String engineNow,
    String traceSha256,
    @Nullable String traceSha256Now,
    @Schema(description = "the rules that did not pass, worst first; or the one asked for")
        List<ToldRule> rules,
    @Schema(description = "rules too many to tell here; ask for them with `rule`")
        List<String> leftOut) {}
