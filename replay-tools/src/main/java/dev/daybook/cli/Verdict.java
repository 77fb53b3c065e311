package dev.daybook.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daybook.replay.verify.Fault;
import dev.daybook.replay.verify.Outcome;
import dev.daybook.replay.verify.Trust;
import dev.daybook.seal.Checkpoint;
import java.util.ArrayList;
import java.util.List;

/** What verifying a ledger came to, as it is told. */
final class Verdict {

  private Verdict() {}

  /**
   * The whole of it.
   *
   * @param remarks what is to be told besides
   */
  static ObjectNode told(Outcome outcome, List<String> remarks) {
    ObjectNode told = Json.object();
    List<String> all = new ArrayList<>(remarks);
    switch (outcome) {
      case Outcome.Broken(Fault fault) -> {
        told.put("verdict", "wrong");
        told.set("fault", Json.tree(fault.told()));
      }
      case Outcome.Consistent consistent -> describe(told, consistent, all);
    }
    if (!all.isEmpty()) {
      ArrayNode lines = told.putArray("remarks");
      all.forEach(lines::add);
    }
    return told;
  }

  private static void describe(
      ObjectNode told, Outcome.Consistent consistent, List<String> remarks) {
    Trust.Signed signed = consistent.signed();
    Checkpoint checkpoint = signed.checkpoint();
    told.put("verdict", signed.unknown() == null ? "consistent" : "consistent, signer unknown");
    if (signed.unknown() != null) {
      told.put("unknown", signed.unknown());
    }
    told.put("origin", checkpoint.origin());
    told.put("size", checkpoint.size());
    told.put("root", checkpoint.root().base64());
    ArrayNode signers = told.putArray("signers");
    signed.told().forEach(signers::add);
    told.put("from", consistent.from());
    told.put("contents", consistent.hasContents());
    remarks.addAll(consistent.remarks());
    if (consistent.from() > 1) {
      remarks.add(
          "positions 1 to %d were verified by an earlier run".formatted(consistent.from() - 1));
    }
  }

  /** 0 only if all holds and a key that is trusted signed it. */
  static int exit(Outcome outcome) {
    return outcome instanceof Outcome.Consistent consistent && consistent.signed().unknown() == null
        ? Exit.OK
        : Exit.NO;
  }
}
