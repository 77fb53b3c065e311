package dev.daybook.api;

import static dev.daybook.api.TestServer.call;
import static dev.daybook.api.TestServer.fresh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.api.TestServer.Reply;
import dev.daybook.edge.ProblemException;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.Merkle;
import dev.daybook.seal.TlogProof;
import dev.daybook.sealer.Seal;
import dev.daybook.store.Ledger;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Answers that wait for the seal, and carry its proofs. */
class ReceiptsTest {

  private final String domain = fresh("receipts");

  private Reply publish(String name, String prefer) {
    return call("/api/v1/documents")
        .header("Prefer", prefer)
        .yaml(Sample.product(domain, name, "1.0.0"));
  }

  /** Checks a receipt as somebody would who has nothing but the ledger's key and the leaf. */
  private static void verify(String receipt, long position) {
    TlogProof proof = TlogProof.parse(receipt.getBytes(StandardCharsets.UTF_8));
    Checkpoint checkpoint =
        Checkpoint.open(proof.checkpoint().bytes(), TestServer.shared().part(Seal.class).keys())
            .checkpoint();
    byte[] leaf = TestServer.shared().part(Ledger.class).entry(position).orElseThrow().leaf();
    assertThat(proof.inclusion().index()).isEqualTo(position - 1);
    assertThat(proof.inclusion().proves(Merkle.leafHash(leaf), checkpoint.root())).isTrue();
  }

  @Test
  void whoPrefersItSealedGetsAProofOfEveryPosition() {
    Reply reply = publish("orders", "wait=20, respond=sealed");

    assertThat(reply.status()).describedAs(reply.text()).isEqualTo(200);
    assertThat(reply.header("Preference-Applied")).isEqualTo("respond=sealed");
    JsonNode positions = reply.only().path("positions");
    JsonNode proofs = reply.only().path("proofs");
    assertThat(positions.size()).isPositive();
    assertThat(proofs.size()).isEqualTo(positions.size());
    for (int i = 0; i < proofs.size(); i++) {
      verify(proofs.get(i).asText(), positions.get(i).asLong());
    }
  }

  @Test
  void aDenialIsProvedLikeAnythingElse() {
    Reply accepted = publish("orders", "wait=20;respond=sealed");
    assertThat(accepted.status()).describedAs(accepted.text()).isEqualTo(200);
    Reply denied =
        call("/api/v1/documents")
            .header("Prefer", "respond=sealed")
            .header("Prefer", "wait=20")
            .yaml(Sample.product(domain, "orders", "0.9.0"));

    assertThat(denied.status()).describedAs(denied.text()).isEqualTo(422);
    verify(
        denied.only().path("proofs").path(0).asText(),
        denied.only().path("positions").path(0).asLong());
  }

  @Test
  void whatIsNotWitnessedInTimeIsAnsweredAsSealed() {
    Reply reply = publish("orders", "wait=1, respond=witnessed");

    assertThat(reply.status()).describedAs(reply.text()).isEqualTo(200);
    assertThat(reply.header("Preference-Applied"))
        .as("nobody witnesses this ledger")
        .isEqualTo("respond=sealed");
    verify(
        reply.only().path("proofs").path(0).asText(),
        reply.only().path("positions").path(0).asLong());
  }

  @Test
  void whoDoesNotAskGetsNone() {
    Reply reply = publish("orders", "return=minimal");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.only().has("proofs")).isFalse();
    assertThat(reply.header("Preference-Applied")).isEmpty();
  }

  @Test
  void whereNothingWasRecordedThereIsNothingToWaitFor() {
    publish("orders", "wait=20, respond=sealed");
    Reply again = publish("orders", "wait=20, respond=sealed");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.only().path("outcome").asText()).isEqualTo("unchanged");
    assertThat(again.only().has("proofs")).isFalse();
    assertThat(again.header("Preference-Applied")).isEmpty();
  }

  private static Optional<Receipts.Wait> wait(String... prefer) {
    MutableHttpRequest<?> request = HttpRequest.POST("/", "");
    for (String header : prefer) {
      request.header("Prefer", header);
    }
    return Receipts.wait(request);
  }

  private static Duration time(String... prefer) {
    return wait(prefer).orElseThrow().time();
  }

  @Test
  void nobodyWaitsLongerThanHalfAMinuteAndWhoDoesNotSayHowLongTwoSeconds() {
    assertThat(time("wait=31, respond=sealed")).isEqualTo(Duration.ofSeconds(30));
    assertThat(time("wait=2147483647, respond=sealed")).isEqualTo(Duration.ofSeconds(30));
    assertThat(time("wait=30, respond=sealed")).isEqualTo(Duration.ofSeconds(30));
    assertThat(time("wait=29, respond=sealed")).isEqualTo(Duration.ofSeconds(29));
    assertThat(time("wait=0, respond=sealed")).isEqualTo(Duration.ZERO);
    assertThat(time("respond=sealed")).isEqualTo(Duration.ofSeconds(2));
    assertThatThrownBy(() -> wait("wait=-1, respond=sealed")).isInstanceOf(ProblemException.class);
  }

  @Test
  void preferencesMayComeInSeveralHeadersInAnyOrderAndCaseAmongOthers() {
    Receipts.Wait asked = wait("respond=sealed", "wait=7").orElseThrow();
    assertThat(wait("wait=7", "respond=sealed")).contains(asked);
    assertThat(wait("handling=strict; Wait=7", "return=minimal,RESPOND=sealed")).contains(asked);
    assertThat(asked.time()).isEqualTo(Duration.ofSeconds(7));
    assertThat(wait("respond=sealed", "respond=witnessed, wait=7"))
        .as("the first of two counts")
        .contains(asked);
    assertThat(wait("respond=witnessed, wait=7")).isPresent().get().isNotEqualTo(asked);
    assertThat(wait("wait=7", "respond=never")).isEmpty();
  }

  @Test
  void aWaitThatIsNoneIsRefusedBeforeAnythingIsRecorded() {
    Ledger ledger = TestServer.shared().part(Ledger.class);
    long before = ledger.head().position();
    Reply reply = publish("orders", "wait=soon, respond=sealed");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text()).contains("`wait=soon`").contains("Prefer: wait=2, respond=sealed");
    assertThat(ledger.head().position()).isEqualTo(before);
  }
}
