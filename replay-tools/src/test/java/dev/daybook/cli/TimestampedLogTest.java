package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.daybook.edge.Server;
import dev.daybook.edge.ServerSettings;
import dev.daybook.seal.OwnTimestampAuthority;
import dev.daybook.seal.Sha256;
import dev.daybook.sealer.Seal;
import dev.daybook.sealer.SealSettings;
import dev.daybook.sealer.TimestampSettings;
import dev.daybook.timestamped.Timestamps;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose log a timestamp authority stamps, and an auditor with a copy of it. */
class TimestampedLogTest {

  private static final OwnTimestampAuthority AUTHORITY = OwnTimestampAuthority.selfSigned();

  @TempDir private Path folder = Path.of("");

  private static HttpServer authority() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] query = exchange.getRequestBody().readAllBytes();
            byte[] answer = AUTHORITY.answer(query, Instant.now().truncatedTo(ChronoUnit.SECONDS));
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
          }
        });
    server.start();
    return server;
  }

  private Path pem(String name, OwnTimestampAuthority of)
      throws IOException, CertificateEncodingException {
    return Files.writeString(
        folder.resolve(name),
        "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
            .formatted(Base64.getMimeEncoder().encodeToString(of.certificate().getEncoded())));
  }

  private Path token(Path copy) throws IOException {
    try (Stream<Path> files = Files.walk(copy.resolve("timestamp"))) {
      List<Path> tokens = files.filter(file -> file.toString().endsWith(".tst")).toList();
      assertThat(tokens).hasSize(1);
      return tokens.getFirst();
    }
  }

  @Test
  void anAuditorIsToldWhenAnAuthoritySawTheLog() throws Exception {
    HttpServer tsa = authority();
    Path data = folder.resolve("data");
    SealSettings seal =
        SealSettings.in(data)
            .withTimestamps(
                new TimestampSettings(
                    List.of(URI.create("http://127.0.0.1:" + tsa.getAddress().getPort())),
                    AUTHORITY.trusted(),
                    Duration.ofHours(1)));
    Path copy = folder.resolve("copy");
    String key;
    try (Server server =
        Server.start(
            ServerSettings.in(data)
                .withPort(-1)
                .withPosture(false)
                .withStarterPack(false)
                .withSeal(seal))) {
      key = server.part(Seal.class).keys().getFirst().toString();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> !server.part(Timestamps.class).after(0, 1).isEmpty());
      String url = server.url().toString();
      String[] export = {
        "seal", "export", copy.toString(), "--server", url, "--data", data.toString()
      };
      Cli exported = Cli.run(export);
      assertThat(exported.exit()).as(exported.err()).isZero();
      byte[] token = Files.readAllBytes(token(copy));
      assertThat(Cli.run(export).exit()).as("again, nothing is new").isZero();
      assertThat(token(copy)).hasBinaryContent(token);
      assertThat(token(copy).getFileName().toString())
          .isEqualTo(Sha256.hex(token).substring(0, 16) + ".tst");
      Path before = token(copy).resolveSibling("0123456789abcdef.tst");
      Files.move(token(copy), before);
      assertThat(Cli.run(export).exit()).isZero();
      assertThat(token(copy)).as("what an earlier export named otherwise").isEqualTo(before);
    } finally {
      tsa.stop(0);
    }
    String known = pem("known", AUTHORITY).toString();

    Cli told = Cli.run("verify", copy.toString(), "--key", key, "--tsa-cert", known);
    assertThat(told.exit()).as(told.out() + told.err()).isZero();
    assertThat(told.out())
        .containsPattern("`CN=Own timestamp authority` saw the first \\d+ entries at 20");

    String stranger = pem("stranger", OwnTimestampAuthority.selfSigned()).toString();
    Cli unknown = Cli.run("verify", copy.toString(), "--key", key, "--tsa-cert", stranger);
    assertThat(unknown.exit()).as(unknown.out() + unknown.err()).isZero();
    assertThat(unknown.out())
        .contains("which no known authority vouches for")
        .doesNotContain("saw the first");

    Path token = token(copy);
    byte[] was = Files.readAllBytes(token);
    byte[] changed = was.clone();
    changed[changed.length - 5] ^= 1;
    Files.write(token, changed);
    Cli forged = Cli.run("verify", copy.toString(), "--key", key, "--tsa-cert", known);
    assertThat(forged.exit()).isEqualTo(Exit.NO);
    assertThat(forged.out()).contains("wrong").contains("timestamp/");
    Files.write(token, was);

    Path note = token.resolveSibling("checkpoint");
    Files.writeString(note, Files.readString(note).replaceFirst("\n\\d+\n", "\n1\n"));
    Cli moved = Cli.run("verify", copy.toString(), "--key", key, "--tsa-cert", known);
    assertThat(moved.exit()).isEqualTo(Exit.NO);
    assertThat(moved.out()).contains("does not begin with its 1");

    assertThat(
            Cli.run("verify", copy.toString(), "--tsa-cert", folder.resolve("none").toString())
                .exit())
        .isEqualTo(Exit.USAGE);
    assertThat(Cli.run("verify", "--key", key, "--tsa-cert", known).err())
        .contains("--tsa-cert is for a log as files");
  }
}
