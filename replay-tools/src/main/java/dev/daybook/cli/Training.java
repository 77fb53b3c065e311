package dev.daybook.cli;

import dev.daybook.edge.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** What a JVM is trained on: a server that starts, answers the usual questions, and stops. */
final class Training {

  void run() throws IOException {
    Path data = Files.createTempDirectory("daybook-warmup");
    try (Serving serving = Serving.start(ServerSettings.in(data).withPort(-1))) {
      Client client =
          new Client(serving.server().url(), Files.readString(serving.tokenFile()).strip());
      client.get("/health", Map.of());
    } finally {
      delete(data);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
