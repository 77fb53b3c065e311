package dev.daybook.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VersionTest {

  /** SemVer 2.0.0, 11.4, with the spec's own example in the middle. */
  private static final List<String> RISING =
      List.of(
          "0.9.9",
          "1.0.0-alpha",
          "1.0.0-alpha.1",
          "1.0.0-alpha.beta",
          "1.0.0-beta",
          "1.0.0-beta.2",
          "1.0.0-beta.11",
          "1.0.0-rc.1",
          "1.0.0-rc.9",
          "1.0.0-rc.10",
          "1.0.0",
          "1.0.1",
          "v2",
          "2.0.1",
          "10.0.0");

  @Test
  void versionsRiseAsSemVerSays() {
    List<Version> versions = new ArrayList<>(RISING.stream().map(Version::new).toList());
    Collections.shuffle(versions, new Random(7));

    Collections.sort(versions);

    assertThat(versions).extracting(Version::text).isEqualTo(RISING);
  }

  @Test
  void spellingsOfOneVersionAreOne() {
    assertThat(new Version("v2")).isEqualByComparingTo(new Version("2.0.0"));
    assertThat(new Version("2.0").precedence()).isEqualTo(new Version("2.0.0").precedence());
  }
}
