package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class MeasureTest {

  @Test
  void durationsAreToldInTheGreatestUnitTheyFill() {
    assertThat(told("604800000", "milliseconds")).isEqualTo("7d");
    assertThat(told("5400000", "milliseconds")).isEqualTo("1.5h");
    assertThat(told("540000", "milliseconds")).isEqualTo("9m");
    assertThat(told("250", "milliseconds")).isEqualTo("250ms");
  }

  @Test
  void fractionsAreToldInPercent() {
    assertThat(told("0.997", "fraction")).isEqualTo("99.7%");
    assertThat(told("1", "fraction")).isEqualTo("100%");
  }

  @Test
  void countsStayAsTheyAre() {
    assertThat(told("1000", "count")).isEqualTo("1000");
  }

  private static String told(String value, String unit) {
    return Measure.text(DecimalNode.valueOf(new BigDecimal(value)), TextNode.valueOf(unit));
  }
}
