package dev.daybook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daybook.replay.verify.Progress;
import java.util.Map;
import java.util.function.Consumer;

/** A history that a server goes through piece by piece, each asked for where the last one ended. */
final class Pieces {

  private Pieces() {}

  /**
   * Asks for all of them.
   *
   * @param wanted the body of the first request; those behind it say where they begin and end, and
   *     as of which position policies are meant
   */
  static void each(
      Client client, String path, ObjectNode wanted, Progress progress, Consumer<JsonNode> taking) {
    long first = 0;
    while (true) {
      JsonNode piece = client.expectSuccess(client.post(path, Map.of(), wanted, null)).body();
      taking.accept(piece);
      first = first == 0 ? piece.path("from").asLong() : first;
      long last = piece.path("to").asLong();
      progress.at(piece.path("through").asLong() - first + 1, last - first + 1);
      if (!piece.has("next")) {
        return;
      }
      wanted.put("from", piece.path("next").asText());
      wanted.put("to", Long.toString(last));
      if (piece.has("policiesAsOf")) {
        wanted.put("policiesAsOf", piece.path("policiesAsOf").asText());
      }
    }
  }
}
