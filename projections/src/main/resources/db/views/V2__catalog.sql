-- Each row is one state of one data product, true from one position up to another.
CREATE TABLE views.product (
  stream        text        NOT NULL,
  part          text        NOT NULL,
  valid_from    bigint      NOT NULL,
  valid_to      bigint      NOT NULL,
  subject       text        NOT NULL,
  domain        text        NOT NULL,
  name          text        NOT NULL,
  version       text        NOT NULL,
  lifecycle     text        NOT NULL,
  sunset        date,
  description   text,
  type          text,
  tier          text,
  pii           boolean,
  owner         text,
  owner_kind    text,
  owner_name    text,
  owner_mail    text,
  tags          text[]      NOT NULL,
  output_ports  text[]      NOT NULL,
  spec          jsonb       NOT NULL,
  document      text,
  registered_at timestamptz NOT NULL,
  changed_at    timestamptz NOT NULL,
  folded_tier   text,
  folded_owner  text[]      NOT NULL,
  folded_tags   text[]      NOT NULL,
  CONSTRAINT product_key PRIMARY KEY (stream, part, valid_to),
  CONSTRAINT product_span CHECK (valid_from < valid_to),
  CONSTRAINT product_lifecycle CHECK (lifecycle IN ('active', 'deprecated', 'retired'))
);
COMMENT ON CONSTRAINT product_key ON views.product IS 'one row for each thing at each moment';
COMMENT ON CONSTRAINT product_span ON views.product IS 'a row is true for one position at least';
COMMENT ON CONSTRAINT product_lifecycle ON views.product IS 'the words the API answers with';

CREATE INDEX product_when ON views.product (valid_to, valid_from);

-- What a product is found by. Apart from the product, as it changes seldom and costs most to write.
CREATE TABLE views.product_text (
  stream      text     NOT NULL,
  part        text     NOT NULL,
  valid_from  bigint   NOT NULL,
  valid_to    bigint   NOT NULL,
  words       text     NOT NULL,
  description text,
  search      tsvector NOT NULL GENERATED ALWAYS AS (
    setweight(to_tsvector('simple', words), 'A')
      || setweight(to_tsvector('english', words), 'B')
      || setweight(to_tsvector('english', left(coalesce(description, ''), 100000)), 'C')
  ) STORED,
  CONSTRAINT product_text_key PRIMARY KEY (stream, part, valid_to),
  CONSTRAINT product_text_span CHECK (valid_from < valid_to)
);
COMMENT ON CONSTRAINT product_text_key ON views.product_text
  IS 'one row for each thing at each moment';
COMMENT ON CONSTRAINT product_text_span ON views.product_text
  IS 'a row is true for one position at least';

CREATE INDEX product_text_search ON views.product_text USING gin (search);
