#!/usr/bin/env bash
# Every view of a programme that somebody may be given, for 1,000, 10,000 and 100,000 requests, or those of SIZES
# (SIZES="1000 10000 100000 1000000" takes an hour), each beside the same view of version 0.1.0: a view should take at
# most 11 times as long for ten times the requests, and compliance_by_month at 100,000 at most 0.4 of 0.1.0. The views
# are those of the catalogue, or of VIEWS; COMPARE=no leaves 0.1.0 out. Loaded as the documentation says, and nothing
# set but the day.
# Server: default settings
set -euo pipefail
# shellcheck source=test/bench/pair.bash
. test/bench/pair.bash
# shellcheck source=test/bench/session.bash
. test/bench/session.bash

# create_programme DATABASE CASES: so many requests over seven years, seven in eight with a plan after 60 to 559
# days; two requests for advice each, as many annual reviews, a tenth of mediations, a twentieth of appeals.
# The same on every machine; a smaller programme has the first cases of a larger one.
create_programme() {
  psql -X -q -v ON_ERROR_STOP=1 -d "$1" -v programme="cases_$2" -v cases="$2" <<'SQL'
SET client_min_messages = warning;
DROP SCHEMA IF EXISTS :programme CASCADE;
SELECT sen.create_programme(:'programme') \gset
SET search_path = :programme;
INSERT INTO ehc_request (local_authority, request_ref, received_on, request_outcome, request_outcome_on, assessment_outcome, assessment_outcome_on, week20)
SELECT '344', g::text, d.received, 'Y', d.received + 40,
       CASE WHEN g % 8 <> 0 THEN 'Y' END, CASE WHEN g % 8 <> 0 THEN d.received + 60 + (g * 104729 % 500)::integer END, g % 37 = 0
FROM generate_series(1::bigint, :cases) g, LATERAL (SELECT date '2019-01-01' + (g * 15485863 % 2500)::integer AS received) d;
INSERT INTO assessment_exception (local_authority, request_ref, time_limit, exception)
SELECT '344', g::text, CASE WHEN g % 3 = 0 THEN 'assess_decision' ELSE 'final_plan' END, 'absence_4_weeks' FROM generate_series(20, :cases, 20) g;
INSERT INTO advice_request (local_authority, request_ref, body, asked_on, received_on, responded_on, exception)
SELECT '344', g::text, b.body, d.asked, CASE WHEN g % 3 = 0 THEN d.asked + 2 END,
       CASE WHEN (g + b.n) % 7 <> 0 THEN d.asked + 8 + (g * 7919 * b.n % 60)::integer END,
       CASE WHEN (g + b.n) % 50 = 0 THEN 'missed_appointment' END
FROM generate_series(1::bigint, :cases) g, LATERAL (SELECT date '2019-02-12' + (g * 15485863 % 2500)::integer AS asked) d,
     (VALUES (1, 'educational psychology'), (2, 'health')) b (n, body);
INSERT INTO annual_review (local_authority, review_ref, plan_made_on, last_reviewed_on, meeting_on, report_sent_on, decision_sent_on, outcome,
    amendment_notice_sent_on, amended_plan_sent_on, transfer_phase, transfer_year)
SELECT '344', g::text, CASE WHEN g % 2 = 0 THEN d.met - 365 END, CASE WHEN g % 2 = 1 THEN d.met - 360 END, d.met,
       CASE WHEN g % 11 <> 0 THEN d.met + (g * 31 % 25)::integer END, CASE WHEN g % 9 <> 0 THEN d.met + (g * 37 % 45)::integer END,
       (ARRAY['A', 'M', 'M', 'C'])[1 + g % 4],
       CASE WHEN g % 4 = 0 AND g % 9 <> 0 THEN d.met + (g * 37 % 45)::integer END, CASE WHEN g % 4 = 0 AND g % 3 <> 0 THEN d.met + 45 + (g * 41 % 60)::integer END,
       CASE WHEN g % 6 = 0 THEN (ARRAY['primary to secondary', 'secondary to post-16'])[1 + g / 6 % 2] END,
       CASE WHEN g % 6 = 0 THEN extract(year FROM d.met)::integer + 1 END
FROM generate_series(1::bigint, :cases) g, LATERAL (SELECT date '2019-06-01' + (g * 15485863 % 2500)::integer AS met) d;
INSERT INTO mediation (local_authority, mediation_ref, wanted_on, held_on, certificate_issued_on, withdrawn_on)
SELECT '344', g::text, d.wanted, CASE WHEN g % 3 <> 0 THEN d.wanted + (g * 31 % 50)::integer END, CASE WHEN g % 3 <> 0 THEN d.wanted + 51 END,
       CASE WHEN g % 12 = 0 THEN d.wanted + 20 END
FROM generate_series(1::bigint, :cases / 10) g, LATERAL (SELECT date '2019-06-01' + (g * 15485863 % 2500)::integer AS wanted) d;
INSERT INTO appeal (local_authority, appeal_ref, decision_sent_on, certificate_issued_on, lodged_on, received_on, responded_on)
SELECT '344', g::text, d.decided, CASE WHEN g % 3 <> 0 THEN d.decided + 30 END, d.decided + 40, d.decided + 45, d.decided + 60 + (g * 31 % 50)::integer
FROM generate_series(1::bigint, :cases / 20) g, LATERAL (SELECT date '2019-06-01' + (g * 15485863 % 2500)::integer AS decided) d;
-- Agreements, orders and withdrawals: events of their own since 0.2.0.
SELECT to_regclass('case_event') IS NOT NULL AS has_events \gset
CREATE TEMPORARY VIEW agreed AS SELECT m.*, wanted_on + (mediation_ref::bigint * 31 % 50)::integer AS agreed,
    CASE WHEN mediation_ref::bigint % 6 = 1 THEN wanted_on + 60 + (mediation_ref::bigint * 31 % 50)::integer END AS kept FROM mediation m WHERE mediation_ref::bigint % 3 = 1;
CREATE TEMPORARY VIEW ordered AS SELECT p.*, decision_sent_on + 200 AS ordered,
    CASE WHEN appeal_ref::bigint % 6 = 0 THEN decision_sent_on + 205 + (appeal_ref::bigint * 31 % 50)::integer END AS done FROM appeal p WHERE appeal_ref::bigint % 3 = 0;
\if :has_events
INSERT INTO case_event (local_authority, concerns, case_ref, event, happened_on, time_limit, done_on)
SELECT local_authority, 'mediation', mediation_ref, 'mediation_agreed', agreed, 'mediation_agreement_other', kept FROM agreed
UNION ALL SELECT local_authority, 'appeal', appeal_ref, 'order_made', ordered, 'order_name_school', done FROM ordered;
UPDATE appeal SET outcome = 'withdrawn', outcome_on = decision_sent_on + 90 WHERE appeal_ref::bigint % 13 = 0;
\else
UPDATE mediation m SET agreed_on = a.agreed, agreement_kept_on = a.kept FROM agreed a WHERE a.mediation_ref = m.mediation_ref;
UPDATE appeal p SET ordered_on = o.ordered, order_limit = 'order_name_school', order_done_on = o.done FROM ordered o WHERE o.appeal_ref = p.appeal_ref;
UPDATE appeal SET withdrawn_on = decision_sent_on + 90 WHERE appeal_ref::bigint % 13 = 0;
\endif
DROP VIEW agreed, ordered;
SELECT sen.analyse_programme(:'programme') \gset
SQL
}

sizes=${SIZES:-1000 10000 100000}
compare=${COMPARE:-yes}
[ "$compare" = no ] || create_yardstick
for size in $sizes; do
  create_programme "$PGDATABASE" "$size"
  [ "$compare" = no ] || create_programme "$YARDSTICK" "$size"
done
views=${VIEWS:-$(psql -X -q -A -t -v ON_ERROR_STOP=1 <<SQL
SELECT c.relname FROM pg_class c
WHERE c.relnamespace = 'cases_${sizes%% *}'::regnamespace AND c.relkind = 'v'
  AND NOT EXISTS (SELECT FROM sen.access_levels() l WHERE l.relation = c.relname AND l.read_level IS NULL)
ORDER BY c.relname;
SQL
)}
open_session now "$PGDATABASE"
measure now "SET sen_improvement.as_of = '2025-12-31'" >/dev/null
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
old_views=''
if [ "$compare" != no ]; then
  open_session before "$YARDSTICK"
  measure before "SET sen_improvement.as_of = '2025-12-31'" >/dev/null
  # The library of today would keep its statements from being compiled, which 0.1.0 did not.
  measure before "SET sen_improvement.jit = on" >/dev/null
  old_views=" $(psql -X -q -A -t -v ON_ERROR_STOP=1 -d "$YARDSTICK" -c "SELECT string_agg(relname, ' ') FROM pg_class WHERE relnamespace = 'cases_${sizes%% *}'::regnamespace AND relkind = 'v'") "
fi

# The name that a view had in 0.1.0; nothing if it had none.
name_before() {
  local name=$1
  case $name in
    case_time_limit) name=duty ;;
    area_status_now) name=area_standing ;;
    log_leaves) name=log_entries ;;
  esac
  case $old_views in *" $name "*) echo "$name" ;; esac
}

echo "    ms to plan and run: median of $RUNS runs (least to most), in turn with 0.1.0: wall clock, and processor time with that of parallel workers; growth = to the size before"
printf '    %-24s %9s  %-28s %6s  %-28s %6s  %-28s %5s\n' view requests wall growth processor growth 'wall, 0.1.0' ratio
for view in $views; do
  old=$(name_before "$view")
  rm -f "$results"/*
  # Once unmeasured, to load the pages and the library.
  for ((i = 0; i <= RUNS; i++)); do
    for size in $sizes; do
      measure now "SELECT count(x) FROM cases_$size.$view x" >"$results/once"
      [ "$i" = 0 ] || cat "$results/once" >>"$results/now.$size"
      [ -n "$old" ] || continue
      measure before "SELECT count(x) FROM cases_$size.$old x" >"$results/once"
      [ "$i" = 0 ] || cat "$results/once" >>"$results/before.$size"
    done
  done
  smaller=''
  for size in $sizes; do
    now=$results/now.$size before=$results/before.$size growth='' growth_cpu='' was='' part=''
    [ -z "$smaller" ] || { growth=$(ratio "$now" "$results/now.$smaller" 1) growth_cpu=$(ratio "$now" "$results/now.$smaller" 2); }
    [ -z "$old" ] || was=$(spread "$before" 1) part=$(ratio "$now" "$before" 1)
    printf '    %-24s %9s  %-28s %6s  %-28s %6s  %-28s %5s\n' "$view" "$size" "$(spread "$now" 1)" "$growth" "$(spread "$now" 2)" "$growth_cpu" "$was" "$part"
    smaller=$size
  done
done

# Planning alone, of the views that plan longest: as in a session that has planned before.
case " $sizes " in *' 10000 '*) ;; *) exit 0 ;; esac
echo "    ms to plan, at 10,000 cases: median of $RUNS runs (least to most)"
for view in timeliness_by_month notice_compliance dashboard; do
  for ((i = 0; i <= RUNS; i++)); do
    echo "EXPLAIN (SUMMARY) SELECT * FROM cases_10000.$view;"
  done | psql -X -q -A -t -v ON_ERROR_STOP=1 -f - | sed -n 's/^Planning Time: \([0-9.]*\) ms$/\1/p' | sed 1d | sort -n |
    awk -v view="$view" '{ t[NR] = $1 } END { printf "    %-28s %8.1f (%.1f to %.1f)\n", view, t[int((NR + 1) / 2)], t[1], t[NR] }'
done
