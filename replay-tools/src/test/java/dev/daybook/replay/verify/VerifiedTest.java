package dev.daybook.replay.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.replay.log.FolderLog;
import dev.daybook.seal.Merkle;
import dev.daybook.seal.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one run keeps for the next, when somebody rewrote it whose digest fits. */
class VerifiedTest {

  @TempDir private Path folder = Path.of("");
  private String written = "";

  @BeforeEach
  void verify() throws IOException {
    OwnLog log = new OwnLog(folder);
    log.growTo(300);
    Outcome outcome =
        new LogVerification(new FolderLog(folder), log.trusted(), (_, _) -> {}, null, null, null)
            .run();
    written =
        new String(
            new Verified(false, ((Outcome.Consistent) outcome).reached()).bytes(),
            StandardCharsets.UTF_8);
  }

  /** The state with its text changed, under a digest that fits. */
  private byte[] rewritten(UnaryOperator<String> change) {
    String text = change.apply(written.substring(0, written.lastIndexOf("sha256 ")));
    String digest = Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
    return (text + "sha256 " + digest + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private void assertRefused(String why, UnaryOperator<String> change) {
    assertThatThrownBy(() -> Verified.parse(rewritten(change)))
        .as(why)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void whatWasWrittenIsRead() {
    Verified read = Verified.parse(rewritten(text -> text));
    assertThat(read.hasContents()).isFalse();
    assertThat(read.frontier().size()).isEqualTo(300);
    assertThat(new String(read.bytes(), StandardCharsets.UTF_8)).isEqualTo(written);
    assertThat(Verified.parse(rewritten(text -> text.replace("contents no", "contents yes"))))
        .returns(true, Verified::hasContents);
  }

  @Test
  void anotherFormIsNotTakenForThisOne() {
    assertRefused("it was not written by `daybook verify`", text -> text.replace("@v1\n", "@v2\n"));
    assertRefused(
        "it was not written by `daybook verify`", text -> text.substring(text.indexOf('\n') + 1));
  }

  @Test
  void linesThatAreMissingOrOutOfOrderAreTold() {
    assertRefused("lines are missing", text -> text.substring(0, text.indexOf("contents ")));
    assertRefused("line 6 is not `last …`", text -> text.replace("contents no\n", ""));
    assertRefused("is no tile", text -> text + "anything\n");
  }

  @Test
  void tilesThatHaveAnotherRootThanItSaysAreNotGoneOnFrom() {
    String other = "root " + Merkle.leafHash(new byte[0]).base64() + "\n";
    assertRefused("its tiles have the root", text -> text.replaceFirst("root \\S+\n", other));
    assertRefused("not among its tiles", text -> text.replaceFirst("\nsize 300", "\nsize 299"));
    assertRefused("not among its tiles", text -> text.replaceFirst("tile/0/001\\.p/44 \\S+\n", ""));
  }

  @Test
  void valuesThatAreNoneAreRefusedAndNeverABug() {
    assertRefused("could not be parsed", text -> text.replaceFirst("\nlast \\S+", "\nlast soon"));
    assertRefused("\"many\"", text -> text.replaceFirst("\nsize 300", "\nsize many"));
    assertRefused("out of bounds", text -> text + "stream 0123\n");
    assertRefused("32", text -> text.replaceFirst("\nroot \\S+", "\nroot AAAA"));
  }
}
