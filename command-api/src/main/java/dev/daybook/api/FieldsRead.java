package dev.daybook.api;

import dev.daybook.rules.FieldCoverage;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * What of documents the rules in force read.
 *
 * @param policyPosition the ledger position as of which the policies in force were read
 * @param all how many fields there are
 * @param unread how many of them no rule reads
 * @param untold policies in force that do not compile, of which nobody can tell
 */
@Schema(name = "FieldsRead")
record FieldsRead(
    long policyPosition,
    @Schema(description = "how many fields documents can have") int all,
    @Schema(description = "how many of them no rule reads") int unread,
    @Schema(
            description =
                "every field, each before those in it; or those that no rule reads, without those"
                    + " inside another one")
        List<FieldCoverage.Covered> fields,
    @Schema(description = "policies in force that do not compile") List<String> untold) {}
