package dev.daybook.moment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MomentHeadersTest {

  @Test
  void aPositionIsUnderTheNewestCheckpointOrUnderNoneYet() {
    assertThat(MomentHeaders.covering(9, 12)).isEqualTo("12");
    assertThat(MomentHeaders.covering(12, 12)).isEqualTo("12");
    assertThat(MomentHeaders.covering(13, 12)).isEqualTo("none");
    assertThat(MomentHeaders.covering(0, 0)).isEqualTo("none");
  }
}
