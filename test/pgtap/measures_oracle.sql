-- Percentiles, bands, histograms, lateness and cases that left, against plain SQL over random data; and how large
-- summaries are. Counts, rates, means and merging are in oracle.sql.
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
-- Where both seeds are tried, more percentiles with the fixed one.
SELECT CASE WHEN :'whole' THEN 60 ELSE 15 END AS any_percentiles \gset
SELECT coalesce(substring(:'seed' FROM '^[0-9]{1,18}$')::bigint,
                extract(epoch FROM clock_timestamp())::bigint) % 1000000 AS seed \gset
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL jit = off;  -- each query is run once, and takes longer to compile than it saves
SET LOCAL datestyle = 'ISO, YMD';
SELECT no_plan();
SELECT diag('measures_oracle: seed ' || :seed || ', repeat with SEN_SEED=' || :seed);
SELECT setseed(:seed / 1000000.0) AS seeded \gset

-- Cases ------------------------------------------------------------------------
-- Short spans, so that finishing, leaving, the due date and the report often fall
-- on one day; group 3 spans centuries, group 9 is small.
CREATE FUNCTION pg_temp.near(day date, spread integer) RETURNS date LANGUAGE sql VOLATILE
    RETURN CASE WHEN random() < 0.02 THEN 'infinity' WHEN random() < 0.02 THEN '-infinity'
                WHEN isfinite(day) THEN day + (random() * spread)::integer - spread / 5 END;
CREATE TEMPORARY TABLE c ON COMMIT DROP AS
SELECT n, g, as_of, started, CASE WHEN random() < 0.15 THEN NULL ELSE pg_temp.near(started, 60) END AS due,
       CASE WHEN random() < 0.25 THEN NULL ELSE pg_temp.near(coalesce(started, '2024-12-01'), spread) END AS finished,
       CASE WHEN random() < 0.6 THEN NULL ELSE pg_temp.near(coalesce(started, '2024-12-01'), spread) END AS left_on,
       CASE WHEN random() < 0.1 THEN NULL ELSE random() < 0.2 END AS exception
FROM (SELECT n, g, date '2025-01-01' + (random() * 30)::integer AS as_of,
      CASE g WHEN 3 THEN 200000 ELSE 80 END AS spread,
             CASE WHEN random() < 0.05 THEN NULL WHEN g = 3 THEN pg_temp.near('1500-01-01', 300000)
                  ELSE pg_temp.near('2024-10-01', 120) END AS started
      FROM (SELECT n, CASE WHEN n <= 12 THEN 9 ELSE (random() * 6)::integer END AS g
            FROM generate_series(1, 8000) n) x) y;
UPDATE c SET left_on = finished WHERE n % 30 = 0;

-- A clock is one of the two ways to count: from the start with leaving, or
-- from the due date. One row per case, class and
-- days written down from doc/timeliness.md: the end is the earliest of the
-- events that happened, found by ordering them.
CREATE TEMPORARY TABLE o ON COMMIT DROP AS
SELECT clock, n, g, CASE WHEN event IN ('done', 'open') AND exception THEN event || '_excepted' ELSE event END AS class,
       CASE WHEN isfinite(origin) AND isfinite(ended) AND (ended >= origin OR clock = 'due') THEN ended - origin
       END AS days
FROM (SELECT 'start' AS clock, n, g, as_of, exception, started AS origin, finished, left_on FROM c
      UNION ALL SELECT 'due', n, g, as_of, exception, due, finished, NULL FROM c) x
CROSS JOIN LATERAL (SELECT event, ended
                    FROM (VALUES (1, 'done', finished), (2, 'left', left_on), (3, 'open', NULL)) e (place, event, day),
                    LATERAL (SELECT coalesce(day, as_of) AS ended) f
                    WHERE event = 'open' OR day <= as_of ORDER BY event = 'open', ended, place LIMIT 1) e
WHERE num_nonnulls(origin, finished, left_on) > 0                                                     -- no case at all
  -- not yet a case
  AND NOT (event = 'open' AND clock = 'start' AND coalesce(isfinite(origin) AND origin > as_of, false));
CREATE TEMPORARY TABLE s ON COMMIT DROP AS
SELECT 'start' AS clock, g, sen.timeliness(started, finished, exception, left_on, as_of) AS s FROM c GROUP BY g
UNION ALL SELECT 'due', g, sen.lateness(due, finished, exception, as_of) FROM c GROUP BY g;
\if :whole
SELECT ok((SELECT count(DISTINCT class) = 5 AND bool_or(days < 0) AND bool_or(days IS NULL AND class = 'left')
           AND bool_or(days = 0) AND bool_or(days > 4096) FROM o), 'the data have every kind of case');
SELECT ok((SELECT count(*) > 20 FROM c WHERE finished = left_on AND finished <= as_of),
          'some finished on the day on which they left');
\endif

-- Cell by cell: the histogram of width 1 is what GROUP BY gives, and so is the text.
SELECT results_eq('SELECT clock, g, h.class COLLATE "C", h.from_days, h.cases FROM s, sen.histogram(s) h ORDER BY 1, '
                  '2, 3, 4',
    'SELECT clock, g, class COLLATE "C", days, count(*) FROM o GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4',
    'which case counts as what: left, and lateness');
SELECT results_eq('SELECT clock, g, sen.left_cases(s), sen.open_cases(s), sen.finished(s), sen.unusable(s), '
                  'sen.cases(s) FROM s ORDER BY 1, 2',
    $$SELECT clock, g, count(*) FILTER (WHERE class = 'left'), count(*) FILTER (WHERE class LIKE 'open%'),
      count(*) FILTER (WHERE class LIKE 'done%'), count(*) FILTER (WHERE days IS NULL), count(*) FROM o GROUP BY 1, 2
      ORDER BY 1, 2$$, 'left, open, finished, unusable');
-- Without the argument, and with the day it stands for.
SET LOCAL sen_improvement.as_of = '2025-01-15';
SELECT results_eq('SELECT g, sen.lateness(due, finished)::text, sen.lateness(due, finished, exception)::text FROM c '
                  'GROUP BY g ORDER BY g',
    'SELECT g, sen.lateness(due, finished, NULL, ''2025-01-15'')::text, sen.lateness(due, finished, exception, '
    '''2025-01-15'')::text FROM c GROUP BY g ORDER BY g', 'today is as_of');
RESET sen_improvement.as_of;
-- Without anyone leaving the form with left_on is the one without.
SELECT results_eq('SELECT g, sen.timeliness(started, finished, exception, NULL, as_of)::text FROM c GROUP BY g ORDER '
                  'BY g', 'SELECT g, sen.timeliness(started, finished, exception, as_of)::text FROM c GROUP BY g ORDER '
                          'BY g', 'nobody left');

-- Percentiles: the server's own, bit by bit. ----------------------------------------
-- The days of each group twice: with exceptions and without.
CREATE TEMPORARY TABLE done ON COMMIT DROP AS
SELECT clock, g, including, days FROM o, unnest(ARRAY[true, false]) including
WHERE days IS NOT NULL AND (class = 'done' OR class = 'done_excepted' AND including);
CREATE TEMPORARY TABLE p ON COMMIT DROP AS
SELECT 0::float8 AS p UNION SELECT 1 UNION SELECT n / 20.0 FROM generate_series(1, 19) n UNION SELECT 1e-300
UNION SELECT 1 - 1e-16 UNION SELECT n / 3.0 FROM generate_series(1, 2) n UNION SELECT random()
FROM generate_series(1, :any_percentiles);
CREATE TEMPORARY TABLE percentile ON COMMIT DROP AS
SELECT clock, g, including, p.p, percentile_disc(p.p) WITHIN GROUP (ORDER BY days) AS disc, percentile_cont(p.p) WITHIN
GROUP (ORDER BY days) AS cont FROM done, p GROUP BY 1, 2, 3, 4;
\if :whole
SELECT cmp_ok((SELECT count(*) FROM percentile), '>=', 2000::bigint, 'percentiles were compared');
\endif
SELECT is_empty('SELECT clock, g, including, p, disc, sen.percentile_days(s, p, including) FROM percentile JOIN s '
                'USING (clock, g) WHERE sen.percentile_days(s, p, including) IS DISTINCT FROM disc',
                'percentile_days is percentile_disc');
SELECT is_empty('SELECT clock, g, including, p, cont, sen.percentile_cont(s, p, including) FROM percentile JOIN s '
                'USING (clock, g) WHERE float8send(sen.percentile_cont(s, p, including)) IS DISTINCT FROM '
                'float8send(cont)', 'percentile_cont is percentile_cont, to the last bit');
SELECT is_empty('SELECT clock, g, p FROM p, s WHERE (sen.percentile_days(s, p), sen.percentile_cont(s, p)) IS DISTINCT '
                'FROM (sen.percentile_days(s, p, true), sen.percentile_cont(s, p, true))',
                'with exceptions unless told otherwise');
-- Every small number of cases, so that every way of rounding a rank occurs.
CREATE TEMPORARY TABLE few ON COMMIT DROP AS SELECT size, n, (random() * 2000)::integer - 500 AS days
    FROM generate_series(1, 60) size, generate_series(1, size) n;
SELECT is_empty($$SELECT size, p, disc, cont
                  FROM (SELECT size, p, percentile_disc(p) WITHIN GROUP (ORDER BY days) AS disc,
                        percentile_cont(p) WITHIN GROUP (ORDER BY days) AS cont FROM few, p GROUP BY size, p) a
    JOIN (SELECT size, sen.lateness(date '2020-01-01' - days, '2020-01-01', false, '2020-01-01') AS s FROM few
          GROUP BY size) b USING (size)
    WHERE sen.percentile_days(s, p) IS DISTINCT FROM disc
        OR float8send(sen.percentile_cont(s, p)) IS DISTINCT FROM float8send(cont)$$, 'both are, for 1 to 60 cases');
SELECT results_eq('SELECT clock, g, sen.min_days(s), sen.max_days(s), sen.min_days(s, false), sen.max_days(s, false), '
                  'sen.max_open_days(s) FROM s ORDER BY 1, 2',
    $$SELECT clock, g, min(days) FILTER (WHERE class LIKE 'done%'), max(days) FILTER (WHERE class LIKE 'done%'),
      min(days) FILTER (WHERE class = 'done'), max(days) FILTER (WHERE class = 'done'),
      max(days) FILTER (WHERE class LIKE 'open%') FROM o GROUP BY 1, 2 ORDER BY 1, 2$$, 'least, most, oldest open');

-- Bands by CASE, histograms by division. ------------------------------------------------
SELECT results_eq(format($$SELECT clock, g, b.n::integer, b.from_days, b.to_days, b.cases, round(b.share, 15)
                           FROM s, %s WITH ORDINALITY b (band, from_days, to_days, cases, share, n) ORDER BY 1, 2, 3$$,
                         call),
    format($$SELECT clock, g, k.n, k.from_days, k.to_days, count(*) FILTER (WHERE k.n = place),
             round(count(*) FILTER (WHERE k.n = place)::numeric / nullif(count(days_of), 0), 15)
        FROM (SELECT clock, g, CASE WHEN %s THEN n END AS days_of,
              CASE WHEN %s THEN CASE WHEN days <= -15 THEN 1 WHEN days <= 0 THEN 2 WHEN days <= 1 THEN 3
                                     WHEN days <= 40 THEN 4 WHEN days > 40 THEN 5 ELSE 6 END END AS place FROM o) x,
             (VALUES (1, NULL, -15), (2, -14, 0), (3, 1, 1), (4, 2, 40), (5, 41, NULL), (6, NULL, NULL)) k (n,
                 from_days, to_days) GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3$$, chosen, chosen), call)
FROM (VALUES ('sen.bands(s, ''{-15,0,1,40}'')', 'class LIKE ''done%'''),
      ('sen.bands(s, ''{-15,0,1,40}'', false)', 'class = ''done'''),
      ('sen.open_age_bands(s, ''{-15,0,1,40}'')', 'class LIKE ''open%''')) v (call, chosen);
-- Random bounds: each band is the difference of two limits.
CREATE TEMPORARY TABLE k ON COMMIT DROP AS SELECT r, array_agg(DISTINCT (random() * 200)::integer - 50) AS bounds
    FROM generate_series(1, 40) r, generate_series(1, r) GROUP BY r;
SELECT is_empty($$SELECT r, bounds, b.* FROM s, k, sen.bands(s, bounds) b
                  WHERE b.band <> 'dates unusable'
                  AND b.cases <> sen.within(s, coalesce(b.to_days, 2147483647)) - coalesce(sen.within(s,
                          b.from_days - 1), 0)$$, 'bands are differences of sen.within()');
SELECT is_empty($$SELECT r, bounds, b.* FROM s, k, sen.open_age_bands(s, bounds) b
                  WHERE b.band <> 'dates unusable'
                  AND b.cases <> CASE WHEN b.from_days IS NULL THEN sen.open_over(s, -2147483648)
                                      ELSE sen.open_over(s, b.from_days - 1) END - coalesce(sen.open_over(s, b.to_days),
                      0)$$, 'open bands are differences of sen.open_over()');
SELECT is_empty('SELECT clock, g, r FROM s, k WHERE (SELECT sum(cases) FROM sen.bands(s, bounds)) <> sen.finished(s)
    OR (SELECT sum(cases) FROM sen.bands(s, bounds, false)) <> sen.finished(s, false) OR (SELECT sum(cases)
    FROM sen.open_age_bands(s, bounds)) <> sen.open_cases(s)
    OR (SELECT count(*) FROM sen.bands(s, bounds)) <> cardinality(bounds) + 2 OR (SELECT count(DISTINCT band)
        FROM sen.bands(s, bounds)) <> cardinality(bounds) + 2', 'bands add up, and have names of their own');
SELECT results_eq(format('SELECT clock, g, h.class COLLATE "C", h.from_days, h.cases FROM s, sen.histogram(s, %s) h '
                         'ORDER BY 1, 2, 3, 4', width),
    format('SELECT clock, g, class COLLATE "C", (floor(days::numeric / %1$s) * %1$s)::integer, count(*) FROM o GROUP '
           'BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4', width), 'histogram of width ' || width)
FROM unnest(ARRAY[2, 7, 28, 1 + (random() * 1000)::integer]) width;
SELECT is_empty($$SELECT clock, g, n
                  FROM (SELECT clock, g, n, class, from_days, lag(class) OVER w AS class_before,
                        lag(coalesce(from_days, 2147483647)) OVER w AS days_before
                        FROM s, sen.histogram(s, 7) WITH ORDINALITY h (class, from_days, cases, n)
                        WINDOW w AS (PARTITION BY clock, g ORDER BY n)) x
    WHERE class = class_before AND coalesce(from_days, 2147483647) <= days_before
        OR array_position('{done,done_excepted,open,open_excepted,left}',
                          class) < array_position('{done,done_excepted,open,open_excepted,left}', class_before)$$,
        'histograms ascend within their class');

-- Sizes: of the value before compression, which a stored one may have undergone; operator + makes it anew. ----
-- A month of one council: 150 cases over 0 to 800 days, four in five
-- finished, one in 20 under an exception, one in 30 left.
CREATE TEMPORARY TABLE month ON COMMIT DROP AS
SELECT m, sen.timeliness(date '2025-01-31' - (random() * 800)::integer,
                         CASE WHEN random() < 0.8 THEN date '2025-01-31' END, random() < 0.05,
                         CASE WHEN random() < 0.03 THEN date '2025-01-31' END, '2025-01-31') AS s
FROM generate_series(1, 200) m, generate_series(1, 150) n GROUP BY m;
SELECT diag('a month of one council: 150 cases, at most ' || max(pg_column_size(sen.timeliness_plus(s, 'v1')))
            || ' bytes') FROM month;
SELECT cmp_ok((SELECT max(pg_column_size(sen.timeliness_plus(s, 'v1'))) FROM month), '<=', 1024,
              'a month of one council is at most 1 KB');
SELECT cmp_ok((SELECT min(sen.cases(s)) FROM month), '=', 150::bigint, 'and has 150 cases');
-- England's year: 102,203 plans, with the shares that DfE published for 2024 (45.9% within 20
-- weeks, 46.9% to 52 weeks, 7.2% after; exceptions 6.1%), and 60,000 open.
-- Within 20 weeks most plans come in the last weeks; after, ever fewer. Open ones thin out with age.
CREATE TEMPORARY TABLE england ON COMMIT DROP AS
SELECT sen.timeliness(date '2025-12-31' - days, CASE WHEN NOT is_open THEN date '2025-12-31' END, random() < 0.061,
                      '2025-12-31') AS s
FROM (SELECT n > 102203 AS is_open,
             CASE WHEN n > 102203 THEN least(-ln(1 - random()) * 160, 1500)::integer
                  WHEN r < 0.459 THEN 140 - least(-ln(1 - random()) * 15, 120)::integer
                  WHEN r < 0.928 THEN 141 + (power(random(), 1.6) * 223)::integer
                  ELSE 365 + least(-ln(1 - random()) * 130, 1200)::integer END AS days
      FROM (SELECT n, random() AS r FROM generate_series(1, 162203) n) x) y;
SELECT diag('a year of England: ' || sen.finished(s) || ' plans and ' || sen.open_cases(s) || ' open cases, '
            || (SELECT count(*) FROM sen.histogram(s)) || ' cells, stored in ' || pg_column_size(s)
            || ' bytes, before compression ' || pg_column_size(sen.timeliness_plus(s, 'v1')) || ' bytes; 20-week rate '
            || round(100 * sen.rate(s, 140, true), 1) || '%') FROM england;
SELECT cmp_ok((SELECT pg_column_size(sen.timeliness_plus(s, 'v1')) FROM england), '<=', 8192,
              'a year of England is at most 8 KB');
SELECT cmp_ok((SELECT sen.finished(s) + sen.open_cases(s) FROM england), '=', 162203::bigint, 'and has all its cases');
-- A summary keeps days from -1024 to 4095 in one run and others apart: a window moves over both ends.
SELECT is((SELECT string_agg(format('%s:%s:%s', d, sen.finished(t), sen.max_days(t)), ' ' ORDER BY d) FROM (
               SELECT d, sen.lateness('2010-01-01', date '2010-01-01' + d, false,
                                      '2030-01-01') OVER (ORDER BY d ROWS 1 PRECEDING) AS t
               FROM unnest(ARRAY[-1026, -1025, -1024, -1023, 4094, 4095, 4096, 4097, 4098]) d) w),
          '-1026:1:-1026 -1025:2:-1025 -1024:2:-1024 -1023:2:-1023 4094:2:4094 4095:2:4095 4096:2:4096 4097:2:4097 '
          '4098:2:4098', 'a moving window over the ends of the run of days');
SELECT * FROM finish();
ROLLBACK;
