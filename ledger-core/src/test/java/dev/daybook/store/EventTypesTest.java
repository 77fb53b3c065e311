package dev.daybook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daybook.personal.PersonalData;
import dev.daybook.seal.LeafEntry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventTypesTest {

  /** What a note looked like in revision 1, 2 and 3. */
  private static final Upcaster RENAME =
      new Upcaster("measured", 1, json -> (ObjectNode) json.set("value", json.remove("v")));

  private static final Upcaster UNIT =
      new Upcaster("measured", 2, json -> json.put("unit", "FRACTION"));

  private record Measured(String value, String unit) {}

  @Test
  void namesComeFromTheAnnotationAndNeverFromTheClass() {
    EventTypes types = Note.types();

    assertThat(types.names()).containsExactly("decision.recorded", "note.ruled", "note.taken");
    assertThat(types.of(Note.NoteRuled.class))
        .isEqualTo(new EventTypes.Kind("note.ruled", 1, Note.NoteRuled.class, true));
    assertThat(types.namesOf(Note.class)).containsExactly("note.ruled", "note.taken");
  }

  @Test
  void twoEventsOfOneNameAreRefused() {
    assertThatThrownBy(() -> EventTypes.of(new Note.Notes(), new Note.Notes()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("`note.");
  }

  @Test
  void anOlderRevisionIsUpcastWhenItIsReadAndStaysAsItWasWritten() {
    EventTypes types = Note.types().and("measured", 3, Measured.class, RENAME, UNIT);
    byte[] written = "{\"v\":\"0.99\"}".getBytes(StandardCharsets.UTF_8);

    LedgerEntry entry = entry(types, 1, written);

    assertThat(entry.decoded()).isEqualTo(new Measured("0.99", "FRACTION"));
    assertThat(entry.payload()).isEqualTo(written);
    assertThat(entry(types, 2, "{\"value\":\"0.9\"}".getBytes(StandardCharsets.UTF_8)).decoded())
        .isEqualTo(new Measured("0.9", "FRACTION"));
  }

  @Test
  void aRevisionNobodyCanReadIsRefusedAtTheStart() {
    assertThatThrownBy(() -> Note.types().and("measured", 3, Measured.class, UNIT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nothing brings revision 1 to the next");
    assertThatThrownBy(() -> Note.types().and("measured", 2, Measured.class, RENAME, RENAME))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two upcasters");
  }

  @Test
  void whatANewerDaybookWroteIsNotGuessed() {
    EventTypes types = Note.types();

    assertThatThrownBy(() -> types.decode("note.taken", 2, new byte[] {'{', '}'}))
        .hasMessageContaining("revision 2")
        .hasMessageContaining("newer");
    assertThatThrownBy(() -> types.decode("note.lost", 1, new byte[] {'{', '}'}))
        .hasMessageContaining("`note.lost`");
    assertThatThrownBy(
            () ->
                types.decode(
                    "note.taken",
                    1,
                    "{\"number\":1,\"text\":\"a\",\"more\":1}".getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("more");
  }

  @Test
  void anEventIsReadWhateverTheOrderOfItsKeys() {
    assertThat(decode("{\"text\":\"a\",\"number\":1}"))
        .isEqualTo(decode("{\"number\":1,\"text\":\"a\"}"))
        .isEqualTo(new Note.NoteTaken("a", 1));
  }

  @Test
  void whatIsMissingIsAbsentButForNumbers() {
    assertThat(decode("{\"number\":1}")).isEqualTo(decode("{\"number\":1,\"text\":null}"));
    assertThatThrownBy(() -> decode("{\"text\":\"a\"}")).hasMessageContaining("long");
    assertThatThrownBy(() -> decode("{\"number\":null,\"text\":\"a\"}"))
        .hasMessageContaining("long");
    assertThatThrownBy(() -> decode("{\"number\":\"a\",\"text\":\"a\"}"))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> decode("[1]")).isInstanceOf(IllegalStateException.class);
  }

  private record Happened(java.time.Instant at) {}

  @Test
  void momentsAreReadInEveryFormTheyHave() {
    EventTypes types = Note.types().and("happened", 1, Happened.class);
    for (String moment :
        List.of(
            "2026-01-31T12:34:56Z",
            "2026-01-31T12:34:56.7Z",
            "2026-01-31T12:34:56.123456Z",
            "2024-02-29T23:59:59.999999999Z",
            "0000-01-01T00:00:00Z",
            "1969-12-31T23:59:59.000000001Z",
            "-1000000000-01-01T00:00:00Z",
            "+12026-01-31T12:34:56Z")) {
      assertThat(types.decode("happened", 1, at(moment)))
          .isEqualTo(new Happened(java.time.Instant.parse(moment)));
    }
    for (String wrong :
        List.of(
            "2026-02-30T00:00:00Z",
            "2026-01-31T25:00:00Z",
            "2026-01-31T12:34:56.1234567890Z",
            "2026-01-31T12:34:56.12x4Z",
            "2026-01-31t12:34:56",
            "now")) {
      assertThatThrownBy(() -> types.decode("happened", 1, at(wrong)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("happened");
    }
  }

  private static byte[] at(String moment) {
    return "{\"at\":\"%s\"}".formatted(moment).getBytes(StandardCharsets.UTF_8);
  }

  private static Object decode(String note) {
    return Note.types().decode("note.taken", 1, note.getBytes(StandardCharsets.UTF_8));
  }

  private static LedgerEntry entry(EventTypes types, int revision, byte[] payload) {
    return new LedgerEntry(
        new EntryForm(types, PersonalData.none()),
        1,
        TimeOrderedIds.next(),
        "team/a",
        0,
        "measured",
        revision,
        java.time.Instant.EPOCH,
        payload,
        List.of().toString().getBytes(StandardCharsets.UTF_8),
        LeafEntry.time(java.time.Instant.EPOCH).getBytes(StandardCharsets.UTF_8));
  }
}
