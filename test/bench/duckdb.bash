# shellcheck shell=bash
# DuckDB as a yardstick: the npm package @duckdb/node-api, installed into the private directory where
# npm is there and reaches its registry. It holds the rows of table cases in memory and uses one thread.

DUCKDB_DIR=${TMPDIR:-/tmp}/sen_duckdb
DUCKDB_PID=

# What DuckDB is asked: the SQL of timeliness.bash as it is, and with its percentiles by the function that
# gives both at once.
# shellcheck disable=SC2034,SC2154  # used by the benchmarks; counts is of timeliness.bash
duckdb_plain="$counts, quantile_cont(finished_on - received_on, [0.5, 0.9]) FILTER (WHERE finished_on <= '2025-12-31')"

# start_duckdb: says why, and fails, if there can be none.
start_duckdb() {
  local greeting
  if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    echo "    DuckDB is left out: no npm"
    return 1
  fi
  mkdir -p "$DUCKDB_DIR"
  if [ ! -d "$DUCKDB_DIR/node_modules/@duckdb/node-api" ] &&
    ! timeout 300 npm install --no-audit --no-fund --no-save --prefix "$DUCKDB_DIR" @duckdb/node-api >"$DUCKDB_DIR/npm.log" 2>&1 </dev/null; then
    echo "    DuckDB is left out: npm cannot install @duckdb/node-api"
    return 1
  fi
  psql -X -q -v ON_ERROR_STOP=1 -c "\\copy cases TO '$DUCKDB_DIR/cases.csv' WITH (FORMAT csv)"
  rm -f "$DUCKDB_DIR/ask" "$DUCKDB_DIR/reply"
  mkfifo "$DUCKDB_DIR/ask" "$DUCKDB_DIR/reply"
  NODE_PATH=$DUCKDB_DIR/node_modules node test/bench/duckdb.cjs "$DUCKDB_DIR/cases.csv" <"$DUCKDB_DIR/ask" >"$DUCKDB_DIR/reply" &
  DUCKDB_PID=$!
  exec 7>"$DUCKDB_DIR/ask" 8<"$DUCKDB_DIR/reply"
  if ! read -r greeting <&8; then
    echo "    DuckDB is left out: it does not start"
    stop_duckdb
    return 1
  fi
  rm -f "$DUCKDB_DIR/cases.csv"
  echo "    DuckDB ${greeting% *}, one thread, ${greeting#* } rows in memory"
}

stop_duckdb() {
  exec 7>&- 8<&-
  wait "$DUCKDB_PID" || true
  rm -f "$DUCKDB_DIR/cases.csv" "$DUCKDB_DIR/ask" "$DUCKDB_DIR/reply"
}

# duckdb_answer QUERY: its rows, columns parted by | and rows by ;
duckdb_answer() {
  local reply
  printf '%s' "$1" >"$DUCKDB_DIR/query"
  echo "answer $DUCKDB_DIR/query" >&7
  read -r reply <&8
  printf '%s\n' "$reply"
}

# same_as_duckdb TITLE QUERY DUCKDB_QUERY: the same rows in the same order.
same_as_duckdb() {
  local ours theirs
  ours=$(psql -X -q -A -t -v ON_ERROR_STOP=1 -R ';' -c "$2")
  theirs=$(duckdb_answer "$3")
  [ -n "$ours" ] && [ "$ours" = "$theirs" ] && return
  printf '%s: the answers differ\n%.300s\n%.300s\n' "$1" "$ours" "$theirs"
  return 1
}

# pair_duckdb TITLE SETTINGS LABEL QUERY DUCKDB_LABEL DUCKDB_QUERY: as pair, DuckDB being the second.
# psql asks it between its own runs; the times are kept apart, since psql may hold back what it prints.
pair_duckdb() {
  local title=$1 settings=$2 label=$3 query=$4 duckdb_label=$5 i
  local ask="\\! echo \"time $DUCKDB_DIR/query\" >&7; read -r t <&8; echo \"Time: \$t\" >>'$DUCKDB_DIR/times'"
  printf '%s' "$6" >"$DUCKDB_DIR/query"
  : >"$DUCKDB_DIR/times"
  {
    {
      timed warm "$settings" "$query"
      printf '%s\n' "$ask"
      for ((i = 0; i < RUNS; i++)); do
        timed a "$settings" "$query"
        printf '%s\n' "$ask"
      done
    } | psql -X -q -v ON_ERROR_STOP=1 -f -
    sed -e 1d -e 's/^/@b\n/' "$DUCKDB_DIR/times"
  } | report "$title" "$label" "$duckdb_label"
}
