#!/usr/bin/env bash
# The log: tracked writes beside untracked ones and beside an audit in PL/pgSQL, hashing, commits of two
# clients, sealing a million entries, a proof and the check of such a log.
set -euo pipefail
# shellcheck source=test/bench/pair.bash
. test/bench/pair.bash

export PGOPTIONS='-c client_min_messages=error -c max_parallel_workers_per_gather=0'
ENTRIES=${ENTRIES:-1000000}
SECONDS_EACH=${SECONDS_EACH:-10}
psql -X -q -v ON_ERROR_STOP=1 <<'SQL'
DROP SCHEMA IF EXISTS ledger CASCADE;
CREATE SCHEMA ledger;
CREATE TABLE ledger.plain (id bigint PRIMARY KEY, title text, area integer, owner text, due date, done boolean, updated timestamptz, note text);
CREATE TABLE ledger.tracked (LIKE ledger.plain INCLUDING ALL);
CREATE TABLE ledger.audited (LIKE ledger.plain INCLUDING ALL);
CREATE TABLE ledger.audit (entry bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamptz NOT NULL, who text NOT NULL, operation text NOT NULL, content jsonb NOT NULL, hash bytea NOT NULL);
CREATE FUNCTION ledger.audit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    content jsonb := to_jsonb(NEW);
BEGIN
    INSERT INTO ledger.audit (at, who, operation, content, hash) VALUES (now(), session_user, TG_OP, content, sha256(convert_to(content::text, 'UTF8')));
    RETURN NULL;
END $$;
CREATE TRIGGER audit AFTER INSERT OR UPDATE ON ledger.audited FOR EACH ROW EXECUTE FUNCTION ledger.audit();
SELECT sen.track('ledger.tracked') \gset
CREATE SEQUENCE ledger.ids CACHE 1000;
SQL

insert() { printf 'INSERT INTO ledger.%s SELECT nextval('\''ledger.ids'\''), '\''Recruit educational psychologists '\'' || g, g %% 12, '\''Director'\'', date '\''2025-01-01'\'' + g %% 300, g %% 3 = 0, now(), '\''Progress noted at the meeting, see paper '\'' || g FROM generate_series(1, 100000) g' "$1"; }
pair '100,000 inserts in one transaction, beside untracked (bound 2.0)' 'CHECKPOINT' 'tracked' "$(insert tracked)" 'untracked' "$(insert plain)"
pair 'the same, beside an audit in PL/pgSQL with to_jsonb and sha256 (bound 0.5)' 'CHECKPOINT' 'tracked' "$(insert tracked)" 'audited' "$(insert audited)"

# commits TABLE: transactions a second of two clients that insert single rows.
commits() {
  printf "\\\\set n random(1, 1000000)\nINSERT INTO ledger.%s VALUES (nextval('ledger.ids'), 'Recruit psychologists ' || :n, :n %% 12, 'Director', date '2025-01-01' + :n %% 300, true, now(), 'Progress noted at the meeting');\n" "$1" >"$script"
  pgbench -n -c 2 -j 2 -T "$SECONDS_EACH" -M prepared -f "$script" 2>/dev/null | sed -n 's/^tps = \([0-9.]*\).*/\1/p'
}
if command -v pgbench >/dev/null; then
  script=$(mktemp)
  trap 'rm -f "$script"' EXIT
  for ((i = 0; i < 5; i++)); do
    printf 'a %s\nb %s\n' "$(commits tracked)" "$(commits plain)"
  done | awk '{ v[$1, ++n[$1]] = $2 } END {
    for (w in n) for (i = 2; i <= n[w]; i++) { t = v[w, i]; for (j = i - 1; j > 0 && v[w, j] > t; j--) v[w, j + 1] = v[w, j]; v[w, j + 1] = t }
    a = v["a", 3]; b = v["b", 3]
    printf "    commits of single rows by two clients (bound 0.9)\n      tracked %32.0f a second\n      untracked %30.0f a second\n      ratio, first to second %17.2f     median of 5 runs each, in turn\n", a, b, a / b }'
else
  echo '    no pgbench: commits of two clients are not measured'
fi

RUNS=3
psql -X -q -v ON_ERROR_STOP=1 -v entries="$ENTRIES" <<'SQL'
DROP SCHEMA IF EXISTS big CASCADE;
CREATE SCHEMA big;
CREATE TABLE big.action (LIKE ledger.plain INCLUDING ALL);
SELECT sen.track('big.action') \gset
INSERT INTO big.action SELECT g, 'Recruit educational psychologists ' || g, g % 12, 'Director', date '2025-01-01' + (g % 300)::integer, g % 3 = 0, now(), 'Progress noted at the meeting, see paper ' || g FROM generate_series(1::bigint, :entries) g;
CREATE UNLOGGED TABLE big.leaf AS SELECT x.leaf FROM big.ledger_block b, sen.block_leaves(b.entries) x;
VACUUM ANALYZE big.leaf;
VACUUM ANALYZE big.ledger_block;
SQL
pair "hashing $ENTRIES leaves (bound 0.4 us a row: for a million, 400 ms more than the scan)" 'SELECT 1' \
  'count(sen.leaf_hash(leaf))' 'SELECT count(sen.leaf_hash(leaf)) FROM big.leaf' \
  'count(leaf)' 'SELECT count(leaf) FROM big.leaf'
pair "sealing $ENTRIES entries, beside hashing them in SQL (bound 1.0)" 'ROLLBACK; BEGIN' \
  'sen.seal()' "SELECT sen.seal('big')" \
  'count(sha256(leaf))' 'SELECT count(sha256(leaf)) FROM big.leaf'
has() { [ "$(psql -X -A -t -c "SELECT count(*) FROM pg_proc WHERE pronamespace = 'sen'::regnamespace AND proname = '$1'")" -gt 0 ]; }
psql -X -q -c "SELECT sen.seal('big')" >/dev/null
if has inclusion_proof; then
  pair "a proof from $ENTRIES entries, beside nothing (bound 5 ms)" 'SELECT 1' \
    'sen.inclusion_proof()' "SELECT sen.inclusion_proof('big', 777, 1)" 'SELECT 1' 'SELECT 1'
fi
if has verify_log; then
  pair "checking $ENTRIES entries, beside hashing them in SQL (bound 2 times the sealing above)" 'SELECT 1' \
    'sen.verify_log()' "SELECT count(*) FROM sen.verify_log('big')" \
    'count(sha256(leaf))' 'SELECT count(sha256(leaf)) FROM big.leaf'
fi
