package dev.daybook.views;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.daybook.access.AccessEvent.TokenIssued;
import dev.daybook.decision.Actor;
import dev.daybook.edge.BearerToken;
import dev.daybook.edge.Server;
import dev.daybook.edge.ServerSettings;
import dev.daybook.mesh.Party;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.product.ProductEvent.ProductHandedOver;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages of large entries over HTTP end at their bytes, and the link leads on. */
class LargePagesTest {

  private static final Pattern LINK = Pattern.compile("<([^>]*)>");
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void whoFollowsTheLinkSeesEveryEntryOnce(@TempDir Path data) throws Exception {
    BearerToken token = BearerToken.random();
    try (Book book = Book.open(List.of())) {
      book.record(
          new TokenIssued(
              new SubjectName(SubjectKind.ACTOR, "act_00000000000000aa"),
              "reader",
              Actor.Kind.SERVICE,
              List.of(Actor.Role.AUDITOR),
              null,
              null,
              token.sha256()));
      for (int i = 0; i < 20; i++) {
        book.record(
            new ProductHandedOver(
                Samples.product("sales.customer-360"),
                Party.team("sales-data-team"),
                Party.team("crm-team"),
                "because ".repeat(115_000)));
      }
      long head = book.ledger().head().position();
      List<Long> positions = new ArrayList<>();
      int pages = 0;
      try (Server server =
              Server.start(
                  ServerSettings.in(data).withPort(-1).withLedger(book.test().settings()));
          HttpClient client = HttpClient.newHttpClient()) {
        Optional<URI> next = Optional.of(URI.create("/api/v1/ledger/entries?limit=1000"));
        while (next.isPresent()) {
          HttpResponse<String> reply =
              client.send(
                  HttpRequest.newBuilder(server.url().resolve(next.get()))
                      .header("Authorization", "Bearer " + token.text())
                      .build(),
                  BodyHandlers.ofString());
          assertThat(reply.statusCode()).isEqualTo(200);
          assertThat(reply.body().length()).isLessThan(9 << 20);
          for (JsonNode entry : JSON.readTree(reply.body())) {
            positions.add(entry.path("position").asLong());
          }
          pages++;
          next =
              reply
                  .headers()
                  .firstValue("Link")
                  .map(LINK::matcher)
                  .filter(Matcher::find)
                  .map(link -> URI.create(link.group(1)));
        }
      }
      assertThat(positions).hasSize((int) head).isSorted().doesNotHaveDuplicates();
      assertThat(pages).isBetween(3, 4);
    }
  }
}
