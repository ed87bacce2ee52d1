-- Relations of one log.
-- Part of the body of sen.create_log(), run with search_path = the schema of the log.

CREATE TABLE ledger_block (
    block_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    entries  bytea NOT NULL
) WITH (toast_tuple_target = 8160);
ALTER TABLE ledger_block ALTER entries SET STORAGE EXTERNAL;
COMMENT ON COLUMN ledger_block.block_id IS 'Number of the block, in the order of writing. Not part of what is hashed.';
COMMENT ON COLUMN ledger_block.entries IS
    'The canonical bytes of each entry, one after another, each after its length.';
COMMENT ON SEQUENCE ledger_block_block_id_seq IS 'Numbers the blocks of the log.';

CREATE TABLE ledger_version (
    version      bigint PRIMARY KEY,
    size         bigint NOT NULL,
    root         bytea NOT NULL
        CONSTRAINT ledger_version_root_length CHECK
            (sen.check_value(pg_catalog.octet_length(root) OPERATOR(pg_catalog.=) 32, 'root', root,
                             'A root has 32 bytes. Versions are made by sen.seal().')),
    label        text,
    meeting      text,
    sealed_at    timestamptz NOT NULL,
    session_role text NOT NULL,
    acting_role  text NOT NULL
);
COMMENT ON TABLE ledger_version IS
    'Versions of the log: what sen.seal() took into the Merkle tree (RFC 9162), and the root that proves it.';
COMMENT ON COLUMN ledger_version.version IS 'Number of the version, from 1.';
COMMENT ON COLUMN ledger_version.size IS 'Entries in this and all earlier versions: the leaves of the tree.';
COMMENT ON COLUMN ledger_version.root IS 'Root of the tree of that size, 32 bytes (SHA-256).';
COMMENT ON COLUMN ledger_version.label IS 'Words for the version, such as Board papers of 10 June; may be empty.';
COMMENT ON COLUMN ledger_version.meeting IS 'Meeting at which it was sealed; empty if none was set.';
COMMENT ON COLUMN ledger_version.sealed_at IS 'When it was sealed: time of the statement.';
COMMENT ON COLUMN ledger_version.session_role IS 'Role that had logged in.';
COMMENT ON COLUMN ledger_version.acting_role IS 'Role as which it acted.';

CREATE TABLE ledger_tile (
    level  smallint NOT NULL,
    tile   bigint NOT NULL,
    width  smallint NOT NULL,
    hashes bytea NOT NULL,
    blocks bigint[],
    starts bigint[],
    PRIMARY KEY (level, tile, width)
) WITH (toast_tuple_target = 8160);
ALTER TABLE ledger_tile ALTER hashes SET STORAGE EXTERNAL;
COMMENT ON TABLE ledger_tile IS
    'Nodes of the tree, 128 to a tile, from which any root or proof of any version is computed. Nothing is ever '
    'changed: a tile that is not full is stored anew when it widens.';
COMMENT ON COLUMN ledger_tile.level IS
    'Level of the tiles: its hashes are nodes of level 7 x level of the tree; 0 are leaves.';
COMMENT ON COLUMN ledger_tile.tile IS 'Number of the tile in its level, from 0.';
COMMENT ON COLUMN ledger_tile.width IS 'Hashes in the tile, 1 to 128.';
COMMENT ON COLUMN ledger_tile.hashes IS 'The hashes, 32 bytes each.';
COMMENT ON COLUMN ledger_tile.blocks IS 'In level 0: the blocks that the leaves come from, in order.';
COMMENT ON COLUMN ledger_tile.starts IS 'In level 0: for each of these blocks the index of its first leaf.';

CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_block EXECUTE FUNCTION sen.refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_version EXECUTE FUNCTION sen.refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_tile EXECUTE FUNCTION sen.refuse_change();
COMMENT ON TRIGGER refuse_change ON ledger_block IS 'Refuses to change what is in the log.';
COMMENT ON TRIGGER refuse_change ON ledger_version IS 'Refuses to change what is in the log.';
COMMENT ON TRIGGER refuse_change ON ledger_tile IS 'Refuses to change what is in the log.';
ALTER TABLE ledger_block ENABLE ALWAYS TRIGGER refuse_change;
ALTER TABLE ledger_version ENABLE ALWAYS TRIGGER refuse_change;
ALTER TABLE ledger_tile ENABLE ALWAYS TRIGGER refuse_change;

-- Whole rows of every table are in the entries: to whom a policy of one of them applies, they are not shown.
ALTER TABLE ledger_block ENABLE ROW LEVEL SECURITY;
CREATE POLICY whole_rows ON ledger_block
    FOR SELECT USING ((SELECT sen.may_read_log('ledger_block'::pg_catalog.regclass)));
COMMENT ON POLICY whole_rows ON ledger_block IS
    'Refuses a role to which row-level security of some table of the schema applies.';

CREATE FUNCTION seal_log(label text DEFAULT NULL, meeting text DEFAULT NULL, OUT version bigint, OUT entries bigint,
                         OUT size bigint, OUT root bytea)
    LANGUAGE sql VOLATILE PARALLEL UNSAFE
BEGIN ATOMIC
    SELECT s.version, s.entries, s.size, s.root
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
    CROSS JOIN LATERAL sen.seal(n.nspname::text, seal_log.label, seal_log.meeting) s
    WHERE c.oid OPERATOR(pg_catalog.=) 'ledger_version'::pg_catalog.regclass;
END;
REVOKE ALL ON FUNCTION seal_log(text, text) FROM PUBLIC;
COMMENT ON FUNCTION seal_log(text, text) IS
    'Seals this log: sen.seal() for its schema. Whoever may execute this function may seal, here and with sen.seal(); '
    'besides the owner of the log that is nobody until EXECUTE is granted. label, meeting and result: see sen.seal().';
