INSERT INTO ledger.person_secret (wrapped) VALUES (?) ON CONFLICT DO NOTHING
