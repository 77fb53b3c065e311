package dev.daybook.seal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.cmp.PKIStatusInfo;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.Accuracy;
import org.bouncycastle.asn1.tsp.MessageImprint;
import org.bouncycastle.asn1.tsp.TSTInfo;
import org.bouncycastle.asn1.tsp.TimeStampReq;
import org.bouncycastle.asn1.tsp.TimeStampResp;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A timestamp authority (RFC 3161) of our own for tests: its certificate is made on the spot, valid
 * from 2026-01-01 for a year, and it says whatever time it is told to.
 */
public final class OwnTimestampAuthority {

  /** When its certificates begin to be valid. */
  public static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");

  private static final ASN1ObjectIdentifier POLICY = new ASN1ObjectIdentifier("1.3.6.1.4.1.0.1");

  private final X509Certificate certificate;
  private final KeyPair keys;
  private boolean sendsCertificate = true;

  private OwnTimestampAuthority(X509Certificate certificate, KeyPair keys) {
    this.certificate = certificate;
    this.keys = keys;
  }

  /** An authority that nobody certified but itself. */
  public static OwnTimestampAuthority selfSigned() {
    return named("CN=Own timestamp authority", KeyPurposeId.id_kp_timeStamping, true);
  }

  /**
   * A self-signed one of another kind.
   *
   * @param use its certificate's extended key usage
   * @param critical whether whoever does not know that usage must refuse the certificate
   */
  static OwnTimestampAuthority named(String name, KeyPurposeId use, boolean critical) {
    KeyPair keys = keys();
    return new OwnTimestampAuthority(certificate(name, keys, name, keys, use, critical), keys);
  }

  /** An authority certified by this one, taken as a certification authority. */
  OwnTimestampAuthority certified(String name) {
    KeyPair own = keys();
    return new OwnTimestampAuthority(
        certificate(
            name,
            own,
            certificate.getSubjectX500Principal().getName(),
            keys,
            KeyPurposeId.id_kp_timeStamping,
            true),
        own);
  }

  /** An authority that certifies others and signs no timestamps. */
  static OwnTimestampAuthority certifying(String name) {
    KeyPair keys = keys();
    return new OwnTimestampAuthority(certificate(name, keys, name, keys, null, false), keys);
  }

  /** This one, not sending its certificate along. */
  OwnTimestampAuthority withoutCertificate() {
    OwnTimestampAuthority other = new OwnTimestampAuthority(certificate, keys);
    other.sendsCertificate = false;
    return other;
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /** Itself, as the only one that is trusted. */
  public TimestampAuthorities trusted() {
    return new TimestampAuthorities(List.of(certificate));
  }

  /** Answers a query: {@code time} it is. */
  public byte[] answer(byte[] query, Instant time) {
    try {
      TimeStampReq request = TimeStampReq.getInstance(query);
      return response(
          PKIStatus.granted,
          token(
                  request.getMessageImprint(),
                  request.getNonce(),
                  time,
                  sendsCertificate && request.getCertReq().isTrue())
              .toASN1Structure());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers that it will not. */
  static byte[] refusal() {
    try {
      return response(PKIStatus.rejection, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] response(PKIStatus status, @Nullable ContentInfo token) throws IOException {
    return new TimeStampResp(new PKIStatusInfo(status), token).getEncoded();
  }

  private CMSSignedData token(
      MessageImprint imprint, ASN1Integer nonce, Instant time, boolean withCertificate)
      throws IOException {
    TSTInfo info =
        new TSTInfo(
            POLICY,
            imprint,
            new ASN1Integer(BigInteger.ONE),
            new ASN1GeneralizedTime(Date.from(time)),
            new Accuracy(new ASN1Integer(1), new ASN1Integer(500), null),
            null,
            nonce,
            null,
            null);
    ASN1EncodableVector attributes = new ASN1EncodableVector();
    try {
      attributes.add(
          new Attribute(
              PKCSObjectIdentifiers.id_aa_signingCertificateV2,
              new DERSet(
                  new SigningCertificateV2(new ESSCertIDv2(Sha256.of(certificate.getEncoded()))))));
      CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
      generator.addSignerInfoGenerator(
          new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
              .setSignedAttributeGenerator(
                  new DefaultSignedAttributeTableGenerator(new AttributeTable(attributes)))
              .build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()),
                  certificate));
      if (withCertificate) {
        generator.addCertificates(new JcaCertStore(List.of(certificate)));
      }
      return generator.generate(
          new CMSProcessableByteArray(PKCSObjectIdentifiers.id_ct_TSTInfo, info.getEncoded()),
          true);
    } catch (GeneralSecurityException | OperatorCreationException | CMSException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509Certificate certificate(
      String subject,
      KeyPair keys,
      String issuer,
      KeyPair issuerKeys,
      @Nullable KeyPurposeId use,
      boolean critical) {
    try {
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              new X500Name(issuer),
              new BigInteger(64, new SecureRandom()),
              Date.from(FROM),
              Date.from(FROM.plus(Duration.ofDays(365))),
              new X500Name(subject),
              keys.getPublic());
      if (use == null) {
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      } else {
        builder.addExtension(Extension.extendedKeyUsage, critical, new ExtendedKeyUsage(use));
      }
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKeys.getPrivate())));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
