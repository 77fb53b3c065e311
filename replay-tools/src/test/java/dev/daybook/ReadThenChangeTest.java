package dev.daybook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.edge.AdminToken;
import dev.daybook.edge.Server;
import dev.daybook.edge.ServerSettings;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two people read one team and both change it: the second is told, not the first overwritten. */
class ReadThenChangeTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static String team(String channel) {
    return """
    apiVersion: daybook/v1
    kind: Team
    metadata:
      name: crm
    spec:
      channel: "%s"
    """
        .formatted(channel);
  }

  @Test
  void whoChangesWhatSomebodyElseChangedIsTold(@TempDir Path data) throws Exception {
    try (Server server = Server.start(ServerSettings.in(data).withPort(-1))) {
      String token = Files.readString(AdminToken.file(data)).strip();
      HttpResponse<String> begun = publish(server, token, "*", team("#begun"));
      assertThat(begun.statusCode()).isEqualTo(412);
      HttpRequest create =
          HttpRequest.newBuilder(server.url().resolve("/api/v1/documents"))
              .header("Authorization", "Bearer " + token)
              .header("Content-Type", "application/yaml")
              .POST(BodyPublishers.ofString(team("#crm")))
              .build();
      HttpResponse<String> created = CLIENT.send(create, BodyHandlers.ofString());
      assertThat(created.statusCode()).describedAs(created.body()).isEqualTo(200);
      String position = created.headers().firstValue("Daybook-Position").orElseThrow();
      HttpRequest read =
          HttpRequest.newBuilder(server.url().resolve("/api/v1/teams/crm"))
              .header("Authorization", "Bearer " + token)
              .header("Daybook-Min-Position", position)
              .build();
      String seen =
          CLIENT.send(read, BodyHandlers.ofString()).headers().firstValue("ETag").orElseThrow();

      HttpResponse<String> first = publish(server, token, seen, team("#crm-first"));
      HttpResponse<String> second = publish(server, token, seen, team("#crm-second"));

      assertThat(first.statusCode()).describedAs(first.body()).isEqualTo(200);
      assertThat(second.statusCode()).isEqualTo(412);
    }
  }

  private static HttpResponse<String> publish(
      Server server, String token, String ifMatch, String document)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.url().resolve("/api/v1/documents"))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/yaml")
            .header("If-Match", ifMatch)
            .POST(BodyPublishers.ofString(document))
            .build();
    return CLIENT.send(request, BodyHandlers.ofString());
  }
}
