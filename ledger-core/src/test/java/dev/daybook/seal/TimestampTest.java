package dev.daybook.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;

class TimestampTest {

  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
  private static final Checkpoint CHECKPOINT = new Checkpoint("daybook/a", 0, Merkle.EMPTY_ROOT);
  private static final Checkpoint OTHER = new Checkpoint("daybook/a", 1, Merkle.EMPTY_ROOT);
  private static final OwnTimestampAuthority AUTHORITY = OwnTimestampAuthority.selfSigned();

  @Test
  void anAuthoritysAnswerIsATokenThatVerifiesLater() throws CertificateEncodingException {
    TimestampQuery query = TimestampQuery.of(CHECKPOINT);

    byte[] kept = query.token(AUTHORITY.answer(query.der(), NOON)).der();

    assertThat(TimestampToken.parse(kept).verify(CHECKPOINT, AUTHORITY.trusted()))
        .isEqualTo(
            new TimestampToken.Timestamp(
                NOON,
                Duration.ofMillis(1500),
                "CN=Own timestamp authority",
                Hash.of(Sha256.of(AUTHORITY.certificate().getEncoded()))));
  }

  @Test
  void twoQueriesAreTwo() {
    assertThat(TimestampQuery.of(CHECKPOINT).der())
        .isNotEqualTo(TimestampQuery.of(CHECKPOINT).der());
  }

  @Test
  void anAnswerToAnotherQueryIsNotTaken() {
    TimestampQuery query = TimestampQuery.of(CHECKPOINT);
    for (Checkpoint asked : List.of(CHECKPOINT, OTHER)) {
      byte[] answer = AUTHORITY.answer(TimestampQuery.of(asked).der(), NOON);

      assertThatThrownBy(() -> query.token(answer))
          .isInstanceOf(SealRefused.Forged.class)
          .hasMessageStartingWith("the timestamp authority's answer is to another query: ");
    }
  }

  @Test
  void aRefusalIsTold() {
    assertThatThrownBy(() -> TimestampQuery.of(CHECKPOINT).token(OwnTimestampAuthority.refusal()))
        .isInstanceOf(SealRefused.Malformed.class)
        .hasMessage("the timestamp authority refused: status 2");
  }

  @Test
  void aTokenOfAnotherCheckpointProvesNothing() {
    assertThatThrownBy(() -> token(AUTHORITY).verify(OTHER, AUTHORITY.trusted()))
        .isInstanceOf(SealRefused.Forged.class)
        .hasMessage("the timestamp is of another checkpoint");
  }

  @Test
  void anAuthorityNobodyKnowsIsNotBelieved() {
    OwnTimestampAuthority stranger = OwnTimestampAuthority.selfSigned();

    assertThatThrownBy(() -> token(stranger).verify(CHECKPOINT, AUTHORITY.trusted()))
        .isInstanceOf(SealRefused.Unsigned.class)
        .hasMessage(
            "the timestamp of 2026-11-30T12:00:00Z is by `CN=Own timestamp authority`, which no"
                + " known authority vouches for");
    assertThatThrownBy(
            () -> token(stranger).verify(CHECKPOINT, new TimestampAuthorities(List.of())))
        .isInstanceOf(SealRefused.Unsigned.class);
  }

  @Test
  void anAuthorityIsKnownByWhoCertifiedIt() {
    OwnTimestampAuthority root = OwnTimestampAuthority.certifying("CN=Root");
    OwnTimestampAuthority certified = root.certified("CN=Certified");

    assertThat(token(certified).verify(CHECKPOINT, root.trusted()).authority())
        .isEqualTo("CN=Certified");
    assertThatThrownBy(
            () ->
                token(certified)
                    .verify(CHECKPOINT, OwnTimestampAuthority.certifying("CN=Root").trusted()))
        .isInstanceOf(SealRefused.Unsigned.class);
  }

  /** Self-signed, so no authority over others, whatever it signs. */
  @Test
  void anAuthorityThatIsNoneOverOthersCertifiesNobody() {
    OwnTimestampAuthority certified = AUTHORITY.certified("CN=Certified");

    assertThatThrownBy(() -> token(certified).verify(CHECKPOINT, AUTHORITY.trusted()))
        .isInstanceOf(SealRefused.Unsigned.class);
  }

  @Test
  void aTokenWithoutItsCertificateNeedsAKnownOne() {
    TimestampToken token = token(AUTHORITY.withoutCertificate());

    assertThat(token.verify(CHECKPOINT, AUTHORITY.trusted()).time()).isEqualTo(NOON);
    assertThatThrownBy(() -> token.verify(CHECKPOINT, OwnTimestampAuthority.selfSigned().trusted()))
        .isInstanceOf(SealRefused.Unsigned.class)
        .hasMessageContaining("holds no certificate of its authority");
  }

  /** RFC 3161, 2.3: one key usage, critical, and that is signing timestamps. */
  @Test
  void onlyACertificateForTimestampsSignsThem() {
    for (OwnTimestampAuthority wrong :
        List.of(
            OwnTimestampAuthority.named("CN=A", KeyPurposeId.id_kp_timeStamping, false),
            OwnTimestampAuthority.named("CN=A", KeyPurposeId.id_kp_codeSigning, true),
            OwnTimestampAuthority.certifying("CN=A"))) {
      assertThatThrownBy(() -> token(wrong).verify(CHECKPOINT, wrong.trusted()))
          .isInstanceOf(SealRefused.Forged.class)
          .hasMessageStartingWith("the timestamp does not verify: ");
    }
  }

  @Test
  void aCertificateIsValidAtTheTimeItSigns() {
    for (Instant time :
        List.of(NOON.minus(Duration.ofDays(365)), NOON.plus(Duration.ofDays(365)))) {
      TimestampQuery query = TimestampQuery.of(CHECKPOINT);
      TimestampToken token = query.token(AUTHORITY.answer(query.der(), time));

      assertThatThrownBy(() -> token.verify(CHECKPOINT, AUTHORITY.trusted()))
          .isInstanceOf(SealRefused.Forged.class);
    }
  }

  /** Some bytes of a token mean nothing; none of them changes what it says. */
  @Test
  void noByteOfATokenCanBeChangedToSaySomethingElse() {
    byte[] token = token(AUTHORITY).der();
    TimestampToken.Timestamp said =
        TimestampToken.parse(token).verify(CHECKPOINT, AUTHORITY.trusted());
    int refused = 0;
    for (int at = 0; at < token.length; at++) {
      byte[] mangled = token.clone();
      mangled[at] ^= 1;
      try {
        assertThat(TimestampToken.parse(mangled).verify(CHECKPOINT, AUTHORITY.trusted()))
            .as("byte %d", at)
            .isEqualTo(said);
      } catch (SealRefused e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(token.length * 9 / 10);
  }

  @Test
  void whatIsNoTokenIsRefused() {
    byte[] token = token(AUTHORITY).der();
    for (byte[] wrong :
        List.of(
            new byte[0],
            new byte[] {0x30, 0},
            "text".getBytes(StandardCharsets.UTF_8),
            Arrays.copyOf(token, token.length - 1))) {
      assertThatThrownBy(() -> TimestampToken.parse(wrong))
          .isInstanceOf(SealRefused.Malformed.class)
          .hasMessage("it is no timestamp token (RFC 3161)");
      assertThatThrownBy(() -> TimestampQuery.of(CHECKPOINT).token(wrong))
          .isInstanceOf(SealRefused.Malformed.class)
          .hasMessage("it is no answer of a timestamp authority (RFC 3161)");
    }
    assertThatThrownBy(() -> TimestampToken.parse(new byte[TimestampToken.MAX_BYTES + 1]))
        .hasMessage("a timestamp has at most 65536 bytes; this one has 65537");
  }

  @Test
  void authoritiesAreReadFromPem() throws CertificateEncodingException {
    OwnTimestampAuthority other = OwnTimestampAuthority.selfSigned();
    String file = "Two of them:\n" + pem(AUTHORITY) + "\n" + pem(other);

    assertThat(TimestampAuthorities.parse(file.getBytes(StandardCharsets.UTF_8)).certificates())
        .containsExactly(AUTHORITY.certificate(), other.certificate());
    for (String wrong : List.of("", "nothing", pem(AUTHORITY).replace("MII", "MI!"))) {
      assertThatThrownBy(() -> TimestampAuthorities.parse(wrong.getBytes(StandardCharsets.UTF_8)))
          .as(wrong)
          .isInstanceOf(SealRefused.Malformed.class);
    }
    assertThatThrownBy(
            () -> TimestampAuthorities.parse(new byte[TimestampAuthorities.MAX_BYTES + 1]))
        .hasMessage("a file of certificates has at most 1048576 bytes; this one has 1048577");
  }

  private static String pem(OwnTimestampAuthority authority) throws CertificateEncodingException {
    return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
        .formatted(
            Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(authority.certificate().getEncoded()));
  }

  private static TimestampToken token(OwnTimestampAuthority authority) {
    TimestampQuery query = TimestampQuery.of(CHECKPOINT);
    return query.token(authority.answer(query.der(), NOON));
  }
}
