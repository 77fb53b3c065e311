package dev.daybook.cli;

import dev.daybook.replay.verify.Earlier;
import dev.daybook.replay.verify.Trust;
import dev.daybook.replay.verify.TrustGiven;
import dev.daybook.seal.TimestampAuthorities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whom an auditor trusts, and what was kept from before. */
final class TrustOptions {

  @Mixin private KeyOption keys = new KeyOption();

  @Option(
      names = "--trust",
      paramLabel = "FILE",
      description = "In place of --key: a tlog-policy of logs and witnesses you trust.")
  private @Nullable Path policy;

  @Option(
      names = "--since",
      paramLabel = "FILE",
      description = "A checkpoint you kept: what is there now must begin with it.")
  private @Nullable Path since;

  @Option(
      names = "--tsa-cert",
      paramLabel = "FILE",
      description =
          "Certificates of timestamp authorities you trust, in PEM: says when they saw what is"
              + " verified, as far as it has their timestamps beside it.")
  private @Nullable Path authorities;

  /** Whose timestamps count; null where nobody is named. */
  @Nullable TimestampAuthorities authorities() {
    try {
      return authorities == null ? null : TrustGiven.authorities(authorities);
    } catch (IllegalArgumentException e) {
      throw Failure.usage(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw Failure.usage(Daybook.sentence(e));
    }
  }

  Trust trust() {
    try {
      return TrustGiven.read(keys.given(), policy);
    } catch (IllegalArgumentException e) {
      throw Failure.usage(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw Failure.usage(Daybook.sentence(e));
    }
  }

  /** The checkpoint that was kept, where one is given. */
  @Nullable Earlier earlier() {
    return since == null ? null : new Earlier(read(since));
  }

  /** A whole file that was named on the command line. */
  static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw Failure.usage(Daybook.sentence(e));
    }
  }
}
