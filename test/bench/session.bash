# shellcheck shell=bash
# Sessions that stay open, one for each database, so that two versions of the extension are measured in turn,
# each with its caches warm. Sourced by the benchmarks.

SESSION_DIR=${TMPDIR:-/tmp}/sen_sessions
declare -A SESSION_IN SESSION_OUT
# Processor time in ns, where the system tells it (Linux); 0 elsewhere: that of the session's own process, and that of
# the processes that have ended on the server, to 10 ms, in which its parallel workers are (and what else ended then).
SESSION_CPU="coalesce(split_part(pg_read_file('/proc/self/schedstat', 0, 100, true), ' ', 1)::bigint, 0) + coalesce((
SELECT (s[16]::bigint + s[17]::bigint) * 10000000 FROM string_to_array(pg_read_file('/proc/' ||
split_part(pg_read_file('postmaster.pid'), E'\\n', 1) || '/stat', 0, 1000, true), ' ') s), 0)"

# open_session NAME DATABASE
open_session() {
  local in out
  mkdir -p "$SESSION_DIR"
  rm -f "$SESSION_DIR/$1".in "$SESSION_DIR/$1".out
  mkfifo "$SESSION_DIR/$1".in "$SESSION_DIR/$1".out
  psql -X -q -A -t -v ON_ERROR_STOP=1 -d "$2" -f - <"$SESSION_DIR/$1".in >"$SESSION_DIR/$1".out &
  exec {in}>"$SESSION_DIR/$1".in {out}<"$SESSION_DIR/$1".out
  SESSION_IN[$1]=$in
  SESSION_OUT[$1]=$out
}

# measure NAME SQL: "WALL CPU", in ms. What the statement returns is not shown.
measure() {
  local line wall='' before=''
  printf "SELECT '@before ' || %s;\n\\\\timing on\n%s;\n\\\\timing off\nSELECT '@after ' || %s;\n" \
    "$SESSION_CPU" "$2" "$SESSION_CPU" >&"${SESSION_IN[$1]}"
  while IFS= read -r -u "${SESSION_OUT[$1]}" line; do
    case $line in
      '@before '*) before=${line#@before } ;;
      'Time: '*) wall=${line#Time: } wall=${wall%% *} ;;
      '@after '*)
        awk -v w="$wall" -v a="$before" -v b="${line#@after }" 'BEGIN { printf "%.1f %.1f\n", w, (b - a) / 1e6 }'
        return
        ;;
    esac
  done
  echo "the session of $1 has ended: $2" >&2
  return 1
}

# spread FILE COLUMN: median and range of a column of numbers.
spread() {
  cut -d ' ' -f "$2" "$1" | sort -n | awk '{ v[NR] = $1 }
    END { printf "%.1f (%.1f to %.1f)\n", NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2, v[1], v[NR] }'
}

# ratio FILE FILE COLUMN: the medians of the first to the second; a dash if there is none.
ratio() {
  echo "$(spread "$1" "$3") $(spread "$2" "$3")" | awk '{ if ($5 > 0) printf "%.2f\n", $1 / $5; else print "-" }'
}

# The yardstick: the same rows in a database with version 0.1.0, whose install script is frozen. The library is
# that of today, which works with it.
YARDSTICK=bench_0_1_0
create_yardstick() {
  [ "$(psql -X -A -t -c "SELECT count(*) FROM pg_database WHERE datname = '$YARDSTICK'")" = 1 ] ||
    { psql -X -q -v ON_ERROR_STOP=1 -c "CREATE DATABASE $YARDSTICK" && psql -X -q -v ON_ERROR_STOP=1 -d "$YARDSTICK" -c "CREATE EXTENSION sen_improvement VERSION '0.1.0'"; }
}
