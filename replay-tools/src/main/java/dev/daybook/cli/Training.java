package dev.daybook.cli;

import dev.daybook.edge.ServerSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What a JVM is trained on: a server that starts, takes a mesh in, answers, and stops. */
final class Training {

  void run() throws IOException {
    Path data = Files.createTempDirectory("daybook-warmup");
    try {
      try (Serving serving = Serving.start(ServerSettings.in(data).withPort(-1))) {
        Client client =
            new Client(
                serving.server().url(),
                Files.readString(serving.tokenFile().orElseThrow()).strip());
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        new Demo(client, new Talk(nowhere, nowhere, false), data).run();
        for (String path :
            new String[] {"/data-products", "/contracts", "/policies", "/decisions", "/activity"}) {
          client.get(path, Map.of());
        }
      }
      // The second start is the usual one: on a ledger that is there.
      Serving.start(ServerSettings.in(data).withPort(-1)).close();
    } finally {
      Folders.delete(data);
    }
  }
}
