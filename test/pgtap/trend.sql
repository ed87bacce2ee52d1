-- The trend of a series against plain SQL over random data: the slope and
-- its interval from a self-join, the variance of
-- Kendall's score from all permutations, the line to a target in numeric,
-- the day it is reached by looking at every day.
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
SELECT coalesce(substring(:'seed' FROM '^[0-9]{1,18}$')::bigint,
                extract(epoch FROM clock_timestamp())::bigint) % 1000000 AS seed \gset
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
SELECT no_plan();
SELECT diag('trend: seed ' || :seed || ', repeat with SEN_SEED=' || :seed);
SELECT setseed(:seed / 1000000.0) AS seeded \gset

-- The series -------------------------------------------------------------------
-- Of 0 to 40 points: many equal values, many on one day, both, or neither; some
-- rows with nulls; a level of confidence for each.
CREATE TEMPORARY TABLE s ON COMMIT DROP AS
SELECT g, g % 4 AS kind, floor(random() ^ 1.5 * 41)::integer AS points, v.* FROM generate_series(1, 600) g
JOIN LATERAL (VALUES (0, 0.5, 0.674489750196082), (1, 0.9, 1.644853626951473), (2, 0.95, 1.959963984540054),
              (3, 0.95, 1.959963984540054), (4, 0.99, 2.575829303548901)) v (choice, confidence,
                  z) ON choice = g / 4 % 5;
CREATE TEMPORARY TABLE p ON COMMIT DROP AS
SELECT n, g, CASE WHEN a > 0.05 THEN day END AS on_day,
       CASE WHEN b > 0.05 THEN trend * (day - '2020-01-01') + noise END AS value, confidence
FROM (SELECT row_number() OVER () AS n, s.*, random() AS a, random() AS b,
      CASE WHEN kind IN (1, 2) THEN 0 ELSE g % 7 / 50.0 END AS trend,
             date '2020-01-01' + CASE WHEN kind IN (2, 3) THEN (random() * points / 3)::integer
                                      ELSE i * 30 + (random() * 14)::integer END AS day,
             CASE WHEN kind IN (1, 2) THEN (random() * 4)::integer / 4.0 ELSE (random() * 100)::numeric(9, 3)
             END AS noise
      FROM s, generate_series(1, points) i) x;
CREATE TEMPORARY TABLE u ON COMMIT DROP AS SELECT * FROM p WHERE on_day IS NOT NULL AND value IS NOT NULL;

-- Kendall's score counts rising pairs less falling ones. Its variance by the
-- sums over ties, in numeric, where thirds that add
-- up to nothing may leave a last digit below it ...
CREATE FUNCTION pg_temp.variance(days date[], vals numeric[]) RETURNS numeric LANGUAGE sql AS $$
    WITH n AS (SELECT cardinality(days)::numeric AS n),
         d AS (SELECT coalesce(sum(t * (t - 1) * (2 * t + 5)), 0) AS v, coalesce(sum(t * (t - 1)), 0) AS two,
               coalesce(sum(t * (t - 1) * (t - 2)), 0) AS three FROM (SELECT count(*)::numeric AS t FROM unnest(days) x
                                                                      GROUP BY x) c),
         e AS (SELECT coalesce(sum(t * (t - 1) * (2 * t + 5)), 0) AS v, coalesce(sum(t * (t - 1)), 0) AS two,
               coalesce(sum(t * (t - 1) * (t - 2)), 0) AS three FROM (SELECT count(*)::numeric AS t FROM unnest(vals) x
                                                                      GROUP BY x) c)
    SELECT greatest((n * (n - 1) * (2 * n + 5) - d.v - e.v) / 18
                    + coalesce(d.three * e.three / nullif(9 * n * (n - 1) * (n - 2), 0),
                               0) + coalesce(d.two * e.two / nullif(2 * n * (n - 1), 0), 0), 0) FROM n, d, e $$;
-- ... and from the scores of all orders of the values.
-- All orders and all pairs of 2 to 5 values, as tables: the planner would think far too much of the same as series.
CREATE TEMPORARY TABLE ordering ON COMMIT DROP AS
WITH RECURSIVE o AS (SELECT size, ARRAY[]::integer[] AS place FROM generate_series(2, 5) size
                     UNION ALL SELECT size, place || i FROM o, generate_series(1, 5) i
                     WHERE i <= size AND i <> ALL (place))
SELECT * FROM o WHERE cardinality(place) = size;
CREATE TEMPORARY TABLE two ON COMMIT DROP AS SELECT size, i, j FROM generate_series(2, 5) size, generate_series(1, 5) i,
    generate_series(1, 5) j WHERE i < j AND j <= size;
ANALYZE ordering, two;
CREATE FUNCTION pg_temp.variance_of_orders(days date[], vals numeric[]) RETURNS numeric LANGUAGE sql AS $$
    WITH score AS (SELECT sum(sign(days[j] - days[i]) * sign(vals[place[j]] - vals[place[i]]))::numeric AS score
                   FROM ordering JOIN two USING (size) WHERE size = cardinality(days) GROUP BY place)
    SELECT avg(score * score) FROM score $$;
SELECT is((SELECT string_agg(n::text, ' ' ORDER BY size)
           FROM (SELECT size, count(DISTINCT place) AS n FROM ordering GROUP BY size) x), '2 6 24 120',
          'all orders of 2 to 5 values');
SELECT is(count(*) FILTER (WHERE abs(pg_temp.variance(days, vals) - pg_temp.variance_of_orders(days, vals))
                           > 1e-12)::text || ' of ' || count(*), '0 of 40',
          'the variance of the score, from all orders of 2 to 5 values')
FROM (SELECT array_agg(date '2020-01-01' + (random() * (g % 5))::integer) AS days,
      array_agg((random() * (g % 3 + 1))::integer::numeric) AS vals FROM generate_series(1, 40) g,
      generate_series(1, 2 + g % 4) i GROUP BY g) x;

-- The slopes of all pairs in order, the rank where the interval begins, and what follows from them.
CREATE TEMPORARY TABLE o ON COMMIT DROP AS
SELECT s.g, points, kind, slopes, n, CASE WHEN n > 0 THEN (slopes[(n + 1) / 2] + slopes[n / 2 + 1]) / 2 END AS slope,
       CASE WHEN n > 0 AND lowest = highest THEN 0 WHEN rank >= 1 THEN slopes[rank] END AS lower,
           CASE WHEN n > 0 AND lowest = highest THEN 0 WHEN rank >= 1 THEN slopes[n + 1 - rank] END AS upper, used,
           first_on, last_on
FROM s LEFT JOIN LATERAL (SELECT count(*) AS used, array_agg(on_day ORDER BY n) AS days,
                          array_agg(value ORDER BY n) AS vals, min(on_day) AS first_on, max(on_day) AS last_on,
                          min(value) AS lowest, max(value) AS highest FROM u WHERE u.g = s.g) k ON true
LEFT JOIN LATERAL (SELECT array_agg((b.value::float8 - a.value::float8) / (b.on_day - a.on_day)
                                    ORDER BY (b.value::float8 - a.value::float8) / (b.on_day - a.on_day)) AS slopes,
                   count(*)::integer AS n
                   FROM u a JOIN u b ON b.g = a.g AND b.on_day > a.on_day WHERE a.g = s.g) j ON true
LEFT JOIN LATERAL (SELECT CASE WHEN n > 0 THEN ceil((n - z * sqrt(pg_temp.variance(days, vals))) / 2 - 0.5)::integer
                          END AS rank) r ON true;
CREATE TEMPORARY TABLE t ON COMMIT DROP AS SELECT s.g, x.t FROM s
    LEFT JOIN LATERAL (SELECT sen.theil_sen(on_day, value, s.confidence) AS t FROM p WHERE p.g = s.g) x ON true;

\if :whole
SELECT is((SELECT string_agg(DISTINCT CASE WHEN slope IS NULL THEN 'none' WHEN lower IS NULL THEN 'no interval'
                                           WHEN lower = upper THEN 'a point' ELSE 'an interval' END, ', ') FROM o),
          'a point, an interval, no interval, none', 'there are series of every kind');
SELECT is(count(*) FILTER (WHERE kind = 2 AND n > 20 AND lower < upper) > 30
          AND count(*) FILTER (WHERE used < points) > 100 AND count(*) FILTER (WHERE n % 2 = 1) > 100, true,
          'with ties of both kinds, with nulls, with an odd number of pairs') FROM o;
\endif
SELECT is((SELECT string_agg(format('%s: %s instead of %s', o.g, t, (slope, lower, upper)), '; ') FROM o
           JOIN t USING (g) WHERE ((t).slope_per_day, (t).lower, (t).upper) IS DISTINCT FROM (slope, lower, upper)),
          NULL, 'slope and interval, to the last bit');
-- Ties of both kinds are rare, and what they add to the variance is small: the rank where
-- the interval begins is the same without it in most series.
-- So here are series with many ties on few days, of which only those are taken whose
-- interval is another one if a sum over ties is left out.
-- of no ties; less those of days, of values; and of both, by threes and by twos
CREATE FUNCTION pg_temp.terms(days date[], vals numeric[]) RETURNS numeric[] LANGUAGE sql AS $$
    WITH n AS (SELECT cardinality(days)::numeric AS n), d AS (SELECT count(*)::numeric AS t FROM unnest(days) x
                                                              GROUP BY x), e AS (SELECT count(*)::numeric AS t
                                                                  FROM unnest(vals) x GROUP BY x)
    SELECT ARRAY[n * (n - 1) * (2 * n + 5) / 18, (SELECT -sum(t * (t - 1) * (2 * t + 5)) / 18 FROM d),
                 (SELECT -sum(t * (t - 1) * (2 * t + 5)) / 18 FROM e),
                 (SELECT sum(t * (t - 1) * (t - 2)) FROM d) * (SELECT sum(t * (t - 1) * (t - 2))
                                                               FROM e) / (9 * n * (n - 1) * (n - 2)),
                 (SELECT sum(t * (t - 1)) FROM d) * (SELECT sum(t * (t - 1)) FROM e) / (2 * n * (n - 1))] FROM n $$;
CREATE TEMPORARY TABLE tied ON COMMIT DROP AS
SELECT g, array_agg(d ORDER BY i) AS days, array_agg(v ORDER BY i) AS vals, sen.theil_sen(d, v, 0.9) AS t
FROM (SELECT g, i, date '2020-01-01' + floor(random() ^ 2 * (3 + g % 5))::integer AS d,
      CASE WHEN random() < 0.4 THEN 50 ELSE (random() * 100)::numeric(9, 3) END AS v FROM generate_series(1, 400) g,
      generate_series(1, 8 + g % 30) i) x
GROUP BY g HAVING count(DISTINCT d) > 2 AND count(DISTINCT v) > 2;
CREATE TEMPORARY TABLE ranked ON COMMIT DROP AS
SELECT g, t, slopes, w.term, ceil((n - 1.644853626951473 * sqrt(w.variance)) / 2 - 0.5)::integer AS rank,
       ceil((n - 1.644853626951473 * sqrt(w.without)) / 2 - 0.5)::integer AS other
FROM (SELECT tied.*, pg_temp.terms(days, vals) AS terms FROM tied) x
CROSS JOIN LATERAL (SELECT array_agg(s ORDER BY s) AS slopes, count(*)::integer AS n
                    FROM (SELECT (x.vals[b]::float8 - x.vals[a]::float8) / (x.days[b] - x.days[a]) AS s
                          FROM generate_subscripts(x.days, 1) a, generate_subscripts(x.days, 1) b
                          WHERE x.days[b] > x.days[a]) y) z
CROSS JOIN LATERAL (SELECT term, (SELECT sum(y) FROM unnest(terms) y) AS variance,
                    (SELECT sum(y) FROM unnest(terms) y) - terms[term] AS without FROM generate_series(2, 5) term) w;
\if :whole
SELECT cmp_ok(count(*) FILTER (WHERE r.term = k.term AND r.slopes[r.rank] <> r.slopes[r.other]), '>=', 3::bigint,
              'series whose interval would be another one without ' || k.what)
FROM ranked r, (VALUES (2, 'ties of days'), (3, 'ties of values'), (4, 'ties of both, by threes'),
                (5, 'ties of both, by twos')) k (term, what) GROUP BY k.term, k.what ORDER BY k.term;
\endif
SELECT is((SELECT string_agg(DISTINCT format('%s: %s instead of %s', g, t,
                                             (slopes[rank], slopes[cardinality(slopes) + 1 - rank])), '; ') FROM ranked
           WHERE rank >= 1 AND ((t).lower, (t).upper) IS DISTINCT FROM (slopes[rank],
               slopes[cardinality(slopes) + 1 - rank])), NULL, 'and it is the one with all of them');
SELECT is_empty('SELECT * FROM o JOIN t USING (g) WHERE ((t).points, (t).first_on, (t).last_on) IS DISTINCT FROM '
                '(used::integer, first_on, last_on)', 'points and days');
SELECT is_empty('SELECT * FROM o WHERE slope IS NOT NULL AND NOT (lower <= slope AND slope <= upper)',
                'the slope is in its interval');

-- What must not matter, and what must matter in one way only -------------------------
CREATE TEMPORARY TABLE m ON COMMIT DROP AS
SELECT g, t, sen.theil_sen(on_day, value, confidence ORDER BY random()) AS shuffled,
       sen.theil_sen(on_day, -value, confidence) AS upside_down,
       sen.theil_sen(date '2019-12-31' - (on_day - '2019-12-31'), value, confidence) AS backwards,
       sen.theil_sen(on_day - 5000, value * 1024, confidence) AS moved, sen.theil_sen(on_day, value, 0.999) AS surer,
       sen.theil_sen(on_day, value, 0.1) AS less_sure FROM t JOIN p USING (g) GROUP BY g, t;
SELECT is_empty('SELECT g FROM m WHERE shuffled IS DISTINCT FROM t', 'the order of the rows does not matter');
SELECT is_empty('SELECT g FROM m WHERE ((upside_down).slope_per_day, (upside_down).lower, (upside_down).upper) IS '
                'DISTINCT FROM (-(t).slope_per_day, -(t).upper, -(t).lower)',
                'values upside down: the mirrored interval');
SELECT is_empty('SELECT g FROM m WHERE ((backwards).slope_per_day, (backwards).lower, (backwards).upper) IS DISTINCT '
                'FROM (-(t).slope_per_day, -(t).upper, -(t).lower)', 'time backwards: the same');
SELECT is_empty('SELECT g FROM m WHERE abs((moved).slope_per_day - (t).slope_per_day * 1024) > 1e-9 OR (moved).last_on '
                '<> (t).last_on - 5000', 'other units and other days');
SELECT is_empty('SELECT g FROM m WHERE (surer).lower > (t).lower OR (surer).upper < (t).upper OR (less_sure).lower < '
                '(t).lower OR (less_sure).upper > (t).upper', 'surer, a wider interval');
SELECT is_empty($$SELECT g FROM m WHERE (upside_down).slope_per_day = 0 AND (upside_down)::text ~ '-0[,)]'$$,
                'no sign before 0');
-- Wild values move the slope of a least-squares line; not this one.
SELECT is((sen.theil_sen(date '2020-01-01' + i,
                         CASE WHEN i % 5 = 0 THEN 1e6 * (random() - 0.5)::numeric ELSE i / 4.0 END)).slope_per_day,
          0.25::float8, 'one value in five wild, and still the slope of the others') FROM generate_series(1, 60) i;

-- Parts: each a state of its own, read from a table, merged in any order; some of them without rows, or with room left.
CREATE AGGREGATE pg_temp.state(date, numeric, float8) (SFUNC = sen._theil_sen_accum, STYPE = bytea);
CREATE AGGREGATE pg_temp.merged(bytea) (SFUNC = sen._theil_sen_combine, STYPE = bytea,
                                        FINALFUNC = sen._theil_sen_final);
CREATE TEMPORARY TABLE part (g integer, state bytea) ON COMMIT DROP;
INSERT INTO part SELECT g, pg_temp.state(on_day, value, confidence) FROM p GROUP BY g, floor(random() * 5);
INSERT INTO part SELECT g, NULL FROM s WHERE g % 3 = 0;
SELECT is_empty('SELECT g FROM t JOIN (SELECT g, pg_temp.merged(state ORDER BY random()) AS merged FROM part GROUP BY '
                'g) x USING (g) WHERE merged IS DISTINCT FROM t AND (t).points > 0', 'merged from parts');
CREATE TABLE public.trend_point AS SELECT * FROM p;
ALTER TABLE public.trend_point SET (parallel_workers = 3);
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL parallel_leader_participation = off;
CREATE TEMPORARY TABLE parallel ON COMMIT DROP AS SELECT g, sen.theil_sen(on_day, value, confidence) AS merged
    FROM public.trend_point GROUP BY g;
SELECT is_empty('SELECT g FROM t JOIN parallel USING (g) WHERE merged IS DISTINCT FROM t', 'parallel workers');
-- As a window, which reads a state again and again.
SELECT is_empty($$SELECT a.g, a.n
                  FROM (SELECT g, n, sen.theil_sen(on_day, value, confidence) OVER (PARTITION BY g ORDER BY n) AS t
                        FROM p WHERE g <= 20) a
    WHERE t IS DISTINCT FROM (SELECT sen.theil_sen(on_day, value, confidence) FROM p WHERE p.g = a.g AND p.n <= a.n)$$,
        'a growing window');

-- The interval means what it says: of many series along a known slope, about so many intervals hold it.
\if :whole
SELECT cmp_ok(held, '>=', 0.92::float8, 'intervals of 95% hold the slope at least so often') || E'\n'
       || cmp_ok(held, '<=', 0.99::float8, 'and no more often than that')
FROM (SELECT avg(((t).lower <= 0.5 AND (t).upper >= 0.5)::integer)::float8 AS held
      FROM (SELECT sen.theil_sen(date '2020-01-01' + i * 30,
                                 (15 * i + 40 * (random() + random() + random()))::numeric) AS t
            FROM generate_series(1, 1500) g, generate_series(1, 12) i GROUP BY g) x) y;
\endif

-- Figures that follow each other -----------------------------------------------------
-- sen.trend() over the same series: the slope is the same. The residuals, their correlation with the one before, and by
-- how much the variance of the score is larger, by sums in SQL (Hamed and Rao 1998, for an autocorrelation that halves
-- again and again); where the rank hangs on the last digit nothing is said of the interval.
CREATE TEMPORARY TABLE w ON COMMIT DROP AS
SELECT s.g, s.z, x.t FROM s
LEFT JOIN LATERAL (SELECT sen.trend(on_day, value, s.confidence) AS t FROM p WHERE p.g = s.g) x ON true;
SELECT is_empty('SELECT g FROM w JOIN t USING (g) WHERE ((w.t).slope_per_day, (w.t).points, (w.t).first_on, '
                '(w.t).last_on) IS DISTINCT FROM ((t.t).slope_per_day, (t.t).points, (t.t).first_on, (t.t).last_on)',
                'slope, points and days are those of sen.theil_sen()');
CREATE TEMPORARY TABLE a ON COMMIT DROP AS
SELECT o.g, w.t, o.slopes, o.lower, o.upper, o.n AS pairs, w.z, r.*
FROM o JOIN w USING (g)
CROSS JOIN LATERAL (
    SELECT count(*)::float8 AS n, count(DISTINCT on_day) = count(*) AS distinct_days,
           max(abs(e)) > 1e-9 AS has_residuals, min(value) < max(value) AS varies,
           sum(e * before) / nullif(sum(e * e), 0) AS r1,
           array_agg(on_day) AS days, array_agg(value) AS vals
    FROM (SELECT on_day, value, e, lag(e) OVER (ORDER BY on_day) AS before
          FROM (SELECT on_day, value, y - avg(y) OVER () AS e
                FROM (SELECT u.on_day, u.value, u.value::float8 - o.slope * (u.on_day - o.first_on) AS y FROM u
                      WHERE u.g = o.g) y) e) b) r;
ALTER TABLE a ADD COLUMN r float8, ADD COLUMN allowed float8, ADD COLUMN place float8;
UPDATE a SET r = greatest(least((n * r1 + 2) / (n - 4), 1), -1)
WHERE n >= 8 AND distinct_days AND has_residuals AND varies;
-- Allowed for is the upper end of its interval, at the same level of confidence; of fewer than 8 points 0.6.
UPDATE a SET allowed = CASE WHEN r IS NOT NULL THEN least(r + z * sqrt((1 - r ^ 2) / n), 1)
                            WHEN n BETWEEN 3 AND 7 THEN 0.6 END;
UPDATE a SET place = (pairs - z * sqrt(pg_temp.variance(days, vals)
    * (1 + 2 * coalesce((SELECT sum((n - k) * (n - k - 1) * (n - k - 2) * 6 / pi() * asin(allowed ^ k / 2))
                         FROM generate_series(1, n::integer - 3) k WHERE allowed > 0), 0)
       / (n * (n - 1) * (n - 2))))) / 2 - 0.5
WHERE allowed IS NOT NULL AND varies;
SELECT is_empty('SELECT g, r, t FROM a WHERE (t).autocorrelation IS NULL <> (r IS NULL) OR abs((t).autocorrelation - '
                'r) > 1e-9', 'the autocorrelation of the residuals, corrected for the line');
SELECT is_empty($$SELECT g, r, t FROM a
                  WHERE place IS NULL AND ((t).lower, (t).upper) IS DISTINCT FROM (lower, upper)$$,
                'of several points on one day, and of a line, the interval is that of Sen');
SELECT is_empty($$SELECT g, r, t FROM a WHERE r > 0.75 AND (t).lower IS NOT NULL$$, 'above 0.75 there is no interval');
SELECT is_empty($$SELECT g, r, place, t FROM a WHERE coalesce(r, 0) <= 0.75 AND place IS NOT NULL
                  AND abs(place - round(place::numeric)::float8) > 1e-6
                  AND ((t).lower, (t).upper) IS DISTINCT FROM
                      CASE WHEN ceil(place) >= 1 THEN (slopes[ceil(place)], slopes[pairs + 1 - ceil(place)])
                           ELSE (NULL::float8, NULL::float8) END$$,
                'below it the interval is that of the larger variance');
\if :whole
SELECT is((SELECT string_agg(DISTINCT CASE WHEN r > 0.75 THEN 'left out'
                                           WHEN allowed > 0 AND (t).lower < lower THEN 'wider'
                                           WHEN allowed > 0 AND (t).lower IS NULL AND lower IS NOT NULL THEN 'too few'
                                           WHEN allowed < 0 THEN 'as it was'
                                           WHEN n >= 8 AND r IS NULL THEN 'not known' END, ', ') FROM a),
          'as it was, left out, not known, too few, wider', 'intervals of every kind');

-- How often chance alone would be called a trend: 1,000 series of 12 months without change of each kind, of which each
-- month is so close to the one before, and 1,000 of 6, of which that is not known. At most 5 in 100, either way;
-- rolling averages of the same series show why they have no place here.
CREATE FUNCTION pg_temp.still(closeness float8, months integer) RETURNS numeric[] LANGUAGE plpgsql AS $$
DECLARE
    x float8 := (random() + random() + random() + random() - 2) / sqrt(1 - closeness ^ 2);
    found numeric[];
BEGIN
    FOR i IN 1..months LOOP
        found := found || (50 + 10 * x)::numeric(9, 4);
        x := closeness * x + random() + random() + random() + random() - 2;
    END LOOP;
    RETURN found;
END $$;
CREATE TEMPORARY TABLE still ON COMMIT DROP AS
SELECT months, closeness, g, sen.trend(date '2024-01-31' + 30 * i::integer, v) AS t,
       sen.theil_sen(date '2024-01-31' + 30 * i::integer, v) AS plain
FROM (SELECT months, closeness, g, pg_temp.still(closeness, months) AS vals
      FROM unnest('{6,12}'::integer[]) months, unnest('{0,0.2,0.4,0.6,0.8}'::float8[]) closeness,
           generate_series(1, 1000) g) x,
     unnest(vals) WITH ORDINALITY u (v, i)
GROUP BY months, closeness, g;
SELECT diag(format('%s months, autocorrelation %s: %s of 1,000 series without change called a trend, %s%% of them '
                   'without an interval; by sen.theil_sen() %s', months, closeness,
                   count(*) FILTER (WHERE (t).lower > 0 OR (t).upper < 0),
                   round(count(*) FILTER (WHERE (t).lower IS NULL) / 10.0, 1),
                   count(*) FILTER (WHERE (plain).lower > 0 OR (plain).upper < 0)))
FROM still GROUP BY months, closeness ORDER BY months, closeness;
-- 0.8 is expected to have 35, of which chance makes more than 50 in one run of 200, and more than 60 in one of 50,000.
SELECT cmp_ok(count(*) FILTER (WHERE (t).lower > 0 OR (t).upper < 0), '<=',
              CASE closeness WHEN 0.8 THEN 60 ELSE 50 END::bigint,
              format('%s months, autocorrelation %s: at most 5 in 100 are called a trend', months, closeness))
FROM still GROUP BY months, closeness ORDER BY months, closeness;
-- The years to each of 12 months, of 23 months without change.
SELECT cmp_ok(count(*) FILTER (WHERE (t).lower > 0 OR (t).upper < 0), '>', 250::bigint,
              'of 1,000 rolling averages without change more than a quarter would be called a trend')
FROM (SELECT g, sen.theil_sen(date '2024-01-31' + 30 * i, (SELECT avg(v) FROM unnest(vals[i:i + 11]) v)) AS t
      FROM (SELECT g, pg_temp.still(0, 23) AS vals FROM generate_series(1, 1000) g) x, generate_series(1, 12) i
      GROUP BY g) y;
\endif

-- The line to a target ---------------------------------------------------------------
SELECT is(count(*) FILTER (WHERE CASE WHEN day >= b THEN v <> w WHEN day <= a THEN v <> u
                                      ELSE abs(v - (u * (b - day) + w * (day - a)) / (b - a)) > 1e-14 * greatest(abs(u),
                                          abs(w), 1) OR v NOT BETWEEN least(u, w) AND greatest(u, w)
                                      OR v::text ~ '\.\d*0$' END), 0::bigint, 'the straight line, by weights')
FROM (SELECT *, sen.straight_line(a, u, b, w, day) AS v
      FROM (SELECT a, a + (random() * 300)::integer AS b, (random() * 200 - 100)::numeric(9, 2) AS u,
            (random() * 200 - 100)::numeric(9, 2) AS w, a - 20 + (random() * 320)::integer AS day
      FROM (SELECT date '2024-01-01' + (random() * 300)::integer AS a FROM generate_series(1, 5000)) x) y) z;

-- The day it is reached: the first of all days on which value + days * slope is there.
CREATE TEMPORARY TABLE r ON COMMIT DROP AS
SELECT *, sen.reaches_on('2199-06-01', value, slope, target, CASE WHEN rises THEN 'increase' ELSE 'decrease' END) AS got
FROM (SELECT (random() * 20)::numeric(9, 1) AS value, (random() * 20)::numeric(9, 1) AS target,
      (random() - 0.4)::numeric(9, 1) AS slope, random() < 0.5 AS rises FROM generate_series(1, 2000)) x;
SELECT is((SELECT count(*) FROM r
           WHERE got IS DISTINCT FROM (SELECT date '2199-06-01' + min(d)
                                       FROM generate_series(0, date '2199-12-31' - '2199-06-01') d
                                       WHERE CASE WHEN rises THEN value + d * slope >= target
                                                  ELSE value + d * slope <= target END)), 0::bigint,
          'the first day at the target or beyond');
SELECT ok(count(*) FILTER (WHERE got IS NULL) > 300 AND count(*) FILTER (WHERE got = '2199-06-01') > 300
          AND count(DISTINCT got) > 40, 'some never, some now, some later') FROM r;

SELECT * FROM finish();
ROLLBACK;
