package dev.daybook.seal;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;

/**
 * What is asked of a timestamp authority: to say when it saw a checkpoint's text, by its SHA-256.
 * The text and not the note, so that signatures which are added later change nothing.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3161#section-2.4.1">RFC 3161, 2.4.1</a>
 */
public final class TimestampQuery {

  /** Content type of a query over HTTP. */
  public static final String CONTENT_TYPE = "application/timestamp-query";

  /** Content type of an answer over HTTP. */
  public static final String ANSWER_TYPE = "application/timestamp-reply";

  private static final int NONCE_BITS = 64;

  private final TimeStampRequest request;

  private TimestampQuery(TimeStampRequest request) {
    this.request = request;
  }

  /** A query with a nonce of its own, which asks for the authority's certificate too. */
  public static TimestampQuery of(Checkpoint checkpoint) {
    TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
    generator.setCertReq(true);
    return new TimestampQuery(
        generator.generate(
            TSPAlgorithms.SHA256,
            TimestampToken.imprint(checkpoint).bytes(),
            new BigInteger(NONCE_BITS, new SecureRandom())));
  }

  /** The query in DER, to be posted as {@value #CONTENT_TYPE}. */
  public byte[] der() {
    try {
      return request.getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException("a query has a form in DER", e);
    }
  }

  /**
   * The token in an authority's answer to this very query; whether to believe it is for {@link
   * TimestampToken#verify} to say.
   *
   * @throws SealRefused.Malformed when it is no answer, or the authority refused
   * @throws SealRefused.Forged when it answers another query
   */
  public TimestampToken token(byte[] answer) {
    TimestampToken.requireLength(answer);
    TimeStampResponse response;
    try {
      response = new TimeStampResponse(answer);
    } catch (TSPException | IOException | RuntimeException _) {
      // The library answers what is not DER with whatever it stumbles over.
      throw new SealRefused.Malformed("it is no answer of a timestamp authority (RFC 3161)");
    }
    if (response.getTimeStampToken() == null) {
      throw new SealRefused.Malformed(
          "the timestamp authority refused: status %d%s"
              .formatted(
                  response.getStatus(),
                  response.getStatusString() == null ? "" : ", " + response.getStatusString()));
    }
    try {
      response.validate(request);
    } catch (TSPException e) {
      throw new SealRefused.Forged(
          "the timestamp authority's answer is to another query: " + e.getMessage());
    }
    return TimestampToken.of(response.getTimeStampToken());
  }
}
