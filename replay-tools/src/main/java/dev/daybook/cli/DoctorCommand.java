package dev.daybook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.daybook.rules.StarterPack;
import dev.daybook.store.AxonServerLook;
import dev.daybook.store.AxonServerSettings;
import dev.daybook.store.LedgerSettings;
import dev.daybook.store.StartRefused;
import dev.daybook.store.StoreUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Looks for what may be wrong with this installation and the server it talks to. */
@Command(
    name = "doctor",
    description = {
      "Look for what may be wrong here: Java, data folder, token, settings, Axon Server, server,"
          + " clocks, views, policies, webhooks, seal.",
      "Ends with 1 when something is."
    })
final class DoctorCommand implements Callable<Integer> {

  /** Less free space than this beside a ledger is worth a word, in bytes. */
  private static final long LITTLE_SPACE = 2L << 30;

  /** A server's clock further away than this makes times in answers hard to compare. */
  private static final Duration CLOCKS_APART = Duration.ofSeconds(5);

  /** Views further behind than this have stopped, or are being built. */
  private static final long FAR_BEHIND = 1_000;

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOption output = new OutputOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  private final Checkup checkup = new Checkup();

  @Override
  public Integer call() throws IOException {
    java();
    data();
    axonServer();
    server();
    output.list(
        Talk.of(spec),
        checkup.found(),
        List.of(
            Table.Column.at("check", "/check"),
            Table.Column.at("state", "/state"),
            Table.Column.at("seen", "/seen")));
    return checkup.isBad() ? Exit.NO : Exit.OK;
  }

  private void java() {
    checkup.ok("java", "%s, %s".formatted(Runtime.version(), System.getProperty("java.home")));
    Path cache = WarmupCommand.place();
    if (Files.exists(cache)) {
      checkup.ok("start-up cache", cache.toString());
    } else {
      checkup.ok("start-up cache", "none; `daybook warmup` makes one, and starts get faster");
    }
  }

  private void data() throws IOException {
    Path data = server.data().toAbsolutePath();
    if (!Files.isDirectory(data)) {
      checkup.ok("data folder", "%s is not there; the first `serve` makes it".formatted(data));
      return;
    }
    long free = Files.getFileStore(data).getUsableSpace();
    String seen = "%s, %,d MB free".formatted(data, free >> 20);
    if (free < LITTLE_SPACE) {
      checkup.warn("data folder", seen + "; a full disk stops the ledger");
    } else {
      checkup.ok("data folder", seen);
    }
    Path token = data.resolve("admin.token");
    if (!Files.exists(token)) {
      checkup.ok("token file", "none; DAYBOOK_TOKEN is used where it is set");
    } else {
      checkup.secret("token file", token);
    }
    new SealCheckup(checkup, data).keys();
  }

  /** Where events live in Axon Server: whether it answers here, whatever the server says of it. */
  private void axonServer() {
    AxonServerSettings settings;
    try {
      settings = LedgerSettings.fromEnvironment(System.getenv(), server.data()).axonServer();
    } catch (IllegalArgumentException e) {
      checkup.bad("settings", String.valueOf(e.getMessage()));
      return;
    }
    if (settings == null) {
      return;
    }
    try {
      checkup.ok(
          "axon server here",
          "%s answers, with %d events".formatted(settings, AxonServerLook.events(settings)));
    } catch (StartRefused | StoreUnavailable e) {
      checkup.bad("axon server here", String.valueOf(e.getMessage()));
    }
  }

  private void server() {
    try {
      Client client = server.client();
      Client.Answer head = client.raw("/ledger/head");
      if (head.status() != 200) {
        checkup.bad("server", client.refused(head).sentence());
        return;
      }
      long position = head.body().path("position").asLong();
      checkup.ok(
          "server",
          "%s, %s at position %d"
              .formatted(client.server(), head.body().path("origin").asText(), position));
      head.header("Date").ifPresent(this::clock);
      eventStore(client);
      views(client, position);
      parked(client);
      policies(client);
      webhooks(client);
      new SealCheckup(checkup, server.data().toAbsolutePath()).server(client);
    } catch (Failure e) {
      checkup.bad("server", e.sentence());
    }
  }

  private void clock(String date) {
    Instant there = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    Duration apart = Duration.between(there, Instant.now()).abs();
    String seen = "%d s apart".formatted(apart.toSeconds());
    if (apart.compareTo(CLOCKS_APART) > 0) {
      checkup.warn("clocks", seen + "; set both by NTP");
    } else {
      checkup.ok("clocks", seen);
    }
  }

  private void parked(Client client) {
    Client.Answer answer = client.raw("/views/parked");
    if (answer.status() != 200) {
      return; // which the views told already
    }
    long open = 0;
    long skipped = 0;
    for (JsonNode each : answer.body()) {
      if (each.has("skippedBy")) {
        skipped++;
      } else {
        open++;
      }
    }
    if (open > 0) {
      checkup.warn(
          "parked",
          "%d entries that views could not take in, or that wait behind one; `daybook views parked`"
                  .formatted(open)
              + " lists them, `retry` and `skip` say what becomes of them");
    } else {
      checkup.ok(
          "parked", skipped == 0 ? "none" : "none but %d that views skip".formatted(skipped));
    }
  }

  /** Nothing where events live in PostgreSQL, as everything else does. */
  private void eventStore(Client client) {
    JsonNode store = client.raw("/ledger/event-store").body();
    if (!store.hasNonNull("server")) {
      return;
    }
    String server = store.path("server").asText();
    long behind = store.path("events").asLong() - store.path("position").asLong();
    if (store.hasNonNull("why")) {
      checkup.bad("axon server", store.path("why").asText());
    } else if (behind > FAR_BEHIND) {
      checkup.warn(
          "axon server",
          "%s; %d events are not in the ledger yet: see the server's log"
              .formatted(server, behind));
    } else {
      checkup.ok(
          "axon server",
          "%s; %d events, %d not in the ledger yet"
              .formatted(server, store.path("events").asLong(), Math.max(0, behind)));
    }
  }

  private void views(Client client, long position) {
    Client.Answer answer = client.raw("/data-products?limit=1");
    long at = answer.header("Daybook-Position").map(Long::parseLong).orElse(-1L);
    if (answer.status() != 200 || at < 0) {
      checkup.bad("views", client.refused(answer).sentence());
    } else if (position - at > FAR_BEHIND) {
      checkup.warn(
          "views",
          "%d entries behind; they are being built, or have stopped: see the server's log"
              .formatted(position - at));
    } else {
      checkup.ok("views", "at position %d, %d behind".formatted(at, Math.max(0, position - at)));
    }
  }

  /** Nothing where there are none, or the token may not see them. */
  private void webhooks(Client client) {
    Client.Answer answer = client.raw("/webhooks");
    if (answer.status() != 200) {
      return;
    }
    for (JsonNode told : answer.body()) {
      String host = told.path("host").asText();
      long givenUp = told.path("givenUp").asLong();
      if (told.hasNonNull("failure")) {
        checkup.warn(
            "webhook",
            "%s: %d tries in vain, the last: %s; %d given up"
                .formatted(
                    host, told.path("tries").asInt(), told.path("failure").asText(), givenUp));
      } else if (givenUp > 0) {
        checkup.warn(
            "webhook", "%s: works, but was not told of %d things".formatted(host, givenUp));
      } else {
        checkup.ok(
            "webhook",
            "%s: told of %d, up to position %d"
                .formatted(host, told.path("delivered").asLong(), told.path("position").asLong()));
      }
    }
  }

  private void policies(Client client) {
    ArrayNode inForce = client.list("/policies", Map.of("state", "active"), Client.MAX_PAGE);
    Set<String> there = new TreeSet<>();
    for (JsonNode policy : inForce) {
      there.add(policy.path("activeSha256").asText());
    }
    Set<String> here = new TreeSet<>();
    StarterPack.load().policies().forEach(policy -> here.add(policy.sha256()));
    if (there.isEmpty()) {
      checkup.warn("policies", "none is in force: every command is accepted");
    } else {
      checkup.ok(
          "policies",
          "%d in force%s"
              .formatted(
                  there.size(),
                  there.equals(here)
                      ? ", the starter pack as `check` has it"
                      : "; for `check` to judge alike: daybook policy pull DIR"));
    }
  }
}
