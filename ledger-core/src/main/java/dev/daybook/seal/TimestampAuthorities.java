package dev.daybook.seal;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The timestamp authorities somebody trusts: their own certificates, or those of who certified
 * them. Revocation is not looked up, because verifying needs no network.
 */
public record TimestampAuthorities(List<X509Certificate> certificates) {

  /** Nobody. */
  public static final TimestampAuthorities NONE = new TimestampAuthorities(List.of());

  /** Longest file of certificates, in bytes: 1 MiB. */
  public static final int MAX_BYTES = 1 << 20;

  public TimestampAuthorities {
    certificates = List.copyOf(certificates);
  }

  /**
   * Reads certificates, in PEM one after the other or a single one in DER.
   *
   * @throws SealRefused.Malformed when it holds none or something else
   */
  public static TimestampAuthorities parse(byte[] file) {
    if (file.length > MAX_BYTES) {
      throw new SealRefused.Malformed(
          "a file of certificates has at most %d bytes; this one has %d"
              .formatted(MAX_BYTES, file.length));
    }
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(file))) {
        certificates.add((X509Certificate) certificate);
      }
    } catch (CertificateException _) {
      throw new SealRefused.Malformed("it is no file of X.509 certificates in PEM");
    }
    if (certificates.isEmpty()) {
      throw new SealRefused.Malformed("it holds no X.509 certificate in PEM");
    }
    return new TimestampAuthorities(certificates);
  }

  /** Whether this certificate was at that time one of these, or certified by one of these. */
  boolean vouchFor(X509Certificate authority, Collection<X509Certificate> between, Instant time) {
    if (certificates.contains(authority)) {
      return true; // it was valid then, as its token was verified
    }
    Set<TrustAnchor> anchors = new HashSet<>();
    for (X509Certificate certificate : certificates) {
      // PKIX itself does not ask whether an anchor may certify anybody (RFC 5280, 6.1).
      if (certificate.getBasicConstraints() >= 0) {
        anchors.add(new TrustAnchor(certificate, null));
      }
    }
    X509CertSelector wanted = new X509CertSelector();
    wanted.setCertificate(authority);
    try {
      PKIXBuilderParameters path = new PKIXBuilderParameters(anchors, wanted);
      path.setRevocationEnabled(false);
      path.setDate(Date.from(time));
      List<X509Certificate> known = new ArrayList<>(between);
      known.add(authority);
      path.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(known)));
      CertPathBuilder.getInstance("PKIX").build(path);
      return true;
    } catch (GeneralSecurityException _) {
      return false;
    }
  }
}
