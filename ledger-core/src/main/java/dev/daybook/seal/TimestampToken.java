package dev.daybook.seal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.GenTimeAccuracy;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.tsp.TimeStampTokenInfo;

/**
 * A timestamp authority's word on when it saw a checkpoint's text.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3161#section-2.4.2">RFC 3161, 2.4.2</a>
 */
public final class TimestampToken {

  /** Longest token or answer, in bytes: 64 KiB; most have under 8. */
  public static final int MAX_BYTES = 1 << 16;

  private final TimeStampToken token;

  private TimestampToken(TimeStampToken token) {
    this.token = token;
  }

  static TimestampToken of(TimeStampToken token) {
    return new TimestampToken(token);
  }

  /**
   * Reads a token in DER, believing none of it.
   *
   * @throws SealRefused.Malformed when it is none
   */
  public static TimestampToken parse(byte[] der) {
    requireLength(der);
    try {
      return new TimestampToken(new TimeStampToken(new CMSSignedData(der)));
    } catch (TSPException | CMSException | IOException | RuntimeException _) {
      // The library answers what is not DER with whatever it stumbles over.
      throw new SealRefused.Malformed("it is no timestamp token (RFC 3161)");
    }
  }

  static void requireLength(byte[] der) {
    if (der.length > MAX_BYTES) {
      throw new SealRefused.Malformed(
          "a timestamp has at most %d bytes; this one has %d".formatted(MAX_BYTES, der.length));
    }
  }

  /** What an authority sees of a checkpoint: the SHA-256 of its text. */
  static Hash imprint(Checkpoint checkpoint) {
    return Hash.owning(Sha256.of(checkpoint.text().getBytes(StandardCharsets.UTF_8)));
  }

  /** The token in DER, as it is kept. */
  public byte[] der() {
    try {
      return token.getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException("a token that was read can be written", e);
    }
  }

  /** The time it says, which nobody has to believe until it is verified. */
  public Instant time() {
    return token.getTimeStampInfo().getGenTime().toInstant();
  }

  /**
   * When a checkpoint was there already, on an authority's word.
   *
   * @param time by the authority's clock
   * @param accuracy how far off that clock may be; zero where the authority does not say
   * @param authority the name in its certificate, which others may have too
   * @param certificate SHA-256 of its certificate
   */
  public record Timestamp(Instant time, Duration accuracy, String authority, Hash certificate) {}

  /**
   * The time this token vouches for.
   *
   * @throws SealRefused.Forged when it is of another text, or not signed by the certificate it
   *     names, or that one is not for signing timestamps or was not valid then
   * @throws SealRefused.Unsigned when its authority is none of these
   */
  public Timestamp verify(Checkpoint checkpoint, TimestampAuthorities authorities) {
    TimeStampTokenInfo info = token.getTimeStampInfo();
    if (!info.getMessageImprintAlgOID().equals(NISTObjectIdentifiers.id_sha256)
        || !imprint(checkpoint).equals(imprint(info))) {
      throw new SealRefused.Forged("the timestamp is of another checkpoint");
    }
    Instant time = time();
    List<X509Certificate> embedded = certificates();
    List<X509Certificate> named = named(embedded);
    if (named.isEmpty()) {
      named = named(authorities.certificates());
    }
    if (named.isEmpty()) {
      throw new SealRefused.Unsigned(
          "the timestamp of %s holds no certificate of its authority, and none of the known is it"
              .formatted(time));
    }
    X509Certificate authority = named.getFirst();
    requireSignedBy(authority);
    String name = authority.getSubjectX500Principal().getName();
    if (!authorities.vouchFor(authority, embedded, time)) {
      throw new SealRefused.Unsigned(
          "the timestamp of %s is by `%s`, which no known authority vouches for"
              .formatted(time, name));
    }
    return new Timestamp(time, accuracy(info), name, digest(authority));
  }

  private static Hash digest(X509Certificate authority) {
    try {
      return Hash.owning(Sha256.of(authority.getEncoded()));
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read can be written", e);
    }
  }

  private static Hash imprint(TimeStampTokenInfo info) {
    byte[] digest = info.getMessageImprintDigest();
    if (digest.length != Hash.LENGTH) {
      throw new SealRefused.Forged("the timestamp is of another checkpoint");
    }
    return Hash.of(digest);
  }

  private List<X509Certificate> certificates() {
    List<X509Certificate> certificates = new ArrayList<>();
    JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
    try {
      for (X509CertificateHolder holder : token.getCertificates().getMatches(null)) {
        certificates.add(converter.getCertificate(holder));
      }
    } catch (CertificateException | RuntimeException _) {
      throw new SealRefused.Malformed("a certificate in the timestamp is none");
    }
    return certificates;
  }

  /** Of these certificates the one the token says it is signed with. */
  private List<X509Certificate> named(List<X509Certificate> certificates) {
    return certificates.stream()
        .filter(
            certificate ->
                token.getSID().getSerialNumber().equals(certificate.getSerialNumber())
                    && token
                        .getSID()
                        .getIssuer()
                        .equals(
                            X500Name.getInstance(
                                certificate.getIssuerX500Principal().getEncoded())))
        .toList();
  }

  /** Signature, the certificate's digest in it, its validity then, and its one critical use. */
  private void requireSignedBy(X509Certificate authority) {
    try {
      token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(authority));
    } catch (TSPException | OperatorCreationException | RuntimeException e) {
      throw new SealRefused.Forged("the timestamp does not verify: " + e.getMessage());
    }
  }

  private static Duration accuracy(TimeStampTokenInfo info) {
    GenTimeAccuracy accuracy = info.getGenTimeAccuracy();
    return accuracy == null
        ? Duration.ZERO
        : Duration.ofSeconds(accuracy.getSeconds())
            .plusMillis(accuracy.getMillis())
            .plusNanos(1000L * accuracy.getMicros());
  }
}
