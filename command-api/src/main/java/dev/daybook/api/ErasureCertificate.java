package dev.daybook.api;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * That a person was erased, for whoever asked for it: it says so, and proves that the ledger says
 * so. The proof is checked offline, by the statement's hash and any verifier of C2SP's tlog-proof.
 */
@Schema(name = "ErasureCertificate")
record ErasureCertificate(
    @Schema(description = "the ledger's name") String origin,
    Person person,
    @Schema(description = "bundles the person was disclosed in before, as far as the ledger knows")
        List<String> disclosedIn,
    @Schema(description = "the leaf statement of the entry that records the erasure, as sealed")
        String statement,
    @Schema(description = "the payload that the statement digests, as recorded") String payload,
    @Schema(description = "C2SP tlog-proof that the statement is in the ledger") String proof) {}
