#!/usr/bin/env bash
# The whole pack of papers of a large programme, beside the same programme in version 0.1.0: 500 actions with ten
# entries each, 200 measures of 60 months, 100 risks at 24 meetings; 1,000, 10,000 and 100,000 requests, or those of
# SIZES. Nothing set but the day. Bounds: at 10,000 half of 0.1.0, at 100,000 0.35 of it and 1,200 ms.
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
create_yardstick
for size in $sizes; do
  make_programme "$PGDATABASE" "$size"
  make_programme "$YARDSTICK" "$size"
done
open_session now "$PGDATABASE"
open_session before "$YARDSTICK"
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
for name in now before; do measure $name "SET sen_improvement.as_of = '2025-12-31'" >/dev/null; done
echo "    sen.board_pack(): median of $RUNS runs (least to most), in turn with 0.1.0; wall clock, and processor time of the session; ms"
printf '    %10s  %-30s %-30s %5s  %-30s %-30s %5s\n' requests 'wall, now' 'wall, 0.1.0' ratio 'processor, now' 'processor, 0.1.0' ratio
for size in $sizes; do
  # Once unmeasured, to load the pages and the library.
  for ((i = 0; i <= RUNS; i++)); do
    for name in now before; do
      measure $name "SELECT count(*) FROM sen.board_pack('pack_$size')" >"$results/once"
      [ "$i" = 0 ] || cat "$results/once" >>"$results/$name.$size"
    done
  done
  now=$results/now.$size before=$results/before.$size
  printf '    %10s  %-30s %-30s %5s  %-30s %-30s %5s\n' "$size" "$(spread "$now" 1)" "$(spread "$before" 1)" "$(ratio "$now" "$before" 1)" \
    "$(spread "$now" 2)" "$(spread "$before" 2)" "$(ratio "$now" "$before" 2)"
done
