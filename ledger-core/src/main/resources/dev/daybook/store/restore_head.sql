UPDATE ledger.head SET position = ?, recorded_at = ?::timestamptz, policy_position = ? WHERE position = 0
