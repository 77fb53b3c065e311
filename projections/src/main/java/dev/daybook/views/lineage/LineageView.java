package dev.daybook.views.lineage;

import dev.daybook.contract.ContractEvent;
import dev.daybook.contract.ContractEvent.ContractDraftReplaced;
import dev.daybook.contract.ContractEvent.ContractStatusChanged;
import dev.daybook.contract.ContractEvent.ContractVersionPublished;
import dev.daybook.contract.ContractEvent.ContractVersionWithdrawn;
import dev.daybook.contract.ContractStatus;
import dev.daybook.product.ProductEvent;
import dev.daybook.product.ProductEvent.ProductAmended;
import dev.daybook.product.ProductEvent.ProductDeprecated;
import dev.daybook.product.ProductEvent.ProductHandedOver;
import dev.daybook.product.ProductEvent.ProductRegistered;
import dev.daybook.product.ProductEvent.ProductReinstated;
import dev.daybook.product.ProductEvent.ProductRetired;
import dev.daybook.product.ProductEvent.ProductVersionPublished;
import dev.daybook.store.LedgerEntry;
import dev.daybook.views.Follow;
import dev.daybook.views.Rows;
import dev.daybook.views.Table;
import dev.daybook.views.View;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What flows where, as the documents in force declare it. */
public final class LineageView implements View {

  public static final String NAME = "lineage";

  private static final Table.History<EdgeRow> EDGE =
      Table.History.of("lineage_edge", EdgeRow.class);

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
    return List.of(EDGE);
  }

  @Override
  public List<Follow<?>> follows() {
    return List.of(
        new Follow<>(ProductEvent.class, LineageView::apply),
        new Follow<>(ContractEvent.class, LineageView::apply));
  }

  private static void apply(ProductEvent event, LedgerEntry entry, Rows rows) {
    switch (event) {
      case ProductRegistered e -> declare("", Edges.of(e.spec()), entry, rows);
      case ProductVersionPublished e -> declare("", Edges.of(e.spec()), entry, rows);
      case ProductAmended e -> declare("", Edges.of(e.spec()), entry, rows);
      case ProductRetired _ -> flow("", false, entry, rows);
      case ProductReinstated _ -> flow("", true, entry, rows);
      case ProductHandedOver _, ProductDeprecated _ -> {
        // neither moves data
      }
    }
  }

  private static void apply(ContractEvent event, LedgerEntry entry, Rows rows) {
    switch (event) {
      case ContractVersionPublished e ->
          declare(e.spec().version().text(), Edges.of(e.spec(), inForce(e.status())), entry, rows);
      case ContractDraftReplaced e ->
          declare(e.spec().version().text(), Edges.of(e.spec(), inForce(e.status())), entry, rows);
      case ContractStatusChanged e -> flow(e.version().text(), inForce(e.to()), entry, rows);
      case ContractVersionWithdrawn e -> flow(e.version().text(), false, entry, rows);
    }
  }

  private static boolean inForce(ContractStatus status) {
    return switch (status) {
      case ACTIVE, DEPRECATED -> true;
      case DRAFT, PROPOSED, RETIRED -> false;
    };
  }

  /** The document's version declares these flows and no others. */
  private static void declare(String version, List<EdgeRow> edges, LedgerEntry entry, Rows rows) {
    Set<String> declared = edges.stream().map(EdgeRow::part).collect(Collectors.toSet());
    rows.all(EDGE, entry)
        .forEach(
            (part, edge) -> {
              if (edge.version().equals(version) && !declared.contains(part)) {
                rows.end(EDGE, entry, part);
              }
            });
    for (EdgeRow edge : edges) {
      rows.put(EDGE, entry, edge.part(), edge);
    }
  }

  private static void flow(String version, boolean live, LedgerEntry entry, Rows rows) {
    rows.all(EDGE, entry)
        .forEach(
            (part, edge) -> {
              if (edge.version().equals(version)) {
                rows.put(EDGE, entry, part, edge.live(live));
              }
            });
  }
}
