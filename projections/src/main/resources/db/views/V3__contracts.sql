-- Each row is one state of one version of a contract; part sorts as versions do.
CREATE TABLE views.contract_version (
  stream         text        NOT NULL,
  part           text        NOT NULL,
  valid_from     bigint      NOT NULL,
  valid_to       bigint      NOT NULL,
  subject        text        NOT NULL,
  domain         text        NOT NULL,
  name           text        NOT NULL,
  version        text        NOT NULL,
  major          integer     NOT NULL,
  minor          integer     NOT NULL,
  patch          integer     NOT NULL,
  pre_release    text        NOT NULL,
  status         text        NOT NULL,
  reason         text,
  owner          text,
  owner_mail     text,
  product        text,
  product_stream text,
  description    text,
  consumers      text[]      NOT NULL,
  tags           text[]      NOT NULL,
  spec           jsonb       NOT NULL,
  document       text,
  published_at   timestamptz NOT NULL,
  changed_at     timestamptz NOT NULL,
  folded_owner   text[]      NOT NULL,
  CONSTRAINT contract_version_key PRIMARY KEY (stream, part, valid_to),
  CONSTRAINT contract_version_span CHECK (valid_from < valid_to),
  CONSTRAINT contract_version_status CHECK (
    status IN ('draft', 'proposed', 'active', 'deprecated', 'retired', 'withdrawn')
  )
);
COMMENT ON CONSTRAINT contract_version_key ON views.contract_version
  IS 'one row for each thing at each moment';
COMMENT ON CONSTRAINT contract_version_span ON views.contract_version
  IS 'a row is true for one position at least';
COMMENT ON CONSTRAINT contract_version_status ON views.contract_version
  IS 'the words the API answers with';

CREATE INDEX contract_version_when ON views.contract_version (valid_to, valid_from);
CREATE INDEX contract_version_product ON views.contract_version (product_stream, valid_to);
