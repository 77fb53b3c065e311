package dev.daybook.views.contracts;

import dev.daybook.contract.ContractEvent;
import dev.daybook.contract.ContractEvent.ContractDraftReplaced;
import dev.daybook.contract.ContractEvent.ContractStatusChanged;
import dev.daybook.contract.ContractEvent.ContractVersionPublished;
import dev.daybook.contract.ContractEvent.ContractVersionWithdrawn;
import dev.daybook.store.LedgerEntry;
import dev.daybook.views.Follow;
import dev.daybook.views.Rows;
import dev.daybook.views.Table;
import dev.daybook.views.View;
import java.time.Instant;
import java.util.List;

/** Every version of every contract; the part of a row's key is the version as written. */
public final class ContractView implements View {

  public static final String NAME = "contracts";

  private static final Table.History<ContractRow> VERSION =
      Table.History.of("contract_version", ContractRow.class);

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
    return List.of(VERSION);
  }

  @Override
  public List<Follow<?>> follows() {
    return List.of(new Follow<>(ContractEvent.class, ContractView::apply));
  }

  private static void apply(ContractEvent event, LedgerEntry entry, Rows rows) {
    Instant at = entry.recordedAt();
    String document = entry.metadata().document();
    switch (event) {
      case ContractVersionPublished e ->
          rows.put(
              VERSION,
              entry,
              e.spec().version().precedence(),
              ContractRow.of(e.spec(), e.status().word(), document, at, at));
      case ContractDraftReplaced e ->
          rows.change(
              VERSION,
              entry,
              e.spec().version().precedence(),
              row -> ContractRow.of(e.spec(), e.status().word(), document, row.publishedAt(), at));
      case ContractStatusChanged e ->
          rows.change(
              VERSION,
              entry,
              e.version().precedence(),
              row -> row.at(e.to().word(), e.reason(), at));
      case ContractVersionWithdrawn e ->
          rows.change(
              VERSION,
              entry,
              e.version().precedence(),
              row -> row.at(ContractRow.WITHDRAWN, e.reason(), at));
    }
  }
}
