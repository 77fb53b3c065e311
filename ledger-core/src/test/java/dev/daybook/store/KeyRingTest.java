package dev.daybook.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.personal.Designation;
import dev.daybook.personal.KeyEncryption;
import dev.daybook.personal.LocalKeyEncryption;
import dev.daybook.personal.envelope.PersonKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A key that is destroyed while somebody reads it is not remembered. */
class KeyRingTest {

  private static final Designation ADA = Designation.of("ada@example.org");

  private final TestLedger test = TestLedger.fresh(Note.types());
  private Runnable read = () -> {};
  private final KeyRing keys =
      KeyRing.open(test.ledger().dataSource(), new Slow(), test.ledger().origin());

  /** What wraps the keys; whoever unwraps one has read it from the database just before. */
  private final class Slow implements KeyEncryption {
    private final KeyEncryption ours = LocalKeyEncryption.parse(TestLedger.KEY);

    @Override
    public byte[] wrap(byte[] key, String whose) {
      return ours.wrap(key, whose);
    }

    @Override
    public byte[] unwrap(byte[] wrapped, String whose) {
      read.run();
      return ours.unwrap(wrapped, whose);
    }
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void aKeyThatWasDestroyedWhileItWasReadByItsIdIsGone() {
    PersonKey made = another().of(ADA);
    read = () -> keys.destroy(made.id());

    assertThat(keys.byId(made.id())).isEmpty();
    read = () -> {};
    assertThat(keys.byId(made.id())).isEmpty();
  }

  @Test
  void aKeyThatWasDestroyedWhileItWasLookedUpIsGoneAndWhoIsNamedAgainGetsAnother() {
    PersonKey made = another().of(ADA);
    read = () -> keys.destroy(made.id());

    assertThat(keys.of(ADA).id()).isEqualTo(made.id());
    read = () -> {};
    assertThat(keys.byId(made.id())).isEmpty();
    assertThat(keys.of(ADA).id()).isNotEqualTo(made.id());
  }

  /** Another node's, so that this one has yet to read what it makes. */
  private KeyRing another() {
    return KeyRing.open(
        test.ledger().dataSource(),
        LocalKeyEncryption.parse(TestLedger.KEY),
        test.ledger().origin());
  }
}
