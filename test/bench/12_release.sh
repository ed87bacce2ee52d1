#!/usr/bin/env bash
# Loading a release of DfE: six files of the size of those of 2025, made up, beside a COPY of the same rows into
# tables of text, which checks nothing and knows no measures.
set -euo pipefail

RUNS=${RUNS:-3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
psql -Xq -v ON_ERROR_STOP=1 -c "SET client_min_messages = error" -c "CREATE EXTENSION IF NOT EXISTS sen_improvement" \
  -c "SELECT sen.create_programme('release_bench')" >/dev/null

# rows and columns with figures of: timeliness, requests, assessments, annual reviews, new plans, caseload
number=0
for size in '12211 14' '13169 17' '12847 19' '13290 22' '17859 48' '25339 48'; do
  number=$((number + 1))
  # shellcheck disable=SC2086
  set -- $size
  awk -v rows="$1" -v columns="$2" 'BEGIN {
    printf "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,new_la_code,old_la_code,la_name,breakdown_topic,breakdown"
    for (c = 1; c <= columns; c++) printf ",measure_%d", c
    print ""
    for (r = 0; r < rows; r++) {
      la = r % 153
      printf "%d,Calendar year,Local authority,E92000001,England,E1200000%d,Region %d,E0600%04d,%d,Authority %d,%s,Part %d", 2019 + int(r / 153) % 6, la % 9 + 1, la % 9 + 1, la, 200 + la, la, int(r / 918) ? "Ethnicity" : "All plans", int(r / 918)
      for (c = 1; c <= columns; c++) printf ",%s", (r * 7 + c * 13) % 11 ? (r * 31 + c * 17) % 5000 : "x"
      print ""
    }
  }' >"$work/file_$number.csv"
done
echo "    $(cat "$work"/*.csv | wc -l) rows in six files, $(du -cm "$work"/*.csv | tail -1 | cut -f1) MB; seconds of $RUNS runs"
for ((i = 0; i < RUNS; i++)); do
  psql -Xq -c "DELETE FROM release_bench.release"
  began=$(date +%s.%N)
  scripts/load-release --published-on 2025-06-26 release_bench made-up "$work"/*.csv >/dev/null
  loaded=$(date +%s.%N)
  psql -Xq -v ON_ERROR_STOP=1 <<SQL
SET client_min_messages = error;
BEGIN;
$(for file in "$work"/*.csv; do
    echo "CREATE TEMP TABLE t_$(basename "$file" .csv) ($(seq -s ', ' -f 'c%g text' "$(head -1 "$file" | tr ',' '\n' | wc -l)"));"
    echo "\\copy t_$(basename "$file" .csv) FROM '$file' WITH (FORMAT csv, HEADER)"
  done)
ROLLBACK;
SQL
  copied=$(date +%s.%N)
  awk -v a="$began" -v b="$loaded" -v c="$copied" 'BEGIN { printf "    scripts/load-release %5.2f   COPY into tables of text %5.2f   ratio %4.1f\n", b - a, c - b, (b - a) / (c - b) }'
done
psql -Xq -c "DROP SCHEMA release_bench CASCADE" 2>/dev/null
