-- The survival curve of requests by week, by Kaplan's and Meier's product in plain SQL over random requests.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
\set seed ''
\getenv seed SEN_SEED
SELECT coalesce(substring(:'seed' FROM '^[0-9]{1,18}$')::bigint,
                extract(epoch FROM clock_timestamp())::bigint) % 1000000 AS seed \gset
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
SELECT plan(7);
SELECT diag('time_to_plan_by_week: seed ' || :seed || ', repeat with SEN_SEED=' || :seed);
SELECT setseed(:seed / 1000000.0) AS seeded \gset
\set programme curve
\ir ../fixtures/ready_programme.sql
SET LOCAL search_path = curve, public;
SET LOCAL sen_improvement.as_of = '2025-12-31';

-- Two authorities with plans, refusals and open requests; one with nine requests, which is too few for a curve.
CREATE TEMPORARY TABLE drawn AS
SELECT a AS local_authority, 'R' || n AS request_ref, r AS received_on, k AS kind,
       least(r + d, date '2026-06-30') AS ends_on
FROM (SELECT CASE WHEN n <= 300 THEN '344' WHEN n <= 450 THEN '343' ELSE '341' END AS a, n,
             date '2024-01-01' + (random() * 730)::integer AS r,
             (ARRAY['plan', 'plan', 'plan', 'refused', 'open'])[1 + (random() * 4)::integer] AS k,
             30 + (random() * random() * 500)::integer AS d
      FROM generate_series(1, 459) n) x;
INSERT INTO ehc_request (local_authority, request_ref, received_on, request_outcome, request_outcome_on,
                         assessment_outcome, assessment_outcome_on)
SELECT local_authority, request_ref, received_on, CASE kind WHEN 'refused' THEN 'N' ELSE 'Y' END,
       CASE kind WHEN 'refused' THEN ends_on ELSE received_on END,
       CASE kind WHEN 'plan' THEN 'Y' END, CASE kind WHEN 'plan' THEN ends_on END
FROM drawn WHERE received_on <= '2025-12-31' AND (kind = 'open' OR ends_on <= '2025-12-31');
INSERT INTO ehc_request (local_authority, request_ref, received_on)
SELECT local_authority, request_ref, received_on
FROM drawn WHERE received_on <= '2025-12-31' AND kind <> 'open' AND ends_on > '2025-12-31';

-- How long each was seen, and whether it ended with a plan.
CREATE TEMPORARY TABLE seen AS
SELECT local_authority, least(CASE WHEN kind <> 'open' THEN ends_on END, date '2025-12-31') - received_on AS days,
       kind = 'plan' AND ends_on <= '2025-12-31' AS plan
FROM drawn WHERE received_on BETWEEN '2024-01-01' AND '2025-12-31';
CREATE TEMPORARY TABLE model AS
SELECT a.local_authority, w AS week,
       (SELECT count(*) FROM seen s WHERE s.local_authority = a.local_authority AND s.days > 7 * w) AS requests,
       round(100 * coalesce((
           SELECT CASE WHEN bool_or(e.plans = e.at_risk) THEN 0
                       ELSE exp(sum(ln(nullif(1 - e.plans / e.at_risk, 0)))) END
           FROM (SELECT s.days, count(*) FILTER (WHERE s.plan)::numeric AS plans,
                        (SELECT count(*) FROM seen o WHERE o.local_authority = a.local_authority AND o.days >= s.days)
                            ::numeric AS at_risk
                 FROM seen s WHERE s.local_authority = a.local_authority AND s.days <= 7 * w GROUP BY s.days) e
           WHERE e.plans > 0), 1), 1) AS percent_waiting
FROM (SELECT DISTINCT local_authority FROM seen) a CROSS JOIN generate_series(0, 104) w;

SELECT is_empty($$(SELECT local_authority, week, requests, percent_waiting FROM time_to_plan_by_week
                   EXCEPT SELECT * FROM model WHERE requests >= 10)
                  UNION ALL (SELECT * FROM model WHERE requests >= 10
                   EXCEPT SELECT local_authority, week, requests, percent_waiting FROM time_to_plan_by_week) LIMIT 5$$,
                'share and number of every week, as the product has them');
SELECT cmp_ok((SELECT count(*) FROM time_to_plan_by_week WHERE local_authority = '344'), '>', 20::bigint,
              'the curve goes on for weeks');
SELECT is_empty($$SELECT 1 FROM time_to_plan_by_week WHERE local_authority = '341'$$, 'none of nine requests');
SELECT is_empty($$SELECT 1 FROM time_to_plan_by_week WHERE requests < 10 OR week > 104$$,
                'no share of fewer than ten, none beyond 104 weeks');
SELECT is_empty($$SELECT week FROM time_to_plan_by_week
                  WHERE NOT (lower <= percent_waiting AND percent_waiting <= upper)$$, 'the interval holds the share');
SELECT is_empty($$SELECT week FROM (SELECT week, percent_waiting,
                                           lag(percent_waiting) OVER (PARTITION BY local_authority
                                                                       ORDER BY week) AS before
                                    FROM time_to_plan_by_week) x
                  WHERE percent_waiting > before$$,
                'a plan that was issued stays issued');
SELECT is((SELECT string_agg(DISTINCT received_from || ' ' || received_to, ', ') FROM time_to_plan_by_week),
          '2024-01-01 2025-12-31', 'of the two years to the day of the data');
SELECT * FROM finish();
ROLLBACK;
