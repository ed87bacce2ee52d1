-- Intervals for proportions against arithmetic in numeric, over random data: the quantile by its
-- power series, Wilson as the roots of the score equation, Newcombe from those roots.
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
SELECT no_plan();
SELECT diag('proportion: seed ' || :seed || ', repeat with SEN_SEED=' || :seed);
SELECT setseed(:seed / 1000000.0) AS seeded \gset
-- A cast to numeric would keep 15 digits of a double; its text has as many as tell it from every other.
CREATE FUNCTION pg_temp.digits(x double precision) RETURNS numeric LANGUAGE sql AS $$SELECT x::text::numeric$$;

-- The quantile ---------------------------------------------------------------
-- z of a level of confidence, read off an interval: of none in n the upper limit is z * z / (n + z * z).
CREATE FUNCTION pg_temp.z(confidence double precision) RETURNS numeric LANGUAGE sql AS
$$SELECT sqrt(round(50 * u / (1 - u), 40))
  FROM (SELECT pg_temp.digits(upper)::numeric(80, 40) AS u FROM sen.wilson(0, 50, confidence)) x$$;
SELECT ok(abs(pg_temp.z(confidence) - z) < 5e-15, 'z of ' || confidence || ' is ' || z)
FROM (VALUES (0.5, 0.674489750196082), (0.6826894921370859, 1), (0.9, 1.644853626951473), (0.95, 1.959963984540054),
      (0.9544997361036416, 2), (0.99, 2.575829303548901), (0.998, 3.090232306167813),
      (0.999, 3.290526731491895)) v (confidence, z);

-- The share of a normal variable within z standard errors: 2 * density(z) * (z + z^3/3 + z^5/(3*5) + ...).
CREATE FUNCTION pg_temp.density(z numeric) RETURNS numeric LANGUAGE sql AS
$$SELECT exp(-z * z / 2) / sqrt(2 * 3.14159265358979323846264338327950288)$$;
CREATE FUNCTION pg_temp.within(z numeric) RETURNS numeric LANGUAGE plpgsql AS $$
DECLARE
    term numeric := round(z, 40);
    total numeric := term;
    k integer := 1;
BEGIN
    WHILE term > 1e-36 LOOP
        k := k + 2;
        term := round(term * z * z / k, 40);
        total := total + term;
    END LOOP;
    RETURN 2 * exp(round(-z * z / 2, 40)) / sqrt(2 * 3.14159265358979323846264338327950288) * total;
END $$;
-- Levels whose double is exact, a multiple of a power of 2, up to 1 - 2^-40; the error is taken back to one of z.
CREATE TEMPORARY TABLE level ON COMMIT DROP AS
SELECT exact, exact::double precision AS confidence
FROM (SELECT round(random() * 1048574 + 1)::numeric * 0.5::numeric(60, 50) ^ 20 AS exact FROM generate_series(1, 100)
      UNION ALL SELECT 1 - 0.5::numeric(60, 50) ^ n FROM unnest(ARRAY[1, 5, 10, 20, 30, 40]) n
      UNION ALL SELECT 0.5::numeric(60, 50) ^ 20) x;
SELECT is((SELECT count(*) FROM level WHERE (confidence * 2 ^ 52)::bigint * 0.5::numeric(70, 60) ^ 52 <> exact),
          0::bigint, 'levels are exact');
SELECT cmp_ok((SELECT max(abs(pg_temp.within(z) - exact) / (2 * pg_temp.density(z)))
               FROM (SELECT exact, pg_temp.z(confidence) AS z FROM level) x), '<', 1e-14,
              'as many standard errors as hold the level');

-- Counts -----------------------------------------------------------------------
-- Of one case to 10^12, whole and not, often at or near the ends.
CREATE TEMPORARY TABLE c ON COMMIT DROP AS
SELECT id, n::numeric(80, 40) AS n,
       (CASE WHEN a < 0.1 THEN 0 WHEN a < 0.2 THEN n WHEN a < 0.3 THEN least(n, 1) WHEN a < 0.4 THEN n - least(n, 1)
             WHEN a < 0.5 THEN n * random()::numeric(12, 6) ELSE trunc(n * random()::numeric(12, 6)) END)::numeric(80,
                 40) AS x, confidence, pg_temp.z(confidence) AS z
FROM (SELECT id,
      CASE WHEN id % 5 = 0 THEN (0.001 + 50 * random())::numeric(12, 4) ELSE ceil(10 ^ (12 * random()))::numeric
      END AS n, random() AS a,
             (ARRAY[0.5, 0.8, 0.95, 0.95, 0.998, 0.999999])[1 + floor(random() * 6)] AS confidence
                 FROM generate_series(1, 3000) id) r;
\if :whole
SELECT ok((SELECT bool_or(x = 0) AND bool_or(x = n) AND bool_or(x <> trunc(x)) AND min(n) < 20 AND max(n) > 1e11
           AND bool_and(x BETWEEN 0 AND n) FROM c), 'the data have every kind of counts');
\endif

-- The two t with (x/n - t)^2 = z^2 t (1 - t) / n, solved for t.
CREATE TEMPORARY TABLE w ON COMMIT DROP AS
SELECT c.*, round(x / n, 40) AS p, lower, upper, round((-b - sqrt(round(greatest(b * b - 4 * a * d, 0), 60))) / (2 * a),
                                                       30) AS root1,
       round((-b + sqrt(round(greatest(b * b - 4 * a * d, 0), 60))) / (2 * a), 30) AS root2
FROM c CROSS JOIN LATERAL (SELECT round(1 + z * z / n, 60) AS a, round(-(2 * x / n + z * z / n), 60) AS b,
                           round(x * x / (n * n), 60) AS d) k, sen.wilson(x::float8, n::float8, confidence);
CREATE FUNCTION pg_temp.off(got double precision, wanted numeric) RETURNS numeric LANGUAGE sql AS
$$SELECT CASE WHEN wanted = 0 THEN abs(pg_temp.digits(got)) ELSE abs(pg_temp.digits(got) / wanted - 1) END$$;
SELECT cmp_ok((SELECT max(greatest(pg_temp.off(lower, CASE WHEN x = 0 THEN 0 ELSE root1 END),
                                   pg_temp.off(upper, root2))) FROM w), '<', 2e-14,
              'Wilson: the roots of the score equation, to the last digits');
SELECT is((SELECT count(*) FROM w WHERE (lower = 0) <> (x = 0) OR (upper = 1) <> (x = n)), 0::bigint,
          'Wilson: 0 and 1 exactly at the ends and nowhere else');
SELECT is((SELECT count(*) FROM w
           WHERE NOT (pg_temp.digits(lower) <= p + 1e-16 AND p <= pg_temp.digits(upper) + 1e-16)), 0::bigint,
          'Wilson: around the proportion');
SELECT cmp_ok((SELECT max(greatest(abs(w.lower - (1 - m.upper)), abs(w.upper - (1 - m.lower))))
               FROM w, sen.wilson((n - x)::float8, n::float8, confidence) m), '<=', 1e-15::float8,
              'Wilson: mirrored, for the cases that are not counted');
SELECT is((SELECT count(*) FROM w, sen.wilson((x + (n - x) / 2)::float8, n::float8, confidence) m
           WHERE x < n AND NOT (m.lower > w.lower AND (m.upper > w.upper OR m.upper >= 1 - 1e-15))), 0::bigint,
          'Wilson: more of the same cases, a higher interval');
SELECT is((SELECT count(*) FROM w, sen.wilson((x * 2)::float8, (n * 2)::float8, confidence) m
           WHERE NOT (m.upper - m.lower < w.upper - w.lower)), 0::bigint,
          'Wilson: twice the cases, a narrower interval');
SELECT is((SELECT count(*) FROM w, sen.wilson(x::float8, n::float8, 0.9999999) m WHERE NOT (m.lower < w.lower OR x = 0)
           OR NOT (m.upper > w.upper OR x = n)), 0::bigint, 'Wilson: surer, a wider interval');

-- Pairs: each with the next, at the level of the first.
CREATE TEMPORARY TABLE d ON COMMIT DROP AS
SELECT a.x AS x1, a.n AS n1, b.x AS x2, b.n AS n2, a.confidence, a.p AS p1, b.p AS p2, a.root1 AS l1, a.root2 AS u1,
       CASE WHEN b.confidence = a.confidence THEN b.root1 ELSE r.root1 END AS l2,
           CASE WHEN b.confidence = a.confidence THEN b.root2 ELSE r.root2 END AS u2, k.difference, k.lower, k.upper
FROM w a JOIN w b ON b.id = a.id + 1
CROSS JOIN LATERAL (SELECT round((m - s) / (1 + a.z * a.z / b.n), 30) AS root1,
                    round((m + s) / (1 + a.z * a.z / b.n), 30) AS root2
                    FROM (SELECT b.p + a.z * a.z / (2 * b.n) AS m,
                          a.z * sqrt(round(b.p * (1 - b.p) / b.n + a.z * a.z / (4 * b.n * b.n), 60)) AS s) h) r,
     sen.newcombe(a.x::float8, a.n::float8, b.x::float8, b.n::float8, a.confidence) k;
SELECT cmp_ok((SELECT max(greatest(abs(pg_temp.digits(difference) - (p1 - p2)),
                                   abs(pg_temp.digits(lower) - (p1 - p2 - sqrt((p1 - l1) ^ 2 + (u2 - p2) ^ 2))),
                                   abs(pg_temp.digits(upper) - (p1 - p2 + sqrt((u1 - p1) ^ 2 + (p2 - l2) ^ 2)))))
               FROM d), '<', 2e-14, 'Newcombe: from the roots');
SELECT is((SELECT count(*) FROM d, sen.newcombe(x2::float8, n2::float8, x1::float8, n1::float8, confidence) m
           WHERE (m.difference, m.lower, m.upper) IS DISTINCT FROM (-d.difference, -d.upper, -d.lower)), 0::bigint,
          'Newcombe: the other way round, the other sign');
SELECT is((SELECT count(*) FROM d
           WHERE NOT (-1 <= lower AND lower <= difference AND difference <= upper AND upper <= 1)), 0::bigint,
          'Newcombe: around the difference, from -1 to 1');

-- Funnel -----------------------------------------------------------------------
SELECT cmp_ok((SELECT max(greatest(abs(pg_temp.digits(f.lower) - greatest(0, p - margin)),
                                   abs(pg_temp.digits(f.upper) - least(1, p + margin))))
               FROM (SELECT n, confidence, q::float8 AS q, q AS p, z * sqrt(round(q * (1 - q) / n, 60)) AS margin
                     FROM (SELECT n, confidence, z, random()::numeric(12, 6) AS q FROM c) x) y,
                   sen.funnel_limits(q, n::float8, confidence) f), '<', 2e-14, 'funnel: as the formula');

-- In words -----------------------------------------------------------------------
-- Put together in SQL from the same numbers, rounded in numeric; the change from
-- the counts, since it may end in half of a last digit.
CREATE FUNCTION pg_temp.points(share numeric, with_sign boolean) RETURNS text LANGUAGE sql AS
$$SELECT CASE WHEN with_sign AND points > 0 THEN '+' ELSE '' END || points
  FROM (SELECT trim_scale(round(100 * share, 1)) AS points) x$$;
CREATE FUNCTION pg_temp.noun(share numeric) RETURNS text LANGUAGE sql
    RETURN CASE abs(round(100 * share, 1)) WHEN 1 THEN 'point' ELSE 'points' END;
CREATE TEMPORARY TABLE e ON COMMIT DROP AS
SELECT x1, n1, x2, n2, level, x2::numeric(60, 40) / n2::numeric - x1::numeric(60, 40) / n1::numeric AS change,
       k.lower::numeric AS lower, k.upper::numeric AS upper, in_words
FROM (SELECT n1, n2, floor(random() * (n1 + 1)) AS x1, floor(random() * (n2 + 1)) AS x2,
      (ARRAY[0.8, 0.95, 0.998])[1 + floor(random() * 3)] AS level
      FROM (SELECT ceil(10 ^ (1 + 3 * random())) AS n1, ceil(10 ^ (1 + 3 * random())) AS n2
            FROM generate_series(1, 2000)) r
      UNION ALL SELECT n, n + 1, floor(n / 2), floor(n / 2) + floor(random() * 3), 0.95
          FROM (SELECT ceil(10 ^ (1 + 4 * random())) AS n FROM generate_series(1, 500)) r) v,
     sen.newcombe(x2, n2, x1, n1, level) k, sen.proportion_change(x1, n1, x2, n2, level) g;
\if :whole
SELECT is((SELECT string_agg(DISTINCT substring(in_words FROM '^(rose|fell|no clear change)'), ', '
                             ORDER BY substring(in_words FROM '^(rose|fell|no clear change)')) FROM e),
          'fell, no clear change, rose', 'there are changes of every kind');
\endif
SELECT is_empty($$SELECT x1, n1, x2, n2, in_words FROM e WHERE in_words <>
    CASE WHEN lower > 0 THEN format('rose by %s %s, %s%% interval %s to %s', pg_temp.points(change, false),
                                    pg_temp.noun(change), trim_scale(level * 100), pg_temp.points(lower, false),
                                    pg_temp.points(upper, false))
         WHEN upper < 0 THEN format('fell by %s %s, %s%% interval %s to %s', pg_temp.points(-change, false),
                                    pg_temp.noun(-change), trim_scale(level * 100), pg_temp.points(-upper, false),
                                    pg_temp.points(-lower, false))
         ELSE format('no clear change: %s %s, %s%% interval %s to %s', pg_temp.points(change, true),
                     pg_temp.noun(change), trim_scale(level * 100), pg_temp.points(lower, true),
                     pg_temp.points(upper, true)) END$$,
             'the words say the numbers');
SELECT is_empty($$SELECT in_words FROM e WHERE in_words ~ '[-+]0\.0( |$)'$$, 'no sign before 0.0');

-- Summaries ------------------------------------------------------------------------
CREATE TEMPORARY TABLE s ON COMMIT DROP AS
SELECT g, sen.timeliness('2025-01-01', '2025-01-01'::date + (random() * 300)::integer, random() < 0.2,
                         '2025-08-01'::date) AS s
FROM (SELECT floor(40 * random() ^ 2) AS g FROM generate_series(1, 5000)) r GROUP BY g;
SELECT results_eq(format('SELECT g, i.* FROM s, sen.rate_interval(s, %1$s, %2$L) i UNION ALL SELECT g, i.* FROM s, '
                         'sen.rate_interval(s, %1$s, %2$L, 0.998) i', days, including),
    format($$SELECT g, i.* FROM s, sen.wilson(sen.within(s, %1$s, %2$L), sen.finished(s, %2$L)) i
             UNION ALL SELECT g, i.* FROM s, sen.wilson(sen.within(s, %1$s, %2$L), sen.finished(s, %2$L), 0.998) i$$,
           days, including),
    'rate_interval: Wilson of the counts, ' || days || ' days, exceptions ' || including)
FROM unnest(ARRAY[0, 140, 400]) days, unnest(ARRAY[true, false]) including;
SELECT results_eq(format('SELECT a.g, b.g, i.* FROM s a JOIN s b ON b.g = a.g + 1, sen.rate_change(a.s, b.s, 140, '
                         '%1$L, 0.998) i', including),
    format($$SELECT a.g, b.g, i.* FROM s a
             JOIN s b ON b.g = a.g + 1, sen.proportion_change(sen.within(a.s, 140, %1$L), sen.finished(a.s, %1$L),
                                                              sen.within(b.s, 140, %1$L), sen.finished(b.s, %1$L),
                                                              0.998) i$$, including),
    'rate_change: of the counts, exceptions ' || including)
FROM unnest(ARRAY[true, false]) including;
SELECT is_empty('SELECT g FROM s, sen.rate_interval(s, 140) WHERE NOT sen.rate(s, 140) BETWEEN lower::numeric AND '
                'upper::numeric', 'the interval is around sen.rate()');

SELECT * FROM finish();
ROLLBACK;
