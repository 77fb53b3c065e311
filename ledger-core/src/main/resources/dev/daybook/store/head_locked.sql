SELECT epoch, position, recorded_at, policy_position, clock_timestamp() AS now
  FROM ledger.head FOR UPDATE
