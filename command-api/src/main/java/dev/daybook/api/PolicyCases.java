package dev.daybook.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.daybook.edge.ProblemDetails;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version's own cases, and how each comes out when it is run now.
 *
 * @param sha256 digest of the version's document
 * @param parts sub-expressions there are, and two for each rule: it is kept, it is broken
 * @param unseen those that no case looks at
 */
@Schema(name = "PolicyCases")
record PolicyCases(
    String subject,
    String version,
    String sha256,
    int passed,
    int failed,
    List<Ran> cases,
    @Schema(
            description =
                "how many parts of its expressions there are; each rule counts twice more: some case"
                    + " keeps it, some case breaks it")
        int parts,
    @Schema(description = "what of that no case looks at") List<Unseen> unseen) {

  /** One case. */
  @Schema(name = "PolicyCase")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Ran(
      String name,
      @Schema(description = "passed or failed") String outcome,
      @Schema(description = "where it stands in the document, from 1") int line,
      int column,
      @Schema(description = "what came out otherwise than it expects")
          List<ProblemDetails.Place> problems) {}

  /** A part of the policy that no case looks at. */
  @Schema(name = "PolicyUnseen")
  record Unseen(@Nullable String message, int line, int column) {}
}
