#!/usr/bin/env bash
# The summary beside what else there is: percentiles by the extension tdigest, and DuckDB.
set -euo pipefail
# shellcheck source=test/bench/pair.bash
. test/bench/pair.bash
# shellcheck source=test/bench/timeliness.bash
. test/bench/timeliness.bash
# shellcheck source=test/bench/duckdb.bash
. test/bench/duckdb.bash

create_cases
echo "    $ROWS rows; one process"

if [ "$(psql -X -A -t -c "SELECT count(*) FROM pg_available_extensions WHERE name = 'tdigest'")" -gt 0 ]; then
  psql -X -q -v ON_ERROR_STOP=1 -c 'SET client_min_messages = warning' -c 'CREATE EXTENSION IF NOT EXISTS tdigest' -c "
    SELECT format('    tdigest %s: median %s, 90th percentile %s; exactly %s, %s', extversion, round(d[1]::numeric, 2), round(d[2]::numeric, 2), round(e[1]::numeric, 2), round(e[2]::numeric, 2))
    FROM pg_extension, (SELECT tdigest_percentile(finished_on - received_on, 100, ARRAY[0.5, 0.9]) AS d, percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY finished_on - received_on) AS e
                        FROM cases WHERE finished_on <= '2025-12-31') x WHERE extname = 'tdigest'" -A -t
  pair 'exact summary, beside approximate percentiles alone' "$one" \
    'sen.timeliness() and its measures' "SELECT $answers FROM (SELECT $summary AS t FROM cases) s" \
    'tdigest_percentile() of two percentiles' "SELECT tdigest_percentile(finished_on - received_on, 100, ARRAY[0.5, 0.9]) FROM cases WHERE finished_on <= '2025-12-31'"
else
  echo "    tdigest is left out: not installed (Debian: postgresql-NN-tdigest)"
fi

if start_duckdb; then
  same_as_duckdb 'the plain SQL, and DuckDB' "SELECT $plain FROM cases" "SELECT $duckdb_plain FROM cases"
  pair_duckdb 'the answers of one summary, beside DuckDB with the same SQL' "$one" \
    'sen.timeliness() and its measures' "SELECT $answers FROM (SELECT $summary AS t FROM cases) s" \
    'DuckDB: five counts, two percentile_cont()' "SELECT $plain FROM cases"
  pair_duckdb 'the same, its percentiles in one call' "$one" \
    'sen.timeliness() and its measures' "SELECT $answers FROM (SELECT $summary AS t FROM cases) s" \
    'DuckDB: quantile_cont() of a list' "SELECT $duckdb_plain FROM cases"
  stop_duckdb
fi
