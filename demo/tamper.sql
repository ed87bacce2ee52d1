-- A superuser rewrites the log the night before the stocktake. Run it as superuser in an empty database:
--   createdb tamper && psql -d tamper -f demo/tamper.sql
\set ON_ERROR_STOP 1
\set QUIET 1
\pset pager off
\pset footer off
SET client_min_messages = warning;
CREATE EXTENSION sen_improvement;

\echo 'A programme with a tracked table of actions. The Board meets in March and in June; the log is sealed at each meeting.'
CREATE SCHEMA wirral;
CREATE TABLE wirral.action (id integer PRIMARY KEY, title text, state text);
SELECT sen.track('wirral.action');
INSERT INTO wirral.action VALUES (1, 'Recruit educational psychologists', 'open'),
    (2, 'Clear the backlog of assessments', 'open'), (3, 'Publish the local offer', 'open');
UPDATE wirral.action SET state = 'late' WHERE id = 2;
SELECT version, size FROM sen.seal('wirral', 'Board papers of 10 March');

\echo 'The adviser takes three lines home: the checkpoint of March.'
SELECT sen.checkpoint('wirral') AS march \gset
\echo :march
UPDATE wirral.action SET state = 'done' WHERE id IN (1, 3);
SELECT version, size FROM sen.seal('wirral', 'Board papers of 9 June');
SELECT count(*) AS faults FROM sen.verify_log('wirral', :'march');

\echo
\echo -- a) In the night someone with all rights edits one entry: action 2 was not late in March, it was done.
\echo
ALTER TABLE wirral.ledger_block DISABLE TRIGGER ALL;
UPDATE wirral.ledger_block
SET entries = substr(entries, 1, position('late'::bytea IN entries) - 1) || 'done'::bytea
    || substr(entries, position('late'::bytea IN entries) + 4)
WHERE position('late'::bytea IN entries) > 0;
ALTER TABLE wirral.ledger_block ENABLE ALWAYS TRIGGER refuse_change;
\echo 'The log names the entry:'
SELECT kind, place FROM sen.verify_log('wirral');

\echo
\echo -- b) So they compute everything anew that follows from the entry: its hash, the stored nodes, the roots of both versions, the index.
\echo
ALTER TABLE wirral.ledger_tile DISABLE TRIGGER ALL;
ALTER TABLE wirral.ledger_version DISABLE TRIGGER ALL;
-- So few entries are in one tile, which each version has stored anew.
CREATE TEMPORARY TABLE leaf AS
SELECT array_agg(sen.leaf_hash(l.leaf) ORDER BY b.block_id, l.number) AS hashes
FROM wirral.ledger_block b, sen.block_leaves(b.entries) l;
UPDATE wirral.ledger_tile SET hashes = (SELECT string_agg(h, '' ORDER BY n)
                                        FROM leaf, unnest(leaf.hashes[1:width]) WITH ORDINALITY u(h, n));
UPDATE wirral.ledger_version SET root = (SELECT sen.merkle_root(leaf.hashes[1:size]) FROM leaf);
ALTER TABLE wirral.ledger_tile ENABLE ALWAYS TRIGGER refuse_change;
ALTER TABLE wirral.ledger_version ENABLE ALWAYS TRIGGER refuse_change;
SELECT sen.index_log('wirral') AS versions \g /dev/null
\echo 'Now nothing in the database is out of place:'
SELECT count(*) AS faults FROM sen.verify_log('wirral');
\echo 'But the adviser still has the checkpoint of March. The log of today does not begin with it:'
SELECT kind, place FROM sen.verify_log('wirral', :'march');
\echo 'Nor can it prove that it continues it, and nothing but the checkpoint, the new root and the proof is needed to see that:'
SELECT sen.verify_consistency(march.size, march.root, june.size, june.root,
                              sen.consistency_proof('wirral', 1, 2)) AS continues
FROM sen.parse_checkpoint(:'march') march, sen.parse_checkpoint(sen.checkpoint('wirral')) june;
