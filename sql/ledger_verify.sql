-- Proofs and checkpoints of the versions of a log, and sen.verify_log(): what they answer, and what they refuse.
-- Hashes and times differ from run to run; test/t/012_ledger_flips.pl tampers at random.
\i sql/include/begin.sql
SET client_min_messages = warning;
CREATE SCHEMA w;
CREATE TABLE w.action (id integer PRIMARY KEY, body text);

-- No log, and no version yet.
SELECT pg_temp.answers(
    $$SELECT * FROM sen.verify_log('w')$$,
    $$SELECT sen.checkpoint('w')$$,
    $$SELECT sen.inclusion_proof('nowhere', 0)$$
);
SELECT sen.track('w.action');
SELECT * FROM sen.verify_log('w');
SELECT pg_temp.answers(
    $$SELECT sen.checkpoint('w')$$,
    $$SELECT sen.inclusion_proof('w', 0)$$,
    $$SELECT sen.consistency_proof('w', 1)$$,
    $$SELECT * FROM sen.verify_log('w', 1)$$
);

INSERT INTO w.action SELECT n, 'action ' || n FROM generate_series(1, 5) n;
SELECT version, size FROM sen.seal('w', 'first');
UPDATE w.action SET body = 'done' WHERE id < 3;
SELECT version, size FROM sen.seal('w', 'second', 'Board 2');
INSERT INTO w.action SELECT n, 'action ' || n FROM generate_series(6, 400) n;
SELECT version, size FROM sen.seal('w');
INSERT INTO w.action VALUES (1000, 'in no version yet');

-- Proofs of every version, by the functions that need no table.
CREATE TEMPORARY VIEW leaf AS
SELECT t.tile * 128 + n - 1 AS n, substr(t.hashes, 32 * n - 31, 32) AS h
FROM w.ledger_tile t, generate_series(1, t.width) n
WHERE t.level = 0 AND NOT EXISTS (SELECT FROM w.ledger_tile o WHERE o.level = 0 AND o.tile = t.tile
                                  AND o.width > t.width);
SELECT v.version, count(*),
       bool_and(sen.verify_inclusion(h, n, v.size, sen.inclusion_proof('w', n, v.version), v.root)) AS holds
FROM w.ledger_version v JOIN leaf ON n < v.size GROUP BY v.version ORDER BY v.version;
SELECT a.version, b.version, cardinality(p) AS hashes,
       sen.verify_consistency(a.size, a.root, b.size, b.root, p) AS holds
FROM w.ledger_version a, w.ledger_version b, sen.consistency_proof('w', a.version, b.version) p
WHERE a.version <= b.version ORDER BY 1, 2;
SELECT cardinality(sen.inclusion_proof('w', 3)) AS last_version,
       cardinality(sen.inclusion_proof('w', 3, 1)) AS first_version;
SELECT sen.consistency_proof('w', 1) = sen.consistency_proof('w', 1, 3) AS to_the_last;

-- What there is none of.
SELECT pg_temp.answers(
    $$SELECT sen.inclusion_proof('w', 406)$$,
    $$SELECT sen.inclusion_proof('w', 7, 1)$$,
    $$SELECT sen.inclusion_proof('w', -1)$$,
    $$SELECT sen.inclusion_proof('w', 9223372036854775807)$$,
    $$SELECT sen.inclusion_proof('w', 0, 4)$$,
    $$SELECT sen.inclusion_proof('w', 0, -1)$$,
    $$SELECT sen.consistency_proof('w', 0)$$,
    $$SELECT sen.consistency_proof('w', 3, 2)$$,
    $$SELECT sen.consistency_proof('w', 1, 9)$$
);
SELECT sen.inclusion_proof(NULL, 0) IS NULL, sen.inclusion_proof('w', NULL) IS NULL,
       sen.consistency_proof('w', NULL) IS NULL, sen.consistency_proof(NULL, 1) IS NULL, sen.checkpoint(NULL) IS NULL;

-- Checkpoints.
SELECT c.origin, c.size, c.root = v.root AS root
FROM w.ledger_version v, sen.parse_checkpoint(sen.checkpoint('w', v.version)) c ORDER BY v.version;
SELECT sen.checkpoint('w') = sen.checkpoint('w', 3) AS last,
       sen.checkpoint('w', 2, 'x') = (SELECT sen.checkpoint_text('x', size, root) FROM w.ledger_version
                                      WHERE version = 2) AS as_text;
SET sen_improvement.origin = 'example.gov.uk/send/wirral';
SELECT split_part(sen.checkpoint('w', 1), E'\n', 1) AS of_setting,
       split_part(sen.checkpoint('w', 1, 'other'), E'\n', 1) AS of_argument;
SET sen_improvement.origin = E'two\nlines';
SELECT pg_temp.answer($$SELECT sen.checkpoint('w')$$);
RESET sen_improvement.origin;
SELECT pg_temp.answers(
    $$SELECT sen.checkpoint('w', NULL, E'two\nlines')$$,
    $$SELECT sen.checkpoint('w', NULL, E'a\tb')$$,
    $$SELECT sen.checkpoint('w', NULL, '')$$,
    $$SELECT sen.checkpoint('w', 4)$$
);

-- Intact, from any version on, and with any checkpoint.
SELECT * FROM sen.verify_log('w');
-- How far it is, and from a checkpoint on.
SET client_min_messages = notice;
SET sen_improvement.progress_entries = 150;
SELECT * FROM sen.verify_log('w');
SELECT * FROM sen.verify_log_since('w', sen.checkpoint('w', 1));
SET sen_improvement.progress_entries = 0;
SELECT * FROM sen.verify_log('w');
RESET sen_improvement.progress_entries;
SET client_min_messages = warning;
SELECT v.version, f.* FROM w.ledger_version v, sen.verify_log('w', v.version) f;
SELECT v.version, f.* FROM w.ledger_version v, sen.verify_log('w', sen.checkpoint('w', v.version)) f;
-- Also of a size that is no version's, and of the empty log.
SELECT count(*) FROM generate_series(0, 405) s,
       sen.verify_log('w',
                      sen.checkpoint_text('x', s, sen.merkle_root(ARRAY(SELECT h FROM leaf WHERE n < s ORDER BY n)))) f;
SELECT kind, version, place FROM sen.verify_log('w', sen.checkpoint_text('x', 0, sha256('x')));
SELECT kind, version, place FROM sen.verify_log('w', sen.checkpoint_text('x', 100, sha256('x')));
SELECT kind, version, place, expected = sha256('x')::text AS expected, found = (SELECT root::text FROM w.ledger_version
    WHERE version = 3) AS found FROM sen.verify_log('w', sen.checkpoint_text('x', 406, sha256('x')));
SELECT kind, version, place, expected, found
FROM sen.verify_log('w', sen.checkpoint_text('x', 9223372036854775807, sha256('x')));
-- A checkpoint of one entry less than the log has, of as many, and of one
-- more: only the last says that the log was cut off.
SELECT s - 406 AS more, f.kind, f.version, f.place, f.expected, f.found FROM generate_series(405, 407) s
LEFT JOIN LATERAL sen.verify_log('w',
                                 sen.checkpoint_text('x', s,
                                                     sen.merkle_root(ARRAY(SELECT h FROM leaf WHERE n < s ORDER BY n))))
       f ON true ORDER BY s;

-- No rows would say that all is well.
SELECT pg_temp.answers(
    $$SELECT * FROM sen.verify_log(NULL)$$,
    $$SELECT * FROM sen.verify_log('w', NULL::bigint)$$,
    $$SELECT * FROM sen.verify_log('w', NULL::text)$$,
    $$SELECT * FROM sen.verify_log(NULL, sen.checkpoint('w'))$$,
    $$SELECT * FROM sen.verify_log('w', 'no checkpoint')$$,
    $$SELECT * FROM sen.verify_log('w', 4)$$,
    $$SELECT * FROM sen.verify_log('w', -1)$$,
    $$SELECT * FROM sen.verify_log('nowhere', sen.checkpoint('w'))$$
);

-- A proof that needs a damaged node is refused.
ALTER TABLE w.ledger_tile DISABLE TRIGGER refuse_change;
BEGIN;
UPDATE w.ledger_tile SET hashes = '\x00' WHERE level = 0 AND tile = 1;
SELECT cardinality(sen.inclusion_proof('w', 3)), cardinality(sen.inclusion_proof('w', 3, 1));
SELECT cardinality(sen.inclusion_proof('w', 200));
ROLLBACK;
BEGIN;
UPDATE w.ledger_tile SET blocks[1] = NULL WHERE level = 0;
SELECT cardinality(sen.inclusion_proof('w', 200));
SELECT kind, version, place, expected, found FROM sen.verify_log('w', 2);
ROLLBACK;

-- Many faults, and what they say.
ALTER TABLE w.ledger_block DISABLE TRIGGER refuse_change;
ALTER TABLE w.ledger_version DISABLE TRIGGER refuse_change;
BEGIN;
UPDATE w.ledger_block SET entries = substr(entries, 1, position('action 3'::bytea IN entries) - 1) || 'action 4'
    || substr(entries, position('action 3'::bytea IN entries) + 8) WHERE position('action 3'::bytea IN entries) > 0
    AND position('action 5'::bytea IN entries) > 0;
UPDATE w.ledger_version SET label = 'another', acting_role = 'someone', size = 11 WHERE version = 2;
DELETE FROM w.ledger_tile WHERE level = 0 AND tile = 1;
SELECT kind, version, place, CASE WHEN expected = current_user THEN 'me' WHEN expected LIKE '\\x%' THEN 'a hash'
                                  ELSE expected END AS expected,
       CASE WHEN found LIKE '\\x%' THEN 'a hash' ELSE found END AS found FROM sen.verify_log('w');
SELECT count(*) FROM sen.verify_log('w', 2);
ROLLBACK;
-- Bytes that are no entry are not sealed, and can be set aside.
BEGIN;
INSERT INTO w.ledger_block (entries) VALUES ('\x0401ffff'), ('\x');
SELECT kind, version, regexp_replace(place, '\d+', 'N') AS place, expected, found FROM sen.verify_log('w');
ALTER TABLE w.ledger_block ENABLE ALWAYS TRIGGER refuse_change;
ALTER TABLE w.ledger_tile ENABLE ALWAYS TRIGGER refuse_change;
ALTER TABLE w.ledger_version ENABLE ALWAYS TRIGGER refuse_change;
SAVEPOINT s;
SELECT version, size FROM sen.seal('w');
ROLLBACK TO s;
SELECT relation, regexp_replace(row_key, '\d+', 'N') AS row_key FROM sen.set_aside('w');
SELECT operation, log_table, row_values ->> 'entries' AS entries FROM w.log_leaves WHERE version IS NULL
ORDER BY block_id, number;
SELECT version, entries, size FROM sen.seal('w');
SELECT * FROM sen.verify_log('w');
SELECT * FROM sen.set_aside('w');
ROLLBACK;
SELECT * FROM sen.verify_log('w');

DROP SCHEMA w CASCADE;
