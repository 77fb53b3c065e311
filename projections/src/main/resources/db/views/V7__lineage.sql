-- Declared flows of data; part tells a stream's edges apart.
CREATE TABLE views.lineage_edge (
  stream      text    NOT NULL,
  part        text    NOT NULL,
  valid_from  bigint  NOT NULL,
  valid_to    bigint  NOT NULL,
  from_node   text    NOT NULL,
  to_node     text    NOT NULL,
  kind        text    NOT NULL,
  via         text    NOT NULL,
  declared_by text    NOT NULL,
  version     text    NOT NULL,
  live        boolean NOT NULL,
  CONSTRAINT lineage_edge_key PRIMARY KEY (stream, part, valid_to),
  CONSTRAINT lineage_edge_span CHECK (valid_from < valid_to),
  CONSTRAINT lineage_edge_kind CHECK (kind IN ('reads', 'feeds', 'serves', 'agreed')),
  CONSTRAINT lineage_edge_loop CHECK (from_node <> to_node)
);
COMMENT ON CONSTRAINT lineage_edge_key ON views.lineage_edge
  IS 'one row for each thing at each moment';
COMMENT ON CONSTRAINT lineage_edge_span ON views.lineage_edge
  IS 'a row is true for one position at least';
COMMENT ON CONSTRAINT lineage_edge_kind ON views.lineage_edge IS 'the words the API answers with';
COMMENT ON CONSTRAINT lineage_edge_loop ON views.lineage_edge IS 'nothing flows into itself';

CREATE INDEX lineage_edge_from ON views.lineage_edge (from_node, valid_to);
CREATE INDEX lineage_edge_to ON views.lineage_edge (to_node, valid_to);
