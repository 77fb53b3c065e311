package dev.daybook.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AxonServerCommandsTest {

  private static final NodeSeal SEAL = seal(1);

  private final AxonServerSettings settings = TestAxonServer.orSkipped().settings();
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    Collections.reverse(open);
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  @Test
  void commandsOfOneKeyMeetAtOneNodeWhicheverIsAsked() throws Exception {
    CommandRoute one = route(SEAL);
    CommandRoute two = route(SEAL);
    take(one, saying("one"));
    Subscription second = take(two, saying("two"));
    Awaitility.await().until(() -> answers(one).size() == 2);

    Map<String, String> whose = new HashMap<>();
    for (int i = 0; i < 40; i++) {
      String key = "product/" + i;
      whose.put(key, ask(one, key).orElseThrow());
      assertThat(ask(two, key)).contains(whose.get(key));
    }
    assertThat(whose.values()).contains("one", "two");

    second.close();
    for (String key : whose.keySet()) {
      assertThat(ask(two, key)).contains("one");
    }
  }

  @Test
  void nobodyAnswersWhereNoneTakesOrUnderstandsOrItIsTooLarge() throws Exception {
    CommandRoute route = route(SEAL);
    assertThat(ask(route, "product/a")).isEmpty();

    Subscription deaf = take(route, _ -> Optional.empty());
    assertThat(ask(route, "product/a")).isEmpty();
    deaf.close();

    Subscription verbose = take(route, _ -> Optional.of(new byte[AxonServerCommands.LARGEST]));
    assertThat(ask(route, "product/a")).isEmpty();
    verbose.close();

    take(route, saying("one"));
    Awaitility.await().until(() -> ask(route, "product/a").isPresent());
    int most = AxonServerCommands.LARGEST - NodeSeal.OVERHEAD;
    assertThat(route.ask("product/a", new byte[most])).isPresent();
    assertThat(route.ask("product/a", new byte[most + 1])).isEmpty();
  }

  @Test
  void whoeverElseIsInAxonServerCanNeitherReadNorAnswer() throws Exception {
    List<byte[]> read = new ArrayList<>();
    take(
        route(seal(2)),
        message -> {
          read.add(message);
          return Optional.of(message);
        });

    assertThat(ask(route(SEAL), "product/a")).isEmpty();
    assertThat(read).isEmpty();
  }

  @Test
  void aLedgerHasAWayUnlessItsCommandsAreJudgedWhereTheyAreRead() {
    try (TestLedger test = TestAxonServer.orSkipped().fresh(Note.types());
        Ledger here =
            Ledger.open(
                test.settings()
                    .withAxonServer(
                        new AxonServerSettings(
                            settings.servers(),
                            settings.context(),
                            null,
                            settings.followedWithin(),
                            false)),
                Note.types())) {
      assertThat(test.ledger().commandRoute()).isPresent();
      assertThat(here.commandRoute()).isEmpty();
    }
    try (TestLedger onPostgresql = TestLedger.fresh(Note.types())) {
      assertThat(onPostgresql.ledger().commandRoute()).isEmpty();
    }
  }

  private CommandRoute route(NodeSeal seal) {
    AxonServer server = AxonServer.connect(settings);
    open.add(server);
    return server.commands(seal);
  }

  private Subscription take(CommandRoute route, Function<byte[], Optional<byte[]>> answers) {
    Subscription taking = route.take(answers);
    open.add(taking);
    return taking;
  }

  private static Function<byte[], Optional<byte[]>> saying(String name) {
    return _ -> Optional.of(name.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<String> ask(CommandRoute route, String key) throws InterruptedException {
    return route
        .ask(key, "anything".getBytes(StandardCharsets.UTF_8))
        .map(answer -> new String(answer, StandardCharsets.UTF_8));
  }

  private static Set<String> answers(CommandRoute route) throws InterruptedException {
    Set<String> all = new TreeSet<>();
    for (int i = 0; i < 40; i++) {
      ask(route, "product/" + i).ifPresent(all::add);
    }
    return all;
  }

  private static NodeSeal seal(int fill) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) fill;
    return new NodeSeal(new SecretKeySpec(bytes, "Generic"), "daybook/test");
  }
}
