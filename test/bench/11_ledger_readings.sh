#!/usr/bin/env bash
# Reading a log back, however long it is: 20 years of Boards, one a month, over 50 tables of 500 rows. Beside each
# reading the same question to a history table written by hand, with the indexes that it wants.
set -euo pipefail
# shellcheck source=test/bench/pair.bash
. test/bench/pair.bash

export PGOPTIONS='-c client_min_messages=error -c max_parallel_workers_per_gather=0 -c synchronous_commit=off'
SIZES=${SIZES:-100000 1000000 10000000}
RUNS=${RUNS:-5}

# make_log ENTRIES: schema readings, with as many entries in 240 versions.
make_log() {
  psql -X -q -v ON_ERROR_STOP=1 -v entries="$1" <<'SQL'
DROP SCHEMA IF EXISTS readings CASCADE;
DROP SCHEMA IF EXISTS by_hand CASCADE;
CREATE SCHEMA readings;
CREATE SCHEMA by_hand;
CREATE TABLE by_hand.history (log_table text, id integer, version bigint, n integer, title text, area integer, owner text,
                              due date, done boolean, updated timestamptz, note text, who text, at timestamptz);
CREATE PROCEDURE readings.fill(entries bigint) LANGUAGE plpgsql AS $$
DECLARE
    each integer;
    rows integer;
    first integer;
BEGIN
    FOR t IN 1 .. 50 LOOP
        EXECUTE format('CREATE TABLE readings.t%s (id integer PRIMARY KEY, title text, area integer, owner text, due date, '
                       'done boolean, updated timestamptz, note text)', t);
        EXECUTE format('INSERT INTO readings.t%s SELECT g, ''Recruit educational psychologists '' || g, g %% 12, '
                       '''Director'', date ''2025-01-01'' + g %% 300, g %% 3 = 0, now(), ''Progress noted at the '
                       'meeting, see paper '' || g FROM generate_series(1, 500) g', t);
        PERFORM sen.track(format('readings.t%s', t)::regclass);
        EXECUTE format('INSERT INTO by_hand.history SELECT ''t%s'', id, 1, 0, title, area, owner, due, done, updated, note, '
                       'session_user, now() FROM readings.t%s', t, t);
    END LOOP;
    COMMIT;
    PERFORM sen.seal('readings', meeting => 'Board 1');
    FOR v IN 2 .. 240 LOOP
        FOR t IN 1 .. 50 LOOP
            each := (entries - 25000) / 239 / 50;
            FOR n IN 1 .. 1 + (each - 1) / 500 LOOP
                rows := least(each - 500 * (n - 1), 500);
                first := v * 7 % (501 - rows);
                EXECUTE format('WITH changed AS (UPDATE readings.t%s SET note = ''Progress noted at the meeting, see '
                               'paper '' || $1, done = NOT done, updated = now() WHERE id > $2 AND id <= $2 + $3 '
                               'RETURNING *) INSERT INTO by_hand.history SELECT ''t%s'', id, $1, $4, title, area, owner, '
                               'due, done, updated, note, session_user, now() FROM changed', t, t)
                    USING v, first, rows, n;
            END LOOP;
        END LOOP;
        COMMIT;
        PERFORM sen.seal('readings', meeting => 'Board ' || v);
        COMMIT;
    END LOOP;
END $$;
CALL readings.fill(:entries);
CREATE INDEX ON by_hand.history (log_table, id, version DESC, n DESC);
CREATE INDEX ON by_hand.history (version);
VACUUM ANALYZE by_hand.history;
VACUUM ANALYZE readings.ledger_block;
VACUUM ANALYZE readings.ledger_tile;
VACUUM ANALYZE readings.ledger_index;
SQL
}

# The last row of each key up to a version; as many keys as the table of today has, as none was removed.
past() { printf 'SELECT h.* FROM readings.%s k CROSS JOIN LATERAL (SELECT * FROM by_hand.history h WHERE h.log_table = '\''%s'\'' AND h.id = k.id AND h.version <= %s ORDER BY h.version DESC, h.n DESC LIMIT 1) h' "$1" "$1" "$2"; }
# What differs between a version and the one before, column by column.
differs() {
  printf 'SELECT c.log_table, c.id, d.* FROM (SELECT DISTINCT ON (log_table, id) * FROM by_hand.history WHERE version > %s AND version <= %s %s ORDER BY log_table, id, version DESC, n DESC) c CROSS JOIN LATERAL (SELECT * FROM by_hand.history h WHERE (h.log_table, h.id) = (c.log_table, c.id) AND h.version <= %s ORDER BY h.version DESC, h.n DESC LIMIT 1) b CROSS JOIN LATERAL (SELECT a.key, o.value AS old_value, a.value AS new_value, c.who, c.at FROM jsonb_each_text(to_jsonb(c)) a JOIN jsonb_each_text(to_jsonb(b)) o USING (key) WHERE a.value IS DISTINCT FROM o.value AND a.key NOT IN ('\''version'\'', '\''n'\'', '\''who'\'', '\''at'\'')) d' "$1" "$2" "$3" "$1"
}

for entries in $SIZES; do
  SECONDS=0
  make_log "$entries"
  printf '    %s entries were made in %s s: ' "$entries" "$SECONDS"
  psql -X -A -t -c "SELECT pg_size_pretty(pg_table_size('readings.ledger_block')) || ' of blocks, ' || pg_size_pretty(pg_table_size('readings.ledger_index')) || ' of index'"
  psql -X -q -c "WITH changed AS (UPDATE readings.t9 SET done = NOT done WHERE id <= 20 RETURNING *) INSERT INTO by_hand.history SELECT 't9', id, 241, 1, title, area, owner, due, done, updated, note, session_user, now() FROM changed"
  pair "$entries entries: a table of 500 rows ten years ago (bounds: 50 ms, 3.0)" 'SELECT 1' \
    'sen.as_of()' 'SELECT count(a) FROM sen.as_of(null::readings.t7, 120) a' \
    'by hand' "SELECT count(a) FROM ($(past t7 120)) a"
  pair "$entries entries: what changed between the last two meetings, one table (bounds: 50 ms, 3.0)" 'SELECT 1' \
    'sen.changes()' "SELECT count(a) FROM sen.changes('readings.t7', 239, 240) a" \
    'by hand' "SELECT count(a) FROM ($(differs 239 240 "AND log_table = 't7'")) a"
  pair "$entries entries: the history of a key (bounds: 50 ms, 3.0)" 'SELECT 1' \
    'sen.history()' "SELECT count(a) FROM sen.history('readings.t7', '{\"id\": 77}') a" \
    'by hand' "SELECT count(a) FROM (SELECT jsonb_build_object('id', id), to_jsonb(h) FROM by_hand.history h WHERE log_table = 't7' AND id = 77 ORDER BY version, n) a"
  pair "$entries entries: the entries of a meeting (bounds: 50 ms for 1,000 entries, 3.0)" 'SELECT 1' \
    'log_leaves' "SELECT count(a) FROM (SELECT * FROM readings.log_leaves WHERE version = (SELECT version FROM readings.log_versions WHERE meeting = 'Board 120')) a" \
    'by hand' "SELECT count(a) FROM (SELECT log_table, jsonb_build_object('id', id), to_jsonb(h) FROM by_hand.history h WHERE version = 120) a"
  pair "$entries entries: the entries about one table, in a version (bounds: 50 ms, 3.0)" 'SELECT 1' \
    'log_leaves' "SELECT count(a) FROM (SELECT * FROM readings.log_leaves WHERE version = 120 AND log_table = 't7') a" \
    'by hand' "SELECT count(a) FROM (SELECT log_table, jsonb_build_object('id', id), to_jsonb(h) FROM by_hand.history h WHERE version = 120 AND log_table = 't7') a"
  pair "$entries entries: those that name a meeting, in any version (bound: 50 ms)" 'SELECT 1' \
    'log_leaves' "SELECT count(a) FROM (SELECT * FROM readings.log_leaves WHERE meeting = 'Board 120') a" \
    'sen.meeting_entries()' "SELECT count(a) FROM sen.meeting_entries('readings.ledger_block', 'Board 120') a"
  pair "$entries entries: what changed since the last meeting, all tables (bounds: 50 ms, 3.0)" 'SELECT 1' \
    'changes_since_sealed_meeting' 'SELECT count(a) FROM readings.changes_since_sealed_meeting a' \
    'by hand' "SELECT count(a) FROM ($(differs 240 241 '')) a"
  pair "$entries entries: sealing 1,000, beside writing them (bound: 100 ms)" "ROLLBACK; BEGIN; UPDATE readings.t11 SET done = NOT done; UPDATE readings.t12 SET done = NOT done" \
    'sen.seal()' "SELECT sen.seal('readings')" \
    'UPDATE' 'UPDATE readings.t13 SET done = NOT done'
  RUNS=1 pair "$entries entries: verifying all, beside hashing them in SQL" 'SELECT 1' \
    'sen.verify_log()' "SELECT count(*) FROM sen.verify_log('readings')" \
    'sha256()' "SELECT count(sha256(l.leaf)) FROM readings.ledger_block b, sen.block_leaves(b.entries) l"
done
