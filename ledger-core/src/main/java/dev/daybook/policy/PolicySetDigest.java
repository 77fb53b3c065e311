package dev.daybook.policy;

import dev.daybook.seal.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Names a set of policies: SHA-256 over the sorted digests of their bytes, each with a line feed
 * behind it. Two places with the same digest judge the same facts alike.
 */
public final class PolicySetDigest {

  private PolicySetDigest() {}

  /**
   * The set's digest, lower-case hex; that of no policy at all is the SHA-256 of nothing.
   *
   * @param sha256s digest of each policy's bytes, lower-case hex
   */
  public static String of(Collection<String> sha256s) {
    String lines =
        sha256s.stream().sorted().map(sha256 -> sha256 + "\n").collect(Collectors.joining());
    return Sha256.hex(lines.getBytes(StandardCharsets.US_ASCII));
  }
}
