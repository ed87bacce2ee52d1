#!/usr/bin/env bash
# A SEN2 return: loaded and checked, as XML, as COLLECT's export and as DfE's spreadsheet, for 10,000 persons, or those
# of PERSONS. At most 20 s as XML for 10,000. The return is the same on any machine (test/fixtures/sen2_return.sql).
set -euo pipefail
# shellcheck source=test/bench/pair.bash
. test/bench/pair.bash
# shellcheck source=test/bench/session.bash
. test/bench/session.bash

PERSONS=${PERSONS:-10000}
export PGOPTIONS='-c client_min_messages=error -c max_parallel_workers_per_gather=0'
psql -X -q -c 'DROP DATABASE IF EXISTS sen_bench_sen2' -c 'CREATE DATABASE sen_bench_sen2'
psql -X -q -d sen_bench_sen2 -v ON_ERROR_STOP=1 -v persons="$PERSONS" <<'SQL' >/dev/null
CREATE EXTENSION sen_improvement;
SELECT sen.create_programme('returned');
\i test/fixtures/sen2_return.sql
CREATE TABLE content AS SELECT pg_temp.sen2_return(2026, :persons, 1) AS xml;
SQL
open_session sen2 sen_bench_sen2
printf '%s\n' '\i test/fixtures/sen2_return.sql' >&"${SESSION_IN[sen2]}"
show() {
  local wall cpu
  read -r wall cpu <<<"$(measure sen2 "$2")"
  printf '      %-58s %9.1f s, processor %6.1f s\n' "$1" "$(awk "BEGIN { print $wall / 1000 }")" "$(awk "BEGIN { print $cpu / 1000 }")"
  LAST=$wall
}
echo "    $PERSONS persons, $(psql -X -q -At -d sen_bench_sen2 -c 'SELECT round(length(xml) / 1e6, 1) FROM content') MB of XML"
show 'read alone: sen.sen2_items()' 'SELECT count(i) FROM content, sen.sen2_items(xml) i'
show 'loaded and checked as XML: sen.load_sen2()' "SELECT sen.load_sen2('returned', convert_to(xml, 'UTF8')) FROM content"
awk "BEGIN { exit !($LAST <= 20000 || $PERSONS > 10000) }" || echo '      MORE THAN 20 s'
printf '%s\n' 'BEGIN;' 'SELECT pg_temp.sen2_as_export(xml) FROM content;' >&"${SESSION_IN[sen2]}"
show "COLLECT's export: sen.load_sen2_files()" "SELECT sen.load_sen2_files('returned')"
printf '%s\n' 'SELECT pg_temp.sen2_as_sheet(xml, true) FROM content;' >&"${SESSION_IN[sen2]}"
show "DfE's spreadsheet: sen.load_sen2_files()" "SELECT sen.load_sen2_files('returned')"
printf '%s\n' 'COMMIT;' >&"${SESSION_IN[sen2]}"
show 'into the tables of cases: sen.use_sen2()' "SELECT sen.use_sen2('returned', 1)"
show 'beside casework: view sen2_reconciliation' 'SELECT count(r) FROM returned.sen2_reconciliation r'
show 'the cases behind it: sen.sen2_differences()' "SELECT count(d) FROM sen.sen2_differences('returned', 1) d"
psql -X -q -c 'DROP DATABASE sen_bench_sen2 WITH (FORCE)'
