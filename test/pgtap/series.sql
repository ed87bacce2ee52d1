-- Series and moving windows against GROUP BY and against windows computed afresh, over random data.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
\set seed ''
\getenv seed SEN_SEED
SELECT coalesce(substring(:'seed' FROM '^[0-9]{1,18}$')::bigint,
                extract(epoch FROM clock_timestamp())::bigint) % 1000000 AS seed \gset
\set brief ''
\getenv brief SEN_BRIEF
SELECT :'brief' = '' AS whole \gset
BEGIN;
-- Where both seeds are tried, 20,000 cases with the fixed one, and a quarter of them with the other.
SELECT CASE WHEN :'whole' THEN 20000 ELSE 5000 END AS cases \gset
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
SET LOCAL search_path = public, sen;
SELECT no_plan();
SELECT diag('series: seed ' || :seed || ', repeat with SEN_SEED=' || :seed);
SELECT setseed(:seed / 1000000.0) AS seeded \gset

-- Most cases within some years, some a long way off, some without one of the
-- dates. A table of pages, so that workers share it.
CREATE TABLE case_of_series AS
SELECT n, started, finished, CASE WHEN c < 0.1 THEN NULL ELSE c < 0.25 END AS exception,
       CASE WHEN c > 0.85 THEN started + (c * 300)::integer END AS left_on
FROM (SELECT n, random() AS a, random() AS b, random() AS c, random() AS r, random() AS s
      FROM generate_series(1, :cases) n) x
CROSS JOIN LATERAL (SELECT CASE WHEN a < 0.02 THEN NULL WHEN a < 0.025 THEN 'infinity' WHEN a < 0.03 THEN '-infinity'
                                WHEN a < 0.04 THEN date '2000-01-01' - (r * 760000)::integer
                                WHEN a < 0.05 THEN date '9990-01-01' + (r * 10000)::integer
                                    ELSE date '2018-01-01' + (r * 2600)::integer END AS started) y
CROSS JOIN LATERAL (SELECT CASE WHEN b < 0.2 THEN NULL WHEN b < 0.21 THEN 'infinity' WHEN b < 0.22 THEN '-infinity'
                                WHEN b < 0.24 THEN date '2017-01-01' + (s * 3000)::integer
                                WHEN isfinite(started)
                                    THEN started + (s * CASE WHEN b < 0.25 THEN 9000 ELSE 600 END)::integer
                                    ELSE date '2022-01-01' END AS finished) z;

-- What places a case, and where, written down from the definitions: the day of
-- the start, or of the end if it has one by then.
CREATE FUNCTION pg_temp.period(bucket text, day date) RETURNS date LANGUAGE sql AS $$
    SELECT CASE WHEN day IS NULL OR NOT isfinite(day) OR day < '0002-01-01' OR day > '9999-12-31' THEN NULL
                ELSE (date_trunc(u, day::timestamp - m) + m)::date END
    FROM (SELECT CASE WHEN bucket ~ 'month' THEN 'month' WHEN bucket ~ 'quarter' THEN 'quarter' ELSE 'year' END AS u,
                 CASE WHEN bucket ~ 'academic' THEN interval '8 months'
                      WHEN bucket ~ 'financial' THEN interval '3 months' ELSE interval '0' END AS m) x
$$;
CREATE FUNCTION pg_temp.ended(finished date, left_on date, as_of date) RETURNS date
    LANGUAGE sql AS 'SELECT min(d) FROM (VALUES (finished), (left_on)) v (d) WHERE d <= as_of';
CREATE FUNCTION pg_temp.as_of() RETURNS date LANGUAGE sql IMMUTABLE AS $$SELECT date '2024-11-30'$$;
CREATE TEMPORARY TABLE r AS
SELECT bucket, (periods(timeliness_series(bucket, started, finished, exception, left_on, pg_temp.as_of()))).*
FROM case_of_series, buckets() GROUP BY bucket;
SELECT is((SELECT count(DISTINCT bucket::text) FROM r), 10::bigint, 'every bucket was tried');
SELECT cmp_ok((SELECT count(*) FROM r), '>', (:cases * 2 / 25 - 100)::bigint, 'there are many periods');
SELECT ok((SELECT bool_and(cases(summary) > 0) FROM r), 'no period is empty');
SELECT ok((SELECT bool_and(after IS NULL OR period < after)
           FROM (SELECT period, lead(period) OVER (PARTITION BY bucket ORDER BY ctid) AS after FROM r) x),
          'periods ascend, cases in no period come last');
SELECT is_empty(format($$SELECT period, summary::text FROM r WHERE bucket = %1$L EXCEPT
    SELECT p, timeliness(started, finished, exception, left_on, pg_temp.as_of())::text
    FROM (SELECT *, pg_temp.period(%1$L, %2$s) AS p FROM case_of_series) x GROUP BY p$$, bucket,
    CASE WHEN bucket::text ~ 'start' THEN 'started' ELSE 'pg_temp.ended(finished, left_on, pg_temp.as_of())' END),
        bucket || ' is what GROUP BY gives') FROM buckets();
SELECT is((SELECT rollup(summary) FROM r WHERE bucket = b.bucket)::text,
          (SELECT timeliness(started, finished, exception, left_on, pg_temp.as_of()) FROM case_of_series)::text,
          b.bucket || ': the periods together are the whole') FROM buckets() b;
-- The other forms are the same with what is left out.
SELECT ok((SELECT timeliness_series('finish_month', started, finished, exception,
                                    pg_temp.as_of()) = timeliness_series('finish_month', started, finished, exception,
               NULL, pg_temp.as_of())
              AND timeliness_series('finish_month', started, finished, false, NULL,
                                    today()) = timeliness_series('finish_month', started, finished)
              AND timeliness_series('finish_month', started, finished, exception, NULL,
                                    today()) = timeliness_series('finish_month', started, finished, exception)
                  FROM case_of_series), 'shorter forms');

-- Splits, orders, workers.
SELECT timeliness_series('finish_month', started, finished, exception, left_on, pg_temp.as_of())::text AS whole
FROM case_of_series \gset
CREATE TEMPORARY TABLE part AS
    SELECT parts, part, timeliness_series('finish_month', started, finished, exception, left_on, pg_temp.as_of()) AS s
FROM (SELECT parts, floor(random() * parts)::integer AS part, c.*
      FROM case_of_series c, unnest(ARRAY[1, 2, 3, 50, 4000]) parts) x GROUP BY parts, part;
SELECT is(rollup(s ORDER BY random())::text, :'whole', parts || ' random parts, in random order') FROM part
GROUP BY parts ORDER BY parts;
SELECT is(rollup(s)::text, :'whole', parts || ' parts, rolled up in two steps')
FROM (SELECT parts, rollup(s) AS s FROM part GROUP BY parts, part % 7) x GROUP BY parts ORDER BY parts;
SELECT is((SELECT s + (SELECT s FROM part WHERE parts = 2 AND part = 1) FROM part WHERE parts = 2 AND part = 0)::text,
          :'whole', 'two parts, by the operator +');
SELECT is(count(*), 0::bigint, 'text and binary of every part give the part again') FROM part
WHERE s::text::timeliness_series <> s
       OR timeliness_series_send(s::text::timeliness_series) <> timeliness_series_send(s);
SET LOCAL max_parallel_workers_per_gather = 4;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL parallel_leader_participation = off;
ALTER TABLE case_of_series SET (parallel_workers = 4);
SELECT is((SELECT timeliness_series('finish_month', started, finished, exception, left_on, '2024-11-30')
           FROM case_of_series)::text, :'whole', 'four workers');
RESET max_parallel_workers_per_gather;

-- Moving windows. With a volatile FILTER the executor computes every window afresh, so the two have to agree. --------
CREATE TEMPORARY TABLE w AS SELECT row_number() OVER (ORDER BY random()) AS n, started, finished, exception, left_on
    FROM case_of_series c WHERE c.n <= :cases * 3 / 20;
SELECT is_empty(format($$
    SELECT n FROM (SELECT n, timeliness(started, finished, exception, left_on, pg_temp.as_of()) OVER o::text AS a,
                   timeliness(started, finished, exception, left_on, pg_temp.as_of()) FILTER (WHERE random() >= 0)
                   OVER o::text AS b,
                             lateness(started, finished, exception, pg_temp.as_of()) OVER o::text AS c,
                             lateness(started, finished, exception, pg_temp.as_of()) FILTER (WHERE random() >= 0)
                                 OVER o::text AS d,
                             timeliness(started, finished) OVER o::text AS e,
                             timeliness(started, finished) FILTER (WHERE random() >= 0) OVER o::text AS f,
                             lateness(started, finished, exception) FILTER (WHERE exception) OVER o::text AS g,
                             lateness(started, finished, exception) FILTER (WHERE exception
                                 AND random() >= 0) OVER o::text AS h
                      FROM w WHERE n <= %s WINDOW o AS (ORDER BY n %s)) x
    WHERE a <> b OR c <> d OR e <> f OR g <> h$$,
    -- A window to the end, computed afresh for each row, costs the square of the rows.
    CASE WHEN frame ~ 'UNBOUNDED' THEN :cases / 20 ELSE :cases END, frame),
                          'cases, ' || frame)
FROM unnest(ARRAY['ROWS BETWEEN 30 PRECEDING AND CURRENT ROW', 'ROWS BETWEEN 7 PRECEDING AND 7 FOLLOWING',
                  'ROWS BETWEEN 20 FOLLOWING AND 40 FOLLOWING', 'RANGE BETWEEN 5 PRECEDING AND CURRENT ROW',
                  'ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING']) frame;
CREATE TEMPORARY TABLE day AS
SELECT finished AS day,
       CASE WHEN random() < 0.1 THEN NULL ELSE timeliness(started, finished, exception, pg_temp.as_of()) END AS s
FROM case_of_series WHERE finished BETWEEN '2019-01-01' AND '2022-12-31' GROUP BY finished;
SELECT is_empty(format($$
    SELECT day FROM (SELECT day, rollup(s) OVER o::text AS a, rollup(s) FILTER (WHERE random() >= 0) OVER o::text AS b
                     FROM day WINDOW o AS (ORDER BY day %s)) x WHERE a <> b$$, frame), 'summaries of days, ' || frame)
FROM unnest(ARRAY['ROWS BETWEEN 364 PRECEDING AND CURRENT ROW',
                  'RANGE BETWEEN interval ''11 months'' PRECEDING AND CURRENT ROW',
                  'ROWS BETWEEN 3 PRECEDING AND 3 FOLLOWING',
                  'ROWS BETWEEN 5 PRECEDING AND 2 PRECEDING EXCLUDE CURRENT ROW']) frame;
-- The catalogue says so: an inverse for every aggregate that builds or merges summaries.
SELECT is((SELECT string_agg(aggfnoid::regprocedure::text, ', ' ORDER BY 1) FROM pg_aggregate
           WHERE aggtranstype = 'timeliness'::regtype AND aggminvtransfn = 0), NULL,
          'every aggregate of summaries has an inverse');
SELECT * FROM finish();
ROLLBACK;
