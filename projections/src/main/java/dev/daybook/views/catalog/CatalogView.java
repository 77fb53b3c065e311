package dev.daybook.views.catalog;

import dev.daybook.mesh.Folded;
import dev.daybook.product.ProductEvent;
import dev.daybook.product.ProductEvent.ProductAmended;
import dev.daybook.product.ProductEvent.ProductDeprecated;
import dev.daybook.product.ProductEvent.ProductHandedOver;
import dev.daybook.product.ProductEvent.ProductRegistered;
import dev.daybook.product.ProductEvent.ProductReinstated;
import dev.daybook.product.ProductEvent.ProductRetired;
import dev.daybook.product.ProductEvent.ProductVersionPublished;
import dev.daybook.product.ProductSpec;
import dev.daybook.store.LedgerEntry;
import dev.daybook.views.Follow;
import dev.daybook.views.Rows;
import dev.daybook.views.Table;
import dev.daybook.views.View;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The data products there are, each row one state of one product. */
public final class CatalogView implements View {

  public static final String NAME = "catalog";

  private static final Table.History<ProductRow> PRODUCT =
      Table.History.of("product", ProductRow.class);

  private static final Table.History<TextRow> TEXT =
      Table.History.of("product_text", TextRow.class);

  /**
   * What a product is found by, folded.
   *
   * @param words its names, and those of its parts
   */
  record TextRow(String words, @Nullable String description) {
    static TextRow of(ProductSpec spec) {
      String description = spec.description();
      return new TextRow(
          Folded.name(Words.of(spec)), description == null ? null : Folded.name(description));
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<Table<?>> tables() {
    return List.of(PRODUCT, TEXT);
  }

  @Override
  public List<Follow<?>> follows() {
    return List.of(new Follow<>(ProductEvent.class, CatalogView::apply));
  }

  private static void apply(ProductEvent event, LedgerEntry entry, Rows rows) {
    Instant at = entry.recordedAt();
    switch (event) {
      case ProductRegistered e -> {
        rows.put(PRODUCT, entry, "", ProductRow.of(e.spec(), entry.metadata().document(), at, at));
        rows.put(TEXT, entry, "", TextRow.of(e.spec()));
      }
      case ProductVersionPublished e -> describe(e.spec(), entry, rows);
      case ProductAmended e -> describe(e.spec(), entry, rows);
      case ProductHandedOver e -> rows.change(PRODUCT, entry, "", row -> row.ownedBy(e.to(), at));
      case ProductDeprecated e ->
          rows.change(PRODUCT, entry, "", row -> row.at(ProductRow.DEPRECATED, e.sunset(), at));
      case ProductRetired _ ->
          rows.change(PRODUCT, entry, "", row -> row.at(ProductRow.RETIRED, null, at));
      case ProductReinstated _ ->
          rows.change(PRODUCT, entry, "", row -> row.at(ProductRow.ACTIVE, null, at));
    }
  }

  /** A newer document; a deprecation stays as it is. */
  private static void describe(ProductSpec spec, LedgerEntry entry, Rows rows) {
    rows.change(
        PRODUCT,
        entry,
        "",
        row ->
            ProductRow.of(spec, entry.metadata().document(), row.registeredAt(), entry.recordedAt())
                .at(row.lifecycle(), row.sunset(), entry.recordedAt()));
    rows.put(TEXT, entry, "", TextRow.of(spec));
  }
}
