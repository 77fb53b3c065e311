package dev.daybook.personal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.mesh.Party;
import dev.daybook.mesh.Personal;
import dev.daybook.personal.envelope.PersonKey;
import dev.daybook.seal.CanonicalJson;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What names persons is sealed in an event's JSON, and everything else stays as it is. */
class PersonalDataFormTest {

  private static final UUID EVENT = new UUID(7, 7);

  record Member(@Personal String name, @Personal @Nullable String mail, @Nullable String role) {}

  record Said(String text, @Personal(quoted = true) String quote) {}

  record Thing(
      String name,
      int count,
      @Personal @Nullable Party owner,
      @Personal List<Member> members,
      @Personal @Nullable String onCall,
      List<Said> said,
      @Personal(quoted = true) Map<String, String> labels) {

    static Thing ownedBy(Party owner) {
      return new Thing("orders", 3, owner, List.of(), null, List.of(), Map.of());
    }
  }

  private final OwnKeys keys = new OwnKeys();
  private final PersonalData personal = new PersonalData("daybook/test", keys);

  @Test
  void nothingOfAPersonStandsInTheEventAndAllOfItComesBack() {
    Thing thing =
        new Thing(
            "orders",
            3,
            Party.parse("Ada Byron (Ada@example.org)"),
            List.of(new Member("Bodo \"Bo\" Ekholm", "bo@example.org", "steward")),
            "Cyra Obasanjo",
            List.of(new Said("Ada is no word here", "owner is Ada Byron, not bo@example.org")),
            Map.of("steward", "Dee Foxworth", "tier", "gold", "mail", "x@example.org"));

    byte[] sealed = sealed(thing);

    assertThat(new String(sealed, UTF_8))
        .doesNotContainIgnoringCase("example.org")
        .doesNotContain("Byron", "Ekholm", "Obasanjo", "Foxworth")
        .contains("\"tier\":\"gold\"", "\"role\":\"steward\"", "\"count\":3", "\"kind\":\"mail\"")
        .contains("Ada is no word here");
    assertThat(personal.openEvent(EVENT, sealed)).isEqualTo(CanonicalJson.write(thing));
  }

  @Test
  void whatIsSealedIsCanonicalStill() {
    byte[] sealed = sealed(Thing.ownedBy(Party.parse("Ada Byron (ada@example.org)")));

    assertThat(dev.daybook.seal.StrictJson.parse(sealed)).isNotNull();
    assertThat(new String(sealed, UTF_8)).matches("\\{\"count\":3,.*\"owner\":\\{\"id\":.*\\}");
  }

  @Test
  void anErasedPersonIsShownAsErasedAndOthersStay() {
    Thing thing =
        new Thing(
            "orders",
            3,
            Party.parse("Ada Byron (ada@example.org)"),
            List.of(new Member("Bo Ek", "bo@example.org", null)),
            null,
            List.of(new Said("", "Ada Byron told Bo Ek"), new Said("", "Bo Ek alone")),
            Map.of());
    byte[] sealed = sealed(thing);

    keys.destroy("ada@example.org");

    assertThat(new String(personal.openEvent(EVENT, sealed), UTF_8))
        .contains(
            "\"owner\":{\"id\":\"[erased]\",\"kind\":\"mail\",\"mail\":\"[erased]\",\"name\":\"[erased]\"}")
        .contains("\"name\":\"Bo Ek\"", "\"quote\":\"[erased]\"", "\"quote\":\"Bo Ek alone\"");
  }

  @Test
  void aNameMeansThePersonWhoseMailAddressStandsBesideItAnywhere() {
    Thing thing =
        new Thing(
            "orders",
            3,
            null,
            List.of(new Member("Ada Byron", "ada@example.org", null)),
            "ada  BYRON",
            List.of(),
            Map.of());
    byte[] sealed = sealed(thing);
    assertThat(keys.persons()).isEqualTo(1);

    keys.destroy("ADA@example.org");

    assertThat(new String(personal.openEvent(EVENT, sealed), UTF_8))
        .contains("\"onCall\":\"[erased]\"");
  }

  @Test
  void anOwnerKnownByNameAloneIsThePersonWhoseMailAddressStandsElsewhere() {
    Thing thing =
        new Thing(
            "orders",
            3,
            Party.parse("Ada Byron"),
            List.of(new Member("Ada Byron", "ada@example.org", null)),
            null,
            List.of(),
            Map.of());
    byte[] sealed = sealed(thing);
    assertThat(keys.persons()).isEqualTo(1);

    keys.destroy("ada@example.org");

    assertThat(new String(personal.openEvent(EVENT, sealed), UTF_8))
        .contains("\"owner\":{\"id\":\"[erased]\"");
  }

  @Test
  void whatNamesNobodyIsTheVerySameBytes() {
    Thing thing = new Thing("with spaces", 3, null, List.of(), null, List.of(), Map.of());
    byte[] json = CanonicalJson.write(thing);

    assertThat(personal.sealEvent(EVENT, thing, json, Named.in(List.of(thing)))).isSameAs(json);
  }

  @Test
  void aTeamIsNoPersonButItsMailAddressMayBeOnes() {
    byte[] plain = sealed(Thing.ownedBy(Party.team("sales-team")));
    byte[] sealed = sealed(Thing.ownedBy(Party.parse("sales-team (lead@example.org)")));

    assertThat(PersonalData.isSealed(plain)).isFalse();
    assertThat(new String(sealed, UTF_8)).contains("sales-team").doesNotContain("lead@");
  }

  @Test
  void aTextThatLooksSealedIsKeptAsItIs() {
    for (String text :
        List.of("sealed:v1:", "sealed:v1:per_0000000000000000:AAAA", "sealed:v1::x")) {
      Thing thing = new Thing(text, 3, null, List.of(), null, List.of(), Map.of("a", text));

      assertThat(personal.openEvent(EVENT, sealed(thing))).isEqualTo(CanonicalJson.write(thing));
    }
  }

  @Test
  void aSealedTextOpensInItsOwnPlaceOnly() {
    byte[] sealed = sealed(Thing.ownedBy(Party.parse("ada@example.org")));

    assertThatThrownBy(() -> personal.openEvent(new UUID(8, 8), sealed))
        .hasMessageContaining("stood elsewhere");
    assertThatThrownBy(() -> new PersonalData("daybook/other", keys).openEvent(EVENT, sealed))
        .hasMessageContaining("stood elsewhere");
    String moved = new String(sealed, UTF_8).replace("\"owner\":", "\"ownes\":");
    assertThatThrownBy(() -> personal.openEvent(EVENT, moved.getBytes(UTF_8)))
        .hasMessageContaining("stood elsewhere");
  }

  @Test
  void aSealedTextThatWasChangedDoesNotOpen() {
    byte[] sealed = sealed(Thing.ownedBy(Party.parse("ada@example.org")));
    String json = new String(sealed, UTF_8);
    int begin = json.indexOf(":", json.indexOf("sealed:v1:per_") + 11) + 1;
    int end = json.indexOf('"', begin);

    // The last digit of base64url may hold bits that belong to no byte.
    for (int at = begin; at < end - 1; at++) {
      StringBuilder changed = new StringBuilder(json);
      changed.setCharAt(at, json.charAt(at) == 'A' ? 'B' : 'A');

      assertThatThrownBy(() -> personal.openEvent(EVENT, changed.toString().getBytes(UTF_8)))
          .as("digit %d of %d", at - begin, end - begin)
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void anotherKeyOfTheSameIdOpensNothing() {
    byte[] sealed = sealed(Thing.ownedBy(Party.parse("ada@example.org")));
    String id = keys.of(Designation.of("ada@example.org")).id();
    PersonKeys others =
        new PersonKeys() {
          @Override
          public PersonKey of(Designation designation) {
            return keys.of(designation);
          }

          @Override
          public java.util.Optional<PersonKey> byId(String wanted) {
            return java.util.Optional.of(new PersonKey(id, new byte[32]));
          }

          @Override
          public long destroyed() {
            return 0;
          }
        };

    assertThatThrownBy(() -> new PersonalData("daybook/test", others).openEvent(EVENT, sealed))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theSameTextIsNeverSealedAlikeTwice() {
    Thing thing = Thing.ownedBy(Party.parse("ada@example.org"));

    assertThat(sealed(thing)).isNotEqualTo(sealed(thing));
  }

  @Test
  void aDocumentIsSealedForEverybodyItNamesAndGoneWithAnyOfThem() {
    byte[] document = "owner: Ada Byron\n# ask bo@example.org".getBytes(UTF_8);
    Named named = Named.in(List.of(Thing.ownedBy(Party.parse("Ada Byron"))));
    PersonalData.Sealed sealed = personal.sealContent("0a", document, named).orElseThrow();

    assertThat(sealed.persons()).hasSize(2);
    assertThat(personal.openContent("0a", sealed)).contains(document);
    assertThatThrownBy(() -> personal.openContent("0b", sealed))
        .hasMessageContaining("stood elsewhere");

    keys.destroy("bo@example.org");

    assertThat(personal.openContent("0a", sealed)).isEmpty();
  }

  @Test
  void aDocumentThatNamesNobodyIsKeptAsItIs() {
    assertThat(personal.sealContent("0a", "tier: gold".getBytes(UTF_8), Named.in(List.of())))
        .isEmpty();
  }

  private byte[] sealed(Thing thing) {
    Collection<?> all = List.of(thing);
    return personal.sealEvent(EVENT, thing, CanonicalJson.write(thing), Named.in(all));
  }
}
