package dev.daybook.edge;

import dev.daybook.sealer.SealSettings;
import dev.daybook.store.LedgerSettings;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How a server runs.
 *
 * @param data folder of the embedded database and of {@code admin.token}
 * @param ledger where the ledger is; in {@code data} unless somebody decides otherwise
 * @param host address to listen on; loopback unless somebody decides otherwise
 * @param port 0 to 65535, or -1 for any free one
 * @param starterPack whether a fresh ledger starts with the starter policies published and active
 * @param posture whether it asks the policies in force of everything that stands, in the background
 * @param secondPerson whether a policy is only put in force once somebody who did not publish it
 *     has approved it
 * @param seal where the keys are that sign checkpoints
 */
public record ServerSettings(
    Path data,
    LedgerSettings ledger,
    String host,
    int port,
    boolean starterPack,
    boolean posture,
    boolean secondPerson,
    WebhookSettings webhooks,
    SealSettings seal,
    Limits limits) {

  public ServerSettings {
    if (port < -1 || port > 65_535) {
      throw new IllegalArgumentException(
          "a port is 0 to 65535, or -1 for any free one; seen `%d`".formatted(port));
    }
  }

  /**
   * What one server takes on at once.
   *
   * @param requestsAtOnce requests under way
   * @param bodyBytesAtOnce bytes of all bodies under way
   * @param bodyBytes bytes of one body
   * @param idle how long a connection may say nothing while no answer is due on it
   * @param bodyTime how long one body may take to come in as a whole
   */
  public record Limits(
      long requestsAtOnce, long bodyBytesAtOnce, int bodyBytes, Duration idle, Duration bodyTime) {

    /** Bytes of all bodies of one actor: a quarter of all, and at least one body. */
    long bodyBytesOfOne() {
      return Math.max(bodyBytes, bodyBytesAtOnce / 4);
    }
  }

  /** 1,000 requests, 64 MiB of bodies, 10 MiB and 60 s each, 60 s of silence. */
  public static final Limits LIMITS =
      new Limits(1_000, 64L << 20, 10 << 20, Duration.ofSeconds(60), Duration.ofSeconds(60));

  /** Loopback, port 8080, starter pack and posture on, policies approved by a second person. */
  public static ServerSettings in(Path data) {
    return new ServerSettings(
        data,
        LedgerSettings.embedded(data),
        "127.0.0.1",
        8080,
        true,
        true,
        true,
        WebhookSettings.none(),
        SealSettings.in(data),
        LIMITS);
  }

  public ServerSettings withLedger(LedgerSettings other) {
    return new ServerSettings(
        data, other, host, port, starterPack, posture, secondPerson, webhooks, seal, limits);
  }

  public ServerSettings withPort(int other) {
    return new ServerSettings(
        data, ledger, host, other, starterPack, posture, secondPerson, webhooks, seal, limits);
  }

  public ServerSettings withHost(String other) {
    return new ServerSettings(
        data, ledger, other, port, starterPack, posture, secondPerson, webhooks, seal, limits);
  }

  public ServerSettings withStarterPack(boolean on) {
    return new ServerSettings(
        data, ledger, host, port, on, posture, secondPerson, webhooks, seal, limits);
  }

  public ServerSettings withPosture(boolean on) {
    return new ServerSettings(
        data, ledger, host, port, starterPack, on, secondPerson, webhooks, seal, limits);
  }

  public ServerSettings withSecondPerson(boolean wanted) {
    return new ServerSettings(
        data, ledger, host, port, starterPack, posture, wanted, webhooks, seal, limits);
  }

  public ServerSettings withWebhooks(WebhookSettings other) {
    return new ServerSettings(
        data, ledger, host, port, starterPack, posture, secondPerson, other, seal, limits);
  }

  public ServerSettings withSeal(SealSettings other) {
    return new ServerSettings(
        data, ledger, host, port, starterPack, posture, secondPerson, webhooks, other, limits);
  }

  public ServerSettings withLimits(Limits other) {
    return new ServerSettings(
        data, ledger, host, port, starterPack, posture, secondPerson, webhooks, seal, other);
  }
}
