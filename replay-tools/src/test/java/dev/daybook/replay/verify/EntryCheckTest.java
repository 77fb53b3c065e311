package dev.daybook.replay.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.seal.LeafEntry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Entries one after another, whose metadata reads alike or only looks as if it did. */
class EntryCheckTest {

  private static final String ONE = "00000000-0000-8000-0000-00000000000a";
  private static final String OTHER = "01234567-89ab-8cde-b000-0000000000ff";

  private final EntryCheck check = new EntryCheck("daybook/test");

  private static String metadata(String actor, String decision) {
    return "{\"actor\":\"%s\",\"context\":{},\"decision\":\"%s\",\"document\":\"d\"}"
        .formatted(actor, decision);
  }

  /** Compares an entry with this metadata with a leaf that names this actor. */
  private String actor(String metadata, String stated) throws Wrong {
    byte[] bytes = metadata.getBytes(StandardCharsets.UTF_8);
    byte[] payload = "{}".getBytes(StandardCharsets.UTF_8);
    LeafEntry leaf =
        new LeafEntry(
            "daybook/test",
            6,
            new UUID(1, 2),
            "team/sales",
            0,
            "team.registered",
            1,
            Instant.EPOCH,
            stated,
            LeafEntry.Content.of(payload),
            LeafEntry.Content.of(bytes));
    return check
        .statement(
            new StoredEntry(
                7,
                leaf.event(),
                leaf.stream(),
                leaf.sequence(),
                leaf.type(),
                leaf.revision(),
                leaf.recordedAt(),
                payload,
                bytes,
                leaf.json()))
        .actor();
  }

  @Test
  void theActorOfEachEntryIsTheOneItsMetadataNames() throws Wrong {
    assertThat(actor(metadata("act_1", ONE), "act_1")).isEqualTo("act_1");
    assertThat(actor(metadata("act_1", OTHER), "act_1")).isEqualTo("act_1");
    assertThat(actor(metadata("act_2", OTHER), "act_2")).isEqualTo("act_2");
    assertThat(actor(metadata("act_2", ONE).replace("\"d\"", "\"e\""), "act_2")).isEqualTo("act_2");
    assertThatThrownBy(() -> actor(metadata("act_3", ONE), "act_2"))
        .isInstanceOf(Wrong.class)
        .hasMessageContaining("its actor is `act_3`; its leaf says `act_2`");
  }

  @Test
  void theActorMayStandBehindTheDecision() throws Wrong {
    String form = "{\"decision\":\"%s\",\"z\":{},\"actor\":\"%s\"}";
    assertThat(actor(form.formatted(ONE, "act_1"), "act_1")).isEqualTo("act_1");
    assertThatThrownBy(() -> actor(form.formatted(OTHER, "act_2"), "act_1"))
        .isInstanceOf(Wrong.class)
        .hasMessageContaining("its actor is `act_2`; its leaf says `act_1`");
  }

  @Test
  void anIdThatEndsItsTextMakesOtherMetadataOfIt() throws Wrong {
    actor(metadata("act_1", ONE), "act_1");
    String twice = "\",\"actor\":\"act_9\",\"decision\":\"abcdef";
    assertThat(twice).hasSameSizeAs(ONE);
    assertThatThrownBy(() -> actor(metadata("act_1", twice), "act_1"))
        .as("two actors are none")
        .isInstanceOf(Wrong.class)
        .hasMessageContaining("its actor is ``; its leaf says `act_1`");
  }

  @Test
  void whatStandsInTheIdsPlaceAndIsNoneIsNotPassedOver() throws Wrong {
    String form = "{\"context\":{},\"decision\":\"%s\"}";
    String hiding = "\",\"actor\":\"act_1\",\"e\":\"abcdefghijklm";
    assertThat(hiding).hasSameSizeAs(ONE);
    assertThat(actor(form.formatted(hiding), "act_1")).isEqualTo("act_1");
    assertThatThrownBy(() -> actor(form.formatted(ONE), "act_1"))
        .isInstanceOf(Wrong.class)
        .hasMessageContaining("its actor is ``; its leaf says `act_1`");
  }
}
