-- Requests to expect: sen.season(), sen.expected_requests(), sen.usual_spreads(), the view national_growth. What is
-- right is counted from the requests themselves, day by day.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
\set seed ''
\getenv seed SEN_SEED
SELECT coalesce(substring(:'seed' FROM '^[0-9]{1,18}$')::bigint,
                extract(epoch FROM clock_timestamp())::bigint) % 1000000 AS seed \gset
\set programme rd
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL jit = off;
SELECT no_plan();
SELECT diag('recovery_demand: seed ' || :seed || ', repeat with SEN_SEED=' || :seed);
SELECT setseed(:seed / 1000000.0) AS seeded \gset
CREATE FUNCTION pg_temp.near(a double precision, b double precision) RETURNS boolean LANGUAGE sql
    RETURN a IS NOT DISTINCT FROM b OR abs(a - b) <= 1e-9 * greatest(abs(a), abs(b), 1);

-- Records of requests: spans from 20 days to six years, some with a month in which none come.
CREATE TEMPORARY TABLE given ON COMMIT DROP AS
SELECT k, first_day, first_day + (20 + random() * CASE k % 4 WHEN 0 THEN 300 WHEN 1 THEN 700 ELSE 2000 END)::integer
           AS last_day,
       CASE WHEN k % 3 = 0 THEN 0 ELSE round((random() - 0.4)::numeric, 3) END AS growth,
       round(random()::numeric, 2) AS damping, 1 + (random() * 900)::integer AS horizon, 1 + (random() * 12)::integer
           AS low_month
FROM (SELECT k, date '2016-01-01' + (random() * 1000)::integer AS first_day FROM generate_series(1, 24) k) x;
CREATE TEMPORARY TABLE request ON COMMIT DROP AS
SELECT r.k, r.first_day + d AS received
FROM given r, generate_series(-60, r.last_day - r.first_day + 60) d,
     generate_series(1, (random() * CASE WHEN extract(month FROM r.first_day + d) = r.low_month THEN 1.2 ELSE 4 END
                         )::integer) n
WHERE r.k % 8 <> 7 AND (sen.is_working_day(r.first_day + d) OR random() < 0.05)
UNION ALL SELECT r.k, r.first_day - 9 FROM given r;
CREATE TEMPORARY TABLE paced ON COMMIT DROP AS
SELECT r.*, sen.pace(q.received, q.received + 120, NULL::date, r.first_day, r.last_day) AS pace
FROM given r LEFT JOIN request q USING (k) GROUP BY r.k, r.first_day, r.last_day, r.growth, r.damping, r.horizon,
    r.low_month;

-- The same from single days: whole months, in years back from the last of them.
CREATE TEMPORARY TABLE held ON COMMIT DROP AS
SELECT m.k, m.month, (12 * extract(year FROM age(m.latest, m.month)) + extract(month FROM age(m.latest, m.month)))
           ::integer / 12 AS year,
       (SELECT count(*) FROM request q WHERE q.k = m.k AND q.received >= m.month AND q.received < m.next) AS requests,
       (SELECT count(*) FROM generate_series(m.month, m.next - 1, '1 day') d
        WHERE sen.is_working_day(d::date)) AS days
FROM (SELECT r.k, g::date AS month, (g + interval '1 month')::date AS next,
             (date_trunc('month', r.last_day + 1) - interval '1 month')::date AS latest
      FROM given r, generate_series(date_trunc('month', r.first_day + interval '1 month - 1 day'),
                                     date_trunc('month', r.last_day + 1) - interval '1 month', interval '1 month') g)
    m;
CREATE TEMPORARY TABLE twelve ON COMMIT DROP AS
SELECT k, year, count(*) AS months, sum(requests) AS requests, sum(days) AS days FROM held GROUP BY 1, 2;
CREATE TEMPORARY TABLE factor ON COMMIT DROP AS
WITH raw AS (
    SELECT h.k, extract(month FROM h.month) AS m, count(*) AS years, sum(h.days) AS days,
           avg((h.requests::float8 / h.days) / (y.requests::float8 / y.days)) AS ratio
    FROM held h JOIN twelve y USING (k, year) WHERE y.months = 12 AND y.requests > 0 GROUP BY 1, 2
)
SELECT r.k, g AS m, coalesce(w.years, 0) AS years,
       CASE WHEN w.years >= 2 THEN w.ratio / (SELECT sum(v.ratio * v.days) / sum(v.days) FROM raw v WHERE v.k = r.k)
            ELSE 1 END AS season
FROM given r CROSS JOIN generate_series(1, 12) g LEFT JOIN raw w ON w.k = r.k AND w.m = g;

SELECT is_empty($$SELECT p.k, s.*, f.* FROM paced p CROSS JOIN LATERAL sen.season(p.pace) s
                  JOIN factor f ON f.k = p.k AND f.m = s.month_of_year
                  WHERE s.full_years <> f.years OR NOT pg_temp.near(s.season, f.season)$$, 'season, by the days');
SELECT is_empty($$SELECT p.k, sum(s.season * s.working_days) / sum(s.working_days) FROM paced p CROSS JOIN LATERAL
                      sen.season(p.pace) s GROUP BY p.k
                  HAVING NOT pg_temp.near(sum(s.season * s.working_days) / nullif(sum(s.working_days), 0), 1)
                     AND sum(s.working_days) > 0$$, 'whose mean over the working days is 1');
SELECT is_empty($$
    SELECT p.k, e.*, b.*
    FROM paced p
    CROSS JOIN LATERAL sen.expected_requests(p.pace, p.last_day + p.horizon, p.growth::float8, p.damping::float8) e
    JOIN factor f ON f.k = p.k AND f.m = extract(month FROM e.from_day)
    CROSS JOIN LATERAL (
        SELECT coalesce((SELECT y.requests::float8 / y.days FROM twelve y WHERE y.k = p.k AND y.year = 0),
                        (SELECT count(*) FROM request q
                         WHERE q.k = p.k AND q.received BETWEEN p.first_day AND p.last_day)::float8
                        / (SELECT count(*) FROM generate_series(p.first_day, p.last_day, '1 day') d
                           WHERE sen.is_working_day(d::date))) AS level,
               (12 * (extract(year FROM e.from_day) - extract(year FROM p.last_day + 1))
                + extract(month FROM e.from_day) - extract(month FROM p.last_day + 1))::integer / 12 AS years) b
    CROSS JOIN LATERAL (SELECT (1 + p.growth::float8)
                               * CASE WHEN b.years >= 1 THEN 1 + p.growth::float8 * p.damping::float8 ELSE 1 END
                               * CASE WHEN b.years >= 2 THEN 1 + p.growth::float8 * p.damping::float8 ^ 2 ELSE 1 END
                               AS growth) g
    WHERE NOT pg_temp.near(e.per_working_day, b.level) OR NOT pg_temp.near(e.growth_factor, g.growth)
       OR NOT pg_temp.near(e.per_week / 7 * (SELECT count(*) FROM generate_series(date_trunc('month', e.from_day),
                               date_trunc('month', e.from_day) + interval '1 month - 1 day', '1 day')),
                           b.level * f.season * g.growth * (
                               SELECT count(*) FROM generate_series(date_trunc('month', e.from_day),
                                   date_trunc('month', e.from_day) + interval '1 month - 1 day', '1 day') d
                               WHERE sen.is_working_day(d::date)))$$,
    'requests of a month: the level of the last twelve by working day, times season, times damped growth');
SELECT is_empty($$SELECT p.k FROM paced p CROSS JOIN LATERAL (
        SELECT min(e.from_day) AS first, max(e.to_day) AS last, sum(e.to_day - e.from_day + 1) AS days
        FROM sen.expected_requests(p.pace, p.last_day + p.horizon) e) e
    WHERE (e.first, e.last, e.days) IS DISTINCT FROM (p.last_day + 1, p.last_day + p.horizon, p.horizon)$$,
    'each day once');
SELECT is_empty($$
    SELECT p.k, u.*, o.* FROM paced p CROSS JOIN LATERAL sen.usual_spreads(p.pace) u
    CROSS JOIN LATERAL (SELECT sqrt(avg(ln(a.requests::float8 / b.requests) ^ 2)) AS rms FROM twelve a
                        JOIN twelve b ON b.k = a.k AND b.year = a.year + 1
                        WHERE a.k = p.k AND a.months = 12 AND b.months = 12 AND least(a.requests, b.requests) >= 20) o
    WHERE NOT pg_temp.near(u.demand_observed, o.rms)
       OR u.demand_spread <> least(1, greatest(coalesce(u.demand_observed, 0), 0.25))
       OR u.capacity_spread <> least(1, greatest(coalesce(u.capacity_observed, 0), 0.3))
       OR u.full_years <> (SELECT count(*) FROM twelve y WHERE y.k = p.k AND y.months = 12)$$,
    'spreads: those of the record, and at least those of England');
SELECT ok((SELECT count(*) FILTER (WHERE years >= 2) > 0 AND count(*) FILTER (WHERE years = 1) > 0
               AND count(*) FILTER (WHERE years = 0) > 0 FROM factor)
          AND EXISTS (SELECT FROM paced p, sen.pace_totals(p.pace) t WHERE t.arrivals = 0)
          AND EXISTS (SELECT FROM given r WHERE NOT EXISTS (SELECT FROM held h WHERE h.k = r.k)),
          'records of no whole month, of one year, of two, and without any request')
WHERE :seed = 250606;
-- By hand: two years of one request each Monday to Friday but none in August; a Friday in January, with bank holidays.
SELECT results_eq($$
    SELECT s.month_of_year, round(s.season::numeric, 4)
    FROM (SELECT sen.pace(d::date, NULL::date, NULL::date, '2023-01-01', '2024-12-31') AS p
          FROM generate_series(date '2023-01-01', '2024-12-31', '1 day') d
          WHERE sen.is_working_day(d::date) AND extract(month FROM d) <> 8) x, sen.season(p) s
    WHERE s.month_of_year IN (1, 8)$$, $$VALUES (1, 1.0931), (8, 0.0000)$$, 'none in August');
SELECT is((SELECT e.in_words FROM (SELECT sen.pace(date '2024-12-31' - d, NULL::date, NULL::date, '2023-01-01',
                                                   '2024-12-31') AS p FROM generate_series(0, 730) d) x,
                                  sen.expected_requests(p, '2025-01-31', 0.05) e),
          '7.5 a week: 1.44 for each of 22 working days, by 366 requests of the 12 months before, times 0.99 for the '
          'season, of 2 full years, times 1.050 for growth', 'a month in words');
SELECT is((SELECT count(*) FROM sen.expected_requests('v1', '2026-01-31')), 0::bigint, 'of a pace of no rows: none');
SELECT is((SELECT u::text FROM sen.usual_spreads('v1') u), '(0.25,0.3,0,,)', 'and the spreads of England');

CREATE FUNCTION pg_temp.refused(arguments text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    m text;
    h text;
BEGIN
    EXECUTE 'SELECT count(*) FROM sen.expected_requests((SELECT sen.pace(date ''2025-06-01'', NULL::date, NULL::date, '
            '''2025-01-01'', ''2025-12-31'')), ' || arguments || ')';
    RETURN 'taken';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS m = MESSAGE_TEXT, h = PG_EXCEPTION_HINT;
    RETURN SQLSTATE || ' ' || m || ' ' || h;
END
$$;
SELECT is(pg_temp.refused(a), s, a) FROM (VALUES
    ('''2025-12-31''', '22023 until is 2025-12-31, and the pace goes to 2025-12-31 Give a later day, within 10 years.'),
    ('''infinity''', '22023 until is infinity, and the pace goes to 2025-12-31 Give a later day, within 10 years.'),
    ('''2036-01-02''',
     '22023 until is 2036-01-02, and the pace goes to 2025-12-31 Give a later day, within 10 years.'),
    ('''2026-12-31'', ''nan''',
     '22023 growth must be from -0.5 to 1: NaN Give it as a share a year: 0.05 for 5%.'),
    ('''2026-12-31'', 5', '22023 growth must be from -0.5 to 1: 5 Give it as a share a year: 0.05 for 5%.'),
    ('''2026-12-31'', 0, -1', '22023 damping must be from 0 to 1: -1 It is what is left of growth in each further '
     'year: 0.5 for half, 0 for growth in the first year alone.'),
    ('''2026-12-31'', NULL', 'taken'),
    ('''2026-12-31'', calendar => sen.calendar(''2026-01-01'', ''2026-12-31'', ''{}'')', '22008 ')) x (a, s)
WHERE s <> '22008 ';
SELECT throws_ok($$SELECT count(*) FROM sen.expected_requests((SELECT sen.pace(date '2025-06-01', NULL::date,
                   NULL::date, '2025-01-01', '2025-12-31')), '2026-12-31', calendar =>
                   sen.calendar('2026-01-01', '2026-12-31', '{}'))$$,
                 '22008', NULL, 'a calendar without the days of the pace');

-- National growth ------------------------------------------------------------------------
\ir ../fixtures/ready_programme.sql
SET LOCAL search_path = rd, public;
SET LOCAL sen_improvement.as_of = '2025-12-31';
CREATE FUNCTION pg_temp.file(england text) RETURNS bytea LANGUAGE sql AS $$ SELECT convert_to(
    'time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,new_la_code,'
    || E'old_la_code,la_name,breakdown_topic,breakdown,requests_received_in_year\n' || england, 'UTF8') $$;
SELECT is((SELECT count(*) FROM national_growth), 0::bigint, 'nothing published, no growth');
SELECT 1 FROM sen.load_release('rd', 'ehc-plans-2024', 'requests', pg_temp.file(
    $$2021,Calendar year,National,E92000001,England,,,,,,All,All,93302
2022,Calendar year,National,E92000001,England,,,,,,All,All,114482
2023,Calendar year,National,E92000001,England,,,,,,All,All,138242
2023,Calendar year,Local authority,E92000001,England,E12000002,North West,E08000015,344,Wirral,All,All,1325
$$), '2024-06-13', 'Education, health and care plans 2024', 'DfE', retrieved_on => '2024-06-13') \g /dev/null
SELECT 1 FROM sen.load_release('rd', 'ehc-plans-2025', 'requests', pg_temp.file(
    $$2023,Calendar year,National,E92000001,England,,,,,,All,All,138242
2024,Calendar year,National,E92000001,England,,,,,,All,All,154489
2024,Calendar year,National,E92000001,England,,,,,,Age,Aged 4,9999
$$), '2025-06-26', 'Education, health and care plans 2025', 'DfE', retrieved_on => '2025-07-01') \g /dev/null
-- DfE, Education, health and care plans, June 2025: 138,242 requests in 2023, 154,489 in 2024, 11.8% more.
SELECT results_eq($$SELECT period_start, requests, requests_before, round(growth, 3), round(expected_growth, 4),
                    in_words FROM national_growth$$,
    $$VALUES (date '2024-01-01', 154489::numeric, 138242::numeric, 0.118, 0.0588,
              'half of the growth of requests in England, which were 154,489 after 138,242 (Education, health and care '
              'plans 2025, 26 June 2025)')$$, 'half of the growth that was published last');
SET LOCAL sen_improvement.as_of = '2025-06-25';
SELECT results_eq($$SELECT period_start, round(growth, 3) FROM national_growth$$, $$VALUES (date '2023-01-01', 0.208)$$,
                  'on the day before it was published, that of the year before');
SET LOCAL sen_improvement.as_of = '2024-01-01';
SELECT is((SELECT count(*) FROM national_growth), 0::bigint, 'and nothing before anything was');

-- From a past day ------------------------------------------------------------------------
-- What came is counted from the requests, by another way; and what is supposed as it came is met to a whole plan.
SET LOCAL sen_improvement.as_of = '2025-12-31';
SELECT is((SELECT count(*) FROM sen.recovery_backtest('rd', '2024-12-31')), 0::bigint, 'no cases, no trial');
INSERT INTO ehc_request (local_authority, request_ref, received_on, request_outcome, request_outcome_on,
                         assessment_outcome, assessment_outcome_on)
SELECT '344', i::text, r, 'Y', r + 40, CASE WHEN i % 9 > 0 THEN 'Y' END, CASE WHEN i % 9 > 0 THEN r + 110 + i % 90 END
FROM (SELECT i, date '2022-01-03' + (i * 1450 / 2900) AS r FROM generate_series(1, 2900) i) x;
CREATE TEMPORARY TABLE tried ON COMMIT DROP AS SELECT * FROM sen.recovery_backtest('rd', '2024-11-20', 3, 60);
SELECT is(current_setting('sen_improvement.as_of'), '2025-12-31', 'the day of the session is as before');
SELECT results_eq($$SELECT supposed, count(*), min(month), max(months_ahead) FROM tried GROUP BY 1 ORDER BY 1$$,
    $$VALUES ('as came', 30::bigint, date '2024-11-01', 3), ('as known', 30, '2024-11-01', 3)$$,
    'ten measures of each month, the first of which is in part');
SELECT is_empty($$
    SELECT t.month, t.measure, t.came, c.value FROM tried t
    CROSS JOIN LATERAL (SELECT greatest(t.month, '2024-11-21') AS first_day,
                               (t.month + interval '1 month')::date - 1 AS last) m
    CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE received_on BETWEEN m.first_day AND m.last) AS requests,
               count(*) FILTER (WHERE assessment_outcome_on BETWEEN m.first_day AND m.last) AS plans,
               count(*) FILTER (WHERE assessment_outcome_on BETWEEN m.first_day AND m.last
                                AND assessment_outcome_on - received_on <= 140) AS in_time,
               count(*) FILTER (WHERE o) AS open, count(*) FILTER (WHERE o AND m.last - received_on > 140) AS overdue,
               count(*) FILTER (WHERE o AND m.last - received_on > 364) AS over_52_weeks,
               max(m.last - received_on) FILTER (WHERE o) AS oldest_days,
               count(*) FILTER (WHERE assessment_outcome_on > m.last - interval '1 year'
                   AND assessment_outcome_on <= m.last AND assessment_outcome_on - received_on <= 140)::float8
               / count(*) FILTER (WHERE assessment_outcome_on > m.last - interval '1 year'
                   AND assessment_outcome_on <= m.last) AS rate_12_months
        FROM (SELECT r.*, r.received_on <= m.last AND coalesce(r.assessment_outcome_on > m.last, true) AS o
              FROM ehc_request r) r) x
    CROSS JOIN LATERAL (VALUES ('requests', x.requests::float8), ('plans', x.plans), ('in_time', x.in_time),
        ('open', x.open), ('overdue', x.overdue), ('over_52_weeks', x.over_52_weeks), ('oldest_days', x.oldest_days))
        c (measure, value)
    WHERE c.measure = t.measure AND c.value IS DISTINCT FROM t.came$$, 'what came, counted from the requests');
SELECT is_empty($$SELECT * FROM tried WHERE error IS DISTINCT FROM p50 - came
                  OR is_inside IS DISTINCT FROM (came >= p10 AND came <= p90)$$,
                'its error, and whether it lies inside');
SELECT is_empty($$SELECT * FROM tried WHERE supposed = 'as came' AND measure = 'open' AND abs(error) > 0.05 * came$$,
                'with requests and plans as they came, as many are open');
SELECT ok((SELECT sum(p90 - p10) FILTER (WHERE supposed = 'as known')
                  > 2 * sum(p90 - p10) FILTER (WHERE supposed = 'as came') FROM tried WHERE measure = 'plans'),
          'with what was known the band is wide');
SELECT throws_ok($$SELECT count(*) FROM sen.recovery_backtest('rd', '2025-12-31')$$, '22023',
                 'day is 2025-12-31, and the cases are known to 2025-12-31', 'a day after which nothing came');
SELECT throws_ok($$SELECT count(*) FROM sen.recovery_backtest('rd', '-infinity')$$, '22023',
                 'day is -infinity, and the cases are known to 2025-12-31', 'no day');
SELECT throws_ok($$SELECT count(*) FROM sen.recovery_backtest('rd', '2024-12-31', 61)$$, '22023',
                 'months must be from 1 to 60: 61', 'too far ahead');
SELECT throws_ok($$SELECT count(*) FROM sen.recovery_backtest('none', '2024-12-31')$$, '3F000',
                 '"none" is not a programme', 'no programme');

SELECT finish();
ROLLBACK;
