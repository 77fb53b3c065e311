SELECT context FROM ledger.upstream
