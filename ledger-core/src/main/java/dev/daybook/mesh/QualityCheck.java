package dev.daybook.mesh;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One check a document promises to run on its data.
 *
 * @param check the check's name as written: {@code not_null}, {@code unique}, {@code
 *     expect_column_values_to_be_between}
 * @param threshold the fraction of rows that must pass, 0 to 1; 1 where the document names none
 * @param arguments what else the check needs, {@code pattern} or {@code min_value}, as text
 */
public record QualityCheck(
    @Nullable String name,
    @Nullable String model,
    @Nullable String column,
    String check,
    BigDecimal threshold,
    @Nullable String severity,
    Map<String, String> arguments) {}
