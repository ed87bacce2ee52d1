# shellcheck shell=bash
# Measure a query beside its yardstick: both in one psql session, in turn, so
# that whatever slows the machine slows both. Sourced by the benchmarks.

RUNS=${RUNS:-7}
ROWS=${ROWS:-10000000}

# Ten million cases: received over seven years, finished after 30 to 729 days,
# one in ten open, one in 37 under an exception. The same on every machine.
create_cases() {
  psql -X -q -v ON_ERROR_STOP=1 -v rows="$ROWS" <<'SQL'
SET client_min_messages = warning;
DROP TABLE IF EXISTS cases;
CREATE UNLOGGED TABLE cases AS
SELECT d.received AS received_on,
       CASE WHEN g % 10 <> 0 THEN d.received + 30 + (g * 104729 % 700)::integer END AS finished_on,
       g % 37 = 0 AS exception
FROM generate_series(1::bigint, :rows) g,
     LATERAL (SELECT date '2019-01-01' + (g * 15485863 % 2500)::integer AS received) d;
VACUUM ANALYZE cases;
SQL
}

# timed MARK SETTINGS QUERY: the settings are not timed.
timed() {
  printf '\\timing off\n%s;\n\\echo @%s\n\\timing on\n%s;\n' "$2" "$1" "$3"
}

# report TITLE LABEL YARDSTICK_LABEL: reads the marks @a and @b, each with a time after it, and
# prints the median and range of both, and the ratio of the medians.
report() {
  awk -v title="$1" -v a="$2" -v b="$3" -v runs="$RUNS" '
    function median(v, n,    i, j, t) {
      for (i = 2; i <= n; i++) { t = v[i]; for (j = i - 1; j > 0 && v[j] > t; j--) v[j + 1] = v[j]; v[j + 1] = t }
      return n % 2 ? v[(n + 1) / 2] : (v[n / 2] + v[n / 2 + 1]) / 2
    }
    /^@/ { which = substr($1, 2) }
    /^Time:/ { if (which == "a") x[++nx] = $2; else if (which == "b") y[++ny] = $2; which = "" }
    END {
      if (nx != runs || ny != runs) { print title ": only " nx + 0 " and " ny + 0 " of " runs " runs were timed"; exit 1 }
      mx = median(x, nx); my = median(y, ny)
      printf "    %s\n", title
      printf "      %-44s %9.2f ms  (%.2f to %.2f)\n", a, mx, x[1], x[nx]
      printf "      %-44s %9.2f ms  (%.2f to %.2f)\n", b, my, y[1], y[ny]
      printf "      %-44s %9.2f     median of %d runs each, in turn\n", "ratio, first to second", mx / my, runs
    }'
}

# pair TITLE SETTINGS LABEL QUERY YARDSTICK_LABEL YARDSTICK_QUERY [YARDSTICK_SETTINGS]
pair() {
  local title=$1 settings=$2 label=$3 query=$4 yard_label=$5 yard=$6 yard_settings=${7:-$2} i
  {
    # Once unmeasured, to load the pages and the library.
    timed warm "$settings" "$query"
    timed warm "$yard_settings" "$yard"
    for ((i = 0; i < RUNS; i++)); do
      timed a "$settings" "$query"
      timed b "$yard_settings" "$yard"
    done
  } | psql -X -q -v ON_ERROR_STOP=1 -f - | report "$title" "$label" "$yard_label"
}
