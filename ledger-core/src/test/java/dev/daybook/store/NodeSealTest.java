package dev.daybook.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class NodeSealTest {

  private static final byte[] MESSAGE = "ana asks for a product".getBytes(StandardCharsets.UTF_8);

  private final NodeSeal seal = new NodeSeal(secret(1), "daybook/a");

  @Test
  void anotherNodeOfTheLedgerReadsIt() {
    byte[] sealed = seal.seal("asked", MESSAGE);

    assertThat(sealed).hasSize(MESSAGE.length + NodeSeal.OVERHEAD);
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("ana");
    assertThat(new NodeSeal(secret(1), "daybook/a").open("asked", sealed)).contains(MESSAGE);
    assertThat(seal.seal("asked", MESSAGE)).isNotEqualTo(sealed);
  }

  @Test
  void nobodyElseReadsOrMakesIt() {
    byte[] sealed = seal.seal("asked", MESSAGE);
    byte[] changed = sealed.clone();
    changed[sealed.length / 2] ^= 1;

    assertThat(seal.open("answered", sealed)).isEmpty();
    assertThat(seal.open("asked", changed)).isEmpty();
    assertThat(seal.open("asked", new byte[NodeSeal.OVERHEAD - 1])).isEmpty();
    assertThat(seal.open("asked", MESSAGE)).isEmpty();
    assertThat(new NodeSeal(secret(2), "daybook/a").open("asked", sealed)).isEmpty();
    assertThat(new NodeSeal(secret(1), "daybook/b").open("asked", sealed)).isEmpty();
  }

  private static SecretKeySpec secret(int fill) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) fill;
    return new SecretKeySpec(bytes, "Generic");
  }
}
