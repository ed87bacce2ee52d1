-- sen.queue, sen.pace and the arithmetic of a backlog against plain SQL over random cases: counted case by case and day
-- by day, and, for the arithmetic, a queue that is gone through week by week.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
\set seed ''
\getenv seed SEN_SEED
\set brief ''
\getenv brief SEN_BRIEF
SELECT :'brief' = '' AS whole \gset
-- Where both seeds are tried, a quarter of the cases with the other one.
SELECT CASE WHEN :'whole' THEN 1 ELSE 4 END AS share \gset
SELECT coalesce(substring(:'seed' FROM '^[0-9]{1,18}$')::bigint,
                extract(epoch FROM clock_timestamp())::bigint) % 1000000 AS seed \gset
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL jit = off;
SELECT no_plan();
SELECT diag('recovery_values: seed ' || :seed || ', repeat with SEN_SEED=' || :seed);
SELECT setseed(:seed / 1000000.0) AS seeded \gset

-- Cases ------------------------------------------------------------------------
-- Six authorities; dates that are unknown, infinite, far away, before each other; a stage, or none.
CREATE TABLE public.recovery_case AS
SELECT n, (random() * 5)::integer AS la,
       CASE WHEN a < 0.04 THEN NULL WHEN a < 0.06 THEN 'infinity' WHEN a < 0.08 THEN '-infinity'
            WHEN a < 0.12 THEN date '1000-01-01 BC' + (r * 1100000)::integer
            ELSE date '2023-06-01' + (r * 1100)::integer END AS received,
       CASE WHEN b < 0.45 THEN NULL WHEN b < 0.47 THEN 'infinity' WHEN b < 0.49 THEN '-infinity'
            WHEN b < 0.55 THEN date '2024-01-01' + (s * 900)::integer
            ELSE date '2023-06-01' + (r * 1100)::integer + (s * s * 600)::integer END AS issued,
       CASE WHEN c < 0.75 THEN NULL WHEN c < 0.77 THEN 'infinity' WHEN c < 0.78 THEN '-infinity'
            ELSE date '2023-06-01' + (r * 1100)::integer + (t * 700)::integer END AS left_on,
       CASE WHEN d < 0.15 THEN NULL WHEN d < 0.4 THEN 'decision' WHEN d < 0.7 THEN 'advice' ELSE 'plan' END::sen.stage
           AS stage
FROM (SELECT n, random() AS a, random() AS b, random() AS c, random() AS d, random() AS r, random() AS s, random() AS t
      FROM generate_series(1, 2400 / :share) n) x;
ALTER TABLE public.recovery_case SET (parallel_workers = 3);
ANALYZE public.recovery_case;
-- Some happen on one day, and at the edges of what is counted.
UPDATE public.recovery_case SET left_on = issued WHERE n % 23 = 0 AND issued IS NOT NULL;
UPDATE public.recovery_case SET issued = received WHERE n % 29 = 0;
UPDATE public.recovery_case SET received = date '2025-03-31' - (n % 5 - 1) * 7 WHERE n % 31 = 0;
UPDATE public.recovery_case SET issued = date '2024-04-01' - n % 2 + 365 * (n % 3 % 2)
WHERE n % 37 = 0;
\if :whole
SELECT ok(bool_or(received IS NULL) AND bool_or(received = 'infinity') AND bool_or(issued < received)
    AND bool_or(left_on < issued)
          AND bool_or(left_on = issued) AND bool_or(received < '0001-01-01') AND count(DISTINCT stage) = 3
          AND bool_or(stage IS NULL), 'the data have every kind of case') FROM public.recovery_case;
\endif

-- The queue ----------------------------------------------------------------------
-- Its text, written from the words of the comments.
CREATE FUNCTION pg_temp.queue_text(of_la integer, stand date) RETURNS text LANGUAGE sql AS $$
    WITH counted AS (SELECT stage, CASE WHEN isfinite(received) AND received >= '0001-01-01' THEN received END AS day,
                            count(*) AS cases
                     FROM public.recovery_case
                     WHERE stage IS NOT NULL AND la IS NOT DISTINCT FROM coalesce(of_la, la)
                       AND (received IS NULL OR received <= stand OR received = 'infinity') GROUP BY 1, 2),
         stage AS (SELECT stage::text AS name, array_position('{decision,advice,plan}', stage::text) AS place,
                   string_agg(day || ':' || cases, ',' ORDER BY day) FILTER (WHERE day IS NOT NULL) AS cells,
                   sum(cases) FILTER (WHERE day IS NULL) AS undated FROM counted GROUP BY stage)
    SELECT 'v1 ' || stand || coalesce(string_agg(' ' || name || '{' || cells || '}', '' ORDER BY place), '')
           || coalesce(' undated{' || string_agg(name || ':' || undated, ',' ORDER BY place) FILTER (WHERE undated > 0)
                       || '}', '') FROM stage
$$;
SELECT is(md5(sen.queue(received, stage, stand)::text), md5(pg_temp.queue_text(NULL, stand)), 'the queue on ' || stand)
FROM public.recovery_case, unnest('{2025-03-31,2023-06-15,2025-12-31,0500-01-01}'::date[]) stand
GROUP BY stand ORDER BY stand;
CREATE TEMPORARY TABLE q ON COMMIT DROP AS
SELECT la, sen.queue(received, stage, '2025-03-31') AS q FROM public.recovery_case GROUP BY la;
SELECT is_empty($$SELECT la FROM q WHERE q::text <> pg_temp.queue_text(la, '2025-03-31')$$, 'of each authority');
SELECT ok(sen.rollup(q ORDER BY random()) OPERATOR(sen.=)
          (SELECT sen.queue(received, stage, '2025-03-31') FROM public.recovery_case),
          'and merged, in any order') FROM q;
SELECT is_empty($$
    SELECT * FROM q, LATERAL (SELECT count(*) AS all_cases, count(*) FILTER (WHERE stage::text = 'plan') AS plan,
            count(*) FILTER (WHERE NOT coalesce(isfinite(received) AND received >= '0001-01-01', false)) AS undated,
            count(*) FILTER (WHERE received < date '2025-03-31' - 140 AND isfinite(received)
                AND received >= '0001-01-01') AS over,
            max(date '2025-03-31' - received) FILTER (WHERE isfinite(received) AND received >= '0001-01-01') AS most
        FROM public.recovery_case c WHERE c.la = q.la AND stage IS NOT NULL
          AND (received IS NULL OR received <= '2025-03-31' OR received = 'infinity')) m
    WHERE (sen.open_cases(q), sen.open_cases(q, 'plan'), sen.undated(q), sen.open_over(q, 140), sen.max_open_days(q))
          IS DISTINCT FROM (m.all_cases, m.plan, m.undated, m.over, m.most)
       OR (SELECT sum(cases) FROM sen.open_by_day(q)) <> m.all_cases
       OR abs(sen.plan_bound(q, 0.2, 0.1) - (m.all_cases - 0.2 * sen.open_cases(q, 'decision')) * 0.9) > 1e-9$$,
    'what is read from it');

-- The pace -----------------------------------------------------------------------
-- Each day of each case, in the span.
CREATE FUNCTION pg_temp.pace_text(of_la integer, first_day date, last_day date, limit_days integer) RETURNS text
    LANGUAGE sql AS $$
    WITH ended AS (
        SELECT received, CASE WHEN issued <= last_day AND (left_on IS NULL OR issued <= left_on) THEN issued
                              WHEN left_on <= last_day THEN left_on END AS ended_on,
               coalesce(issued <= last_day AND (left_on IS NULL OR issued <= left_on), false) AS with_plan
        FROM public.recovery_case
        WHERE la IS NOT DISTINCT FROM coalesce(of_la, la) AND num_nulls(received, issued, left_on) < 3),
    dated AS (SELECT *, isfinite(received) AND received <= coalesce(ended_on, last_day) AS is_dated FROM ended),
    day AS (SELECT least(d.day - received, 1000) AS age FROM dated c
            JOIN (SELECT first_day + n AS day FROM generate_series(0, last_day - first_day) n) d
                ON d.day BETWEEN c.received AND coalesce(c.ended_on, last_day) WHERE is_dated),
    end_within AS (SELECT with_plan, CASE WHEN is_dated THEN ended_on - received END AS age, ended_on FROM dated
                   WHERE ended_on BETWEEN first_day AND last_day),
    band (from_age, to_age) AS (VALUES (0, 98), (99, 112), (113, 126), (127, 140), (141, 168), (169, 224), (225, 300),
                                       (301, 400), (401, 550), (551, 2147483647)),
    banded AS (SELECT from_age, (SELECT count(*) FROM end_within e WHERE with_plan AND e.age BETWEEN from_age
        AND to_age) AS plans,
                      (SELECT count(*) FROM end_within e WHERE NOT with_plan AND e.age BETWEEN from_age
                          AND to_age) AS left_early,
                      (SELECT count(*) FROM day d WHERE d.age BETWEEN from_age AND to_age) AS days FROM band),
    monthly AS (SELECT to_char(m, 'YYYY-MM') AS month,
                       (SELECT count(*) FROM ended WHERE received BETWEEN first_day AND last_day
                        AND to_char(received, 'YYYY-MM') = to_char(m, 'YYYY-MM')) AS arrivals,
                       (SELECT count(*) FROM end_within WHERE with_plan
                           AND to_char(ended_on, 'YYYY-MM') = to_char(m, 'YYYY-MM'))
                           AS plans,
                       (SELECT count(*) FROM end_within WHERE with_plan AND age <= limit_days
                        AND to_char(ended_on, 'YYYY-MM') = to_char(m, 'YYYY-MM')) AS in_time
                FROM generate_series(date_trunc('month', first_day::timestamp), last_day, '1 month') m)
    SELECT concat_ws(' ', 'v1', first_day || '..' || last_day, limit_days,
        (SELECT 'bands{' || string_agg(concat_ws(':', from_age, plans, left_early, days), ',' ORDER BY from_age) || '}'
         FROM banded WHERE days > 0),
        (SELECT 'undated{' || count(*) FILTER (WHERE with_plan) || ':' || count(*) FILTER (WHERE NOT with_plan) || '}'
         FROM end_within WHERE age IS NULL HAVING count(*) > 0),
        (SELECT 'months{' || string_agg(concat_ws(':', month, arrivals, plans, in_time), ',' ORDER BY month) || '}'
         FROM monthly WHERE arrivals + plans > 0))
$$;
CREATE TEMPORARY TABLE span ON COMMIT DROP AS
SELECT * FROM (VALUES (date '2024-04-01', date '2025-03-31', 140), ('2025-01-15', '2025-01-15', 0),
                      ('2023-05-01', '2026-07-31', 100),
                      ('2024-12-31', '2025-01-01', 140)) v (first_day, last_day, limit_days);
SELECT is(md5(sen.pace(received, issued, left_on, first_day, last_day, limit_days)::text),
          md5(pg_temp.pace_text(NULL, first_day, last_day, limit_days)),
            'the pace of ' || first_day || ' to ' || last_day)
FROM public.recovery_case, span GROUP BY first_day, last_day, limit_days ORDER BY first_day;
CREATE TEMPORARY TABLE p ON COMMIT DROP AS
SELECT la, sen.pace(received, issued, left_on, '2024-04-01', '2025-03-31') AS p FROM public.recovery_case GROUP BY la;
SELECT is_empty($$SELECT la, p FROM p WHERE p::text <> pg_temp.pace_text(la, '2024-04-01', '2025-03-31', 140)$$,
           'of each authority');
SELECT ok(sen.rollup(p ORDER BY random()) OPERATOR(sen.=)
          (SELECT sen.pace(received, issued, left_on, '2024-04-01', '2025-03-31') FROM public.recovery_case),
          'and merged, in any order') FROM p;
\if :whole
SELECT ok(bool_and(plans > 0) AND count(*) FILTER (WHERE left_early > 0) >= 8,
          'there are plans in every band, and leavers')
FROM (SELECT sen.rollup(p) AS p FROM p) m, sen.pace_by_age(p);
\endif
SELECT is_empty($$
    SELECT * FROM p, sen.pace_totals(p) t,
        LATERAL (SELECT sum(arrivals) AS arrivals, sum(plans) AS plans, sum(in_time) AS in_time, count(*) AS months
                 FROM sen.pace_by_month(p)) m,
        LATERAL (SELECT sum(plans) AS plans, sum(left_early) AS left_early FROM sen.pace_by_age(p)) b
    WHERE (t.arrivals, t.plans, t.in_time, 12, t.plans, t.left_early)
          IS DISTINCT
              FROM (m.arrivals, m.plans, m.in_time, m.months, b.plans + t.undated_plans, b.left_early + t.undated_left)
       OR abs(t.plans_per_week * 365 / 7 - t.plans) > 1e-9 OR abs(t.arrivals_per_week * 365 / 7 - t.arrivals) > 1e-9$$,
    'what is read from it adds up');

-- By workers -----------------------------------------------------------------------
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL max_parallel_workers_per_gather = 3;
CREATE FUNCTION pg_temp.is_split(query text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    plan text := ''; line text;
BEGIN
    FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP plan := plan || line || E'\n'; END LOOP;
    RETURN plan ~ 'Partial Aggregate';
END $$;
SELECT ok(pg_temp.is_split($$SELECT sen.queue(received, stage, '2025-03-31'),
    sen.pace(received, issued, left_on, '2024-04-01', '2025-03-31') FROM public.recovery_case$$),
      'workers share the rows');
CREATE TEMPORARY TABLE by_workers ON COMMIT DROP AS
SELECT sen.queue(received, stage, '2025-03-31') AS q,
       sen.pace(received, issued, left_on, '2024-04-01', '2025-03-31') AS p,
       sen.queue(received, stage, '2025-03-31') FILTER (WHERE n = 1) AS of_one FROM public.recovery_case;
SET LOCAL max_parallel_workers_per_gather = 0;
SELECT ok((SELECT w.q OPERATOR(sen.=) sen.rollup(q.q) FROM q) AND (SELECT w.p OPERATOR(sen.=) sen.rollup(p.p) FROM p)
          AND w.of_one OPERATOR(sen.=) (SELECT sen.queue(received, stage,
            '2025-03-31') FROM public.recovery_case WHERE n = 1),
          'and come to the same') FROM by_workers w;

-- The arithmetic ---------------------------------------------------------------------
-- Weeks until none is overdue, and the plans in time until then: a queue gone through week by week.
-- Arrivals on the first day of a week, plans on the last, of those of 98 days or more; in time up to 140. Open at the
-- start: demand a week for each of the last 20 weeks, extra for each of the 30 before.
CREATE FUNCTION pg_temp.go_through(demand integer, extra integer, capacity float8, how text, share float8,
                                   OUT cleared integer, OUT issued integer, OUT in_time integer) LANGUAGE plpgsql AS $$
DECLARE
    waiting integer[] := array_fill(extra, '{30}') || array_fill(demand, '{20}');  -- by week of receipt, oldest first
    received integer[]; -- days after the stand
    first integer; last integer; pick integer; in_time_to integer; overdue integer;
    acc float8 := 0; acc2 float8 := 0; k integer;
BEGIN
    SELECT array_agg(-7 * n ORDER BY n DESC) INTO received FROM generate_series(0, 49) n;
    issued := 0; in_time := 0;
    FOR week IN 1 .. 1500 LOOP
        waiting := waiting || demand;
        received := received || (7 * (week - 1) + 1);
        acc := acc + capacity; k := floor(acc)::integer; acc := acc - k;
        FOR i IN 1 .. k LOOP
            -- Eligible are those at and before last; overdue those before in_time_to.
            first := NULL; last := NULL; in_time_to := NULL;
            FOR j IN 1 .. cardinality(waiting) LOOP
                EXIT WHEN 7 * week - received[j] < 98;
                CONTINUE WHEN waiting[j] = 0;
                first := coalesce(first, j); last := j;
                IF in_time_to IS NULL AND 7 * week - received[j] <= 140 THEN in_time_to := j; END IF;
            END LOOP;
            IF first IS NULL THEN acc := 0; EXIT; END IF;
            pick := CASE how WHEN 'oldest' THEN first WHEN 'newest' THEN last ELSE coalesce(in_time_to, first) END;
            IF how = 'share' THEN
                acc2 := acc2 + share;
                IF acc2 >= 1 THEN
                    acc2 := acc2 - 1;
                ELSE
                    pick := first;
                END IF;
            END IF;
            waiting[pick] := waiting[pick] - 1;
            issued := issued + 1;
            in_time := in_time + (7 * week - received[pick] <= 140)::integer;
        END LOOP;
        SELECT sum(w) INTO overdue FROM unnest(waiting, received) u (w, r) WHERE 7 * week - r > 140;
        WHILE waiting[1] = 0 LOOP waiting := waiting[2:]; received := received[2:]; END LOOP;
        IF coalesce(overdue, 0) = 0 THEN cleared := week; RETURN; END IF;
    END LOOP;
END $$;
-- The vectors of the issue: 4 a week, 3 before; 45, 57, 57 and 47 weeks with 6 plans a week.
SELECT is((SELECT array_agg((pg_temp.go_through(4, 3, 6, how, share)).cleared)
    FROM (VALUES ('oldest', 0), ('newest', 0),
          ('in_time_first', 0), ('share', 0.5)) v (how, share)), '{45,57,57,47}',
            'the model does as the vectors have it');
CREATE TEMPORARY TABLE run ON COMMIT DROP AS
SELECT x.*, capacity, g.*,
       sen.clearance_weeks(demand * 20 + extra * 30, demand, capacity, how::sen.issue_order, share) AS weeks
FROM (SELECT n, 2 + (random() * 4)::integer AS demand, 1 + (random() * 3)::integer AS extra,
             (ARRAY['oldest', 'newest', 'in_time_first',
               'share'])[n % 4 + 1] AS how, round((random() * 10)::numeric, 0) / 10 AS share,
             random() AS r FROM generate_series(1, 24 / :share) n) x
CROSS JOIN LATERAL (SELECT demand * (1.2 + r * 0.6) AS capacity) c
CROSS JOIN LATERAL pg_temp.go_through(demand, extra, capacity, how, share) g;
-- Plans of the model are whole, and so are its weeks: three plans more or less are so many weeks as those that are left
-- over for the backlog take to issue them.
CREATE FUNCTION pg_temp.allowed(weeks float8, demand integer, capacity float8) RETURNS float8
    LANGUAGE sql RETURN 2 + weeks / 20 + 3 / (capacity - demand);
SELECT diag(format('%s %s of %s: %s, model %s', how, share, demand, weeks, cleared))
    FROM run WHERE abs(weeks - cleared) > pg_temp.allowed(weeks, demand, capacity);
SELECT is_empty('SELECT * FROM run WHERE abs(weeks - cleared) > pg_temp.allowed(weeks, demand, capacity)',
                'weeks to clearance');
-- Those ready and in time at the start, of 7 weeks, come once on top.
SELECT is_empty('SELECT * FROM run WHERE in_time > issued * sen.highest_rate(demand, capacity) + 7 * demand + 1',
                'no order has a higher rate while clearing');
SELECT is_empty($$SELECT * FROM run WHERE how = 'in_time_first'
                  AND in_time < issued * sen.highest_rate(demand, capacity) - 1$$,
                'and in time first has as high a one');
SELECT * FROM finish();
ROLLBACK;
