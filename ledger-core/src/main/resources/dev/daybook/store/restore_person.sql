INSERT INTO ledger.person_key (id, designation, wrapped) VALUES (?, ?, ?)
