#!/usr/bin/env bash
# The whole pack of papers of a large programme, beside the same programme in version 0.1.0: 500 actions with ten
# entries each, 200 measures of 60 months, 100 risks at 24 meetings; 1,000, 10,000 and 100,000 requests, or those of
# SIZES. Nothing set but the day. Today's pack has sections that 0.1.0 had not: the 17 that both have are measured too,
# as a view with these branches of board_paper alone, prepared and with the settings of sen.paper_rows(). Bounds, for
# these 17: at 10,000 half of 0.1.0, at 100,000 0.35 of it and 1,200 ms.
# Server: default settings
set -euo pipefail
# shellcheck source=test/bench/pair.bash
. test/bench/pair.bash
# shellcheck source=test/bench/session.bash
. test/bench/session.bash

sizes=${SIZES:-1000 10000 100000}
make_programme() {
  psql -X -q -v ON_ERROR_STOP=1 -d "$1" -v programme="pack_$2" -v cases="$2" -v actions=500 -v measures=200 -v months=60 -v risks=100 -v meetings=24 -f test/bench/large_programme.sql
}
# The parts of view board_paper that 0.1.0 had a section of.
parts="'where', 'timeliness', 'measures', 'areas', 'slow', 'contributions', 'risks', 'actions', 'log', 'escalations', 'notice', 'readiness', 'invitations', 'assessment', 'step down', 'data quality', 'evidence'"

# create_sections PROGRAMME: view sections_before.
create_sections() {
  {
    echo "SET search_path = $1, sen;"
    psql -X -q -A -t -v ON_ERROR_STOP=1 -c "SELECT body FROM sen.programme_part WHERE file = 'views/8_papers/board_paper.sql'" | awk -v parts="$parts" '
      function branch_done() { if (branch ~ "\n    SELECT (" list ")," ) { printf "%s%s", kept++ ? "    UNION ALL\n" : "", substr(branch, 2) } branch = "\n" }
      BEGIN { list = parts; gsub(/, /, "|", list); branch = "\n" }
      /^COMMENT ON / { exit }
      /^\), paper \(part,/ { print; within = 1; next }
      within && /^\)$/ { branch_done(); within = 0 }
      within && /^    UNION ALL$/ { branch_done(); next }
      within { branch = branch $0 "\n"; next }
      { sub(/^CREATE VIEW board_paper/, "CREATE OR REPLACE VIEW sections_before"); sub(/^FROM section s$/, "FROM (SELECT * FROM section o WHERE o.part IN (" parts ")) s"); print }'
  } | psql -X -q -v ON_ERROR_STOP=1 -f -
  [ "$(psql -X -q -A -t -v ON_ERROR_STOP=1 -c "SELECT count(DISTINCT section) FROM $1.sections_before")" = 17 ] ||
    { echo "the sections that 0.1.0 had are not found in board_paper of $1" >&2; return 1; }
}

create_yardstick
for size in $sizes; do
  make_programme "$PGDATABASE" "$size"
  make_programme "$YARDSTICK" "$size"
  create_sections "pack_$size"
done
open_session now "$PGDATABASE"
open_session sections "$PGDATABASE"
open_session before "$YARDSTICK"
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
for name in now sections before; do measure $name "SET sen_improvement.as_of = '2025-12-31'" >/dev/null; done
measure sections "SELECT set_config(split_part(c, '=', 1), split_part(c, '=', 2), false) FROM pg_proc, unnest(proconfig) c WHERE oid = 'sen.paper_rows(text,text)'::regprocedure AND c !~ '^search_path'" >/dev/null
measure sections "SET plan_cache_mode = force_generic_plan" >/dev/null
for size in $sizes; do measure sections "PREPARE sections_$size AS SELECT count(*) FROM pack_$size.sections_before" >/dev/null; done
echo "    sen.board_pack(): median of $RUNS runs (least to most), in turn with 0.1.0; wall clock, and processor time with that of workers; ms; 17: the sections that 0.1.0 has"
printf '    %10s  %-30s %-30s %5s  %-30s %-30s %5s\n' requests 'wall, now' 'wall, 0.1.0' ratio 'processor, now' 'processor, 0.1.0' ratio
for size in $sizes; do
  # Once unmeasured, to load the pages and the library.
  for ((i = 0; i <= RUNS; i++)); do
    for name in now sections before; do
      query="SELECT count(*) FROM sen.board_pack('pack_$size')"
      [ "$name" != sections ] || query="EXECUTE sections_$size"
      measure $name "$query" >"$results/once"
      [ "$i" = 0 ] || cat "$results/once" >>"$results/$name.$size"
    done
  done
  before=$results/before.$size
  for name in now sections; do
    now=$results/$name.$size
    printf '    %10s  %-30s %-30s %5s  %-30s %-30s %5s\n' "$size$([ $name = now ] || echo ', 17')" "$(spread "$now" 1)" "$(spread "$before" 1)" \
      "$(ratio "$now" "$before" 1)" "$(spread "$now" 2)" "$(spread "$before" 2)" "$(ratio "$now" "$before" 2)"
  done
done
