package dev.daybook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.cli.review.Review;
import dev.daybook.cli.review.Reviewed;
import dev.daybook.document.ReadDocument;
import dev.daybook.document.ReadDocument.Unreadable;
import dev.daybook.document.SourceBytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Sends documents one by one, each with its own bytes untouched, so that what the ledger keeps and
 * hashes is what stands in the file. Unreadable ones are sent too: the server's answer counts.
 */
final class Applying {

  private final Client client;
  private final Map<String, String> circumstances;
  private final boolean dryRun;

  /** A new key per run: a retry after a waiver is judged afresh, a retried request is not. */
  private final String key = UUID.randomUUID().toString();

  Applying(Client client, Map<String, String> circumstances, boolean dryRun) {
    this.client = client;
    this.circumstances = circumstances;
    this.dryRun = dryRun;
  }

  Review apply(DocumentSources sources) {
    List<Reviewed> documents = new ArrayList<>();
    for (DocumentSources.Located located : sources.documents()) {
      documents.addAll(send(located, documents.size()));
    }
    return new Review(null, documents, sources.skipped());
  }

  private List<Reviewed> send(DocumentSources.Located located, int number) {
    ReadDocument document = located.document();
    SourceBytes source = document.source();
    if (document instanceof Unreadable(int index, _, var problems) && source.length() == 0) {
      // A file that could not even be opened: there is nothing to send.
      return List.of(Remarks.unreadable(located.file(), index, null, problems));
    }
    Map<String, String> query = new LinkedHashMap<>(circumstances);
    query.put("path", pathInRepository(located));
    if (dryRun) {
      query.put("dryRun", "true");
    }
    Client.Answer answer =
        client.post(
            "/documents",
            query,
            located.file().endsWith(".json") ? "application/json" : "application/yaml",
            source.bytes(),
            key + "-" + number);
    JsonNode results = answer.body().path("results");
    if (!results.isArray()) {
      throw client.refused(answer);
    }
    List<Reviewed> reviewed = new ArrayList<>();
    for (JsonNode result : results) {
      reviewed.add(
          ServerAnswers.reviewed(result, located.file(), document.index(), source.begin().line()));
    }
    return reviewed;
  }

  /**
   * From the root of the repository the file is in, or else from what was applied. It is recorded
   * for good and for every reader, so it says nothing of where that lies on this machine.
   */
  private static String pathInRepository(DocumentSources.Located located) {
    Path path = Path.of(located.file()).toAbsolutePath().normalize();
    for (Path folder = path.getParent(); folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve(".git"))) {
        return folder.relativize(path).toString().replace('\\', '/');
      }
    }
    return located.name();
  }
}
