#!/usr/bin/env bash
# The whole pack of papers of a large programme: 10,000 cases, 500 actions with ten entries each, 200 measures of
# 60 months, 100 risks at 24 meetings (bound 1 s). Beside it the same programme with 1,000 and 100,000 cases. Nothing
# set but the day.
# Server: default settings
set -euo pipefail
# shellcheck source=test/bench/pair.bash
. test/bench/pair.bash

make_programme() {
  psql -X -q -v ON_ERROR_STOP=1 -v programme="$1" -v cases="$2" -v actions=500 -v measures=200 -v months=60 -v risks=100 -v meetings=24 -f test/bench/large_programme.sql
}
make_programme pack_small 1000
make_programme pack 10000
make_programme pack_large 100000
settings="SET sen_improvement.as_of = '2025-12-31'"
pair "sen.board_pack() of 10,000 cases (bound 1,000 ms), beside 1,000 cases" "$settings" \
  '10,000 cases' "SELECT count(*) FROM sen.board_pack('pack')" \
  '1,000 cases' "SELECT count(*) FROM sen.board_pack('pack_small')"
pair "sen.board_pack() of 100,000 cases, beside 10,000 cases (linear: at most 10)" "$settings" \
  '100,000 cases' "SELECT count(*) FROM sen.board_pack('pack_large')" \
  '10,000 cases' "SELECT count(*) FROM sen.board_pack('pack')"
