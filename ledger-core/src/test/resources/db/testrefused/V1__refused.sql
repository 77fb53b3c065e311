CREATE TABLE refused.guarded (word text CONSTRAINT no_secret CHECK (word NOT LIKE '%-secret'));
INSERT INTO refused.guarded VALUES ('somebodys' || '-secret');
