#!/usr/bin/env bash
# The part "sqlsmith" of scripts/soak.sh: queries that sqlsmith makes up from the catalogue,
# against the demo on a private server.
#
# Operators are written without a schema, so sen is in the search path. They are sent by a role that may read and write the programme as the Board's secretariat
# does, and is no superuser, so that the tracking trigger is met as well. What it changes is
# gone with its database: each round of queries has a copy of the demo of its own. A query is
# ended by sqlsmith after a second.
#
# A fault is a process that died, a query that does not end, a log that is not intact
# afterwards, and an internal error (class XX) that our C raised, or that came from within a
# function of ours. Internal errors of the server alone are counted apart.

# shellcheck source=scripts/lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/../lib/common.sh"
# shellcheck source=scripts/lib/packages.sh
. "$TOP/scripts/lib/packages.sh"
# shellcheck source=scripts/lib/fetch.sh
. "$TOP/scripts/lib/fetch.sh"
# shellcheck source=scripts/lib/server.sh
. "$TOP/scripts/lib/server.sh"
# shellcheck source=scripts/lib/build.sh
. "$TOP/scripts/lib/build.sh"

QUERIES=${SQLSMITH_QUERIES:-20000}
ROUND=2500
SEED=${SEN_SEED:-$((RANDOM * 32768 + RANDOM))}

ask() { as_user psql -X -q -A -t -v ON_ERROR_STOP=1 -d "$@"; }

# result LABEL STATUS
result() { if [ "$2" -eq 0 ]; then say "ok - $1"; else say "not ok - $1"; fi; }

load() {
  as_user createdb demo && (cd "$PRIVATE/source/demo" && psql_file demo load.sql -v ON_ERROR_STOP=1 -q) &&
    ask postgres -c 'CREATE ROLE sqlsmith LOGIN' && ask demo -c "SELECT sen.grant_access('wirral', 'sqlsmith', 'secretariat')" \
    -c "CREATE TABLE kept (t sen.timeliness, s sen.timeliness_series, q sen.queue, p sen.pace, r sen.risk_score, m sen.risk_matrix, l sen.time_limit)" \
    -c "INSERT INTO kept VALUES ('v1 done{83:1,140:2} open{12:3}', 'v1 finish_month 2024-01-01[done{83:1}] 2024-03-01[open{5:1}]', 'v1 2025-12-31 plan{2025-01-06:3}', 'v1 2025-01-01..2025-12-31 140 bands{0:0:1:9}', '4x5', sen.npsa_matrix(), (SELECT name FROM sen.time_limits() LIMIT 1)),
        ('v1', 'v1', 'v1', 'v1', '1x1', 'v1 1x1 {low}', NULL)" -c 'GRANT ALL ON kept TO sqlsmith'
}

# smith DATABASE QUERIES SEED
smith() {
  as_user env PGOPTIONS="-c search_path=wirral,sen,public -c sen_improvement.as_of=2025-12-31 -c max_parallel_workers_per_gather=2" \
    timeout --kill-after=10 1200 sqlsmith --target="host=$PGHOST port=$PGPORT dbname=$1 user=sqlsmith" --exclude-catalog \
    --max-queries="$2" --seed="$3"
}

STEPS=7
prepare_step server
command -v sqlsmith >/dev/null || die 3 "$NAME: the command sqlsmith is missing."
step "building the extension" build_copy "$PRIVATE/source"
# The state and the place in the source of each error stand in the log.
server_steps "log_line_prefix = '%p %e %d '" "log_error_verbosity = verbose" "jit = off" "temp_file_limit = '2GB'" \
  "work_mem = '8MB'" "max_connections = 20"
step "loading the demo programme" load

done=0
ended=0
intact=0
for ((round = 1; done < QUERIES; round++)); do
  n=$((QUERIES - done < ROUND ? QUERIES - done : ROUND))
  as_user createdb -T demo "round$round"
  rc=0
  run_job "$PRIVATE/log/sqlsmith.$round" smith "round$round" "$n" $((SEED + round)) || rc=$?
  [ "$rc" -eq 0 ] || { ended=$((ended + 1)); say "    sqlsmith, seed $((SEED + round)), ended with status $rc"; show_tail "$PRIVATE/log/sqlsmith.$round"; }
  await_server
  [ "$(ask "round$round" -c "SELECT count(*) FROM sen.verify_log('wirral')" 2>&1)" = 0 ] || intact=$((intact + 1))
  as_user dropdb --force "round$round"
  done=$((done + n))
done

log=$PRIVATE/log/server.log
crashes=$(grep -cE 'TRAP:|was terminated by|PANIC:|problem in alloc set' "$log" || true)
perl "$TOP/scripts/soak/internal_errors.pl" "$TOP/src" <"$log" >"$PRIVATE/internal" || true
ours=$(grep -c '^ours' "$PRIVATE/internal" || true)
theirs=$(grep -c '^server' "$PRIVATE/internal" || true)
called=$(grep -c ' ERROR: ' "$log" || true)
result "no process died ($crashes)" "$crashes"
[ "$crashes" -eq 0 ] || grep -E -A3 'TRAP:|was terminated by|PANIC:|problem in alloc set' "$log" | cut -c1-2000 | sed -n '1,20s/^/    /p'
result "every round came to its end (all but $ended)" "$ended"
result "the log is intact after every round (all but $intact)" "$intact"
result "no internal error is ours ($ours)" "$ours"
cut -c1-1500 "$PRIVATE/internal" | sort | uniq -c | sort -rn | sed -n '1,20s/^/    /p'
say "did: $done queries in $((round - 1)) rounds, seed $SEED, $crashes crashes, $ours internal errors of ours, $theirs of the server, $called queries refused"
