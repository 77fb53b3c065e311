package dev.daybook.mesh;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One column or property of a data model.
 *
 * @param type the type as the document names it
 * @param nullable whether the value may be missing; absent where the document says nothing
 * @param pii whether the document declares it personally identifiable; absent where it says nothing
 * @param masking how it is masked outside production, such as {@code hash}
 * @param fields the parts of a record or the element of an array
 */
public record Field(
    String name,
    @Nullable String type,
    @Nullable String description,
    @Nullable Boolean nullable,
    boolean unique,
    boolean primaryKey,
    @Nullable Boolean pii,
    @Nullable String masking,
    @Nullable String classification,
    List<String> values,
    List<Field> fields) {}
