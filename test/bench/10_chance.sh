#!/usr/bin/env bash
# How often pure chance is called a change: series without any, by simulation. What sen.is_overdispersed(),
# sen.chance_of_change(), view improvement and doc/process_control.md rest on. SEN_SEED=N repeats a seed, SERIES is how
# many series of each kind.
set -euo pipefail

psql -X -q -A -t -v ON_ERROR_STOP=1 -v seed="${SEN_SEED:-}" -v series="${SERIES:-1000}" <<'SQL'
SET client_min_messages = warning;
SET jit = off;
SELECT coalesce(substring(:'seed' FROM '^[0-9]{1,18}$')::bigint, extract(epoch FROM clock_timestamp())::bigint) % 1000000 AS seed \gset
SELECT '    seed ' || :seed || ', ' || :series || ' series of each kind; repeat with SEN_SEED=' || :seed || ' SERIES=' || :series;
SELECT setseed(:seed / 1000000.0) AS seeded \gset

-- The series -------------------------------------------------------------------
-- How many of n cases come out by a random number from 0 to 1: the cumulative binomial distribution.
CREATE TEMPORARY TABLE kind (name text, about integer, p double precision);
INSERT INTO kind VALUES ('p: 10 cases a month, 10%', 10, 0.1), ('p: 10 cases a month, 50%', 10, 0.5), ('p: 50 cases a month, 10%', 50, 0.1), ('p: 50 cases a month, 40%', 50, 0.4), ('p: 200 cases a month, 25%', 200, 0.25);
CREATE TEMPORARY TABLE drawn AS
WITH RECURSIVE term (about, n, p, k, chance) AS (
    SELECT about, n, p, 0, (1 - p) ^ n FROM kind, generate_series((0.75 * about)::integer - 1, (1.25 * about)::integer + 1) n
    UNION ALL
    SELECT about, n, p, k + 1, chance * (n - k) / (k + 1) * p / (1 - p) FROM term WHERE k < n
)
SELECT about, n, p, array_agg(up_to ORDER BY k) AS up_to
FROM (SELECT *, sum(chance) OVER (PARTITION BY about, n, p ORDER BY k) AS up_to FROM term) t GROUP BY about, n, p;
CREATE UNIQUE INDEX ON drawn (about, p, n);
ANALYZE drawn;
-- Months differ by up to a quarter in how many cases they have. The XmR series are normal, the u series counts of about
-- five a month. 60 months of each.
CREATE TEMPORARY TABLE figure AS
SELECT x.name, 'p' AS form, x.g, x.i, x.n::double precision AS size, width_bucket(x.luck, d.up_to)::double precision AS counted
FROM (SELECT k.*, g, i, (k.about * (0.75 + 0.5 * random()))::integer AS n, random() AS luck FROM kind k, generate_series(1, :series) g, generate_series(1, 60) i) x
JOIN drawn d ON d.about = x.about AND d.p = x.p AND d.n = x.n
UNION ALL
SELECT 'XmR: normal', 'XmR', g, i, NULL, sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random()) FROM generate_series(1, :series) g, generate_series(1, 60) i
UNION ALL
SELECT 'u: 5 events a month', 'u', g, i, 1, width_bucket(random(), u.up_to)
FROM generate_series(1, :series) g, generate_series(1, 60) i,
     (SELECT array_agg(up_to ORDER BY k) AS up_to FROM (SELECT k, sum(exp(-5) * 5::double precision ^ k / factorial(k)::double precision) OVER (ORDER BY k) AS up_to FROM generate_series(0, 30) k) s) u;
CREATE INDEX ON figure (i);
ANALYZE figure;

-- What is called a change ------------------------------------------------------
-- The chart of the figures from one to another, as process_control draws it; what the latest shows.
CREATE TEMPORARY TABLE span (first integer, latest integer);
CREATE TEMPORARY TABLE charted (name text, first integer, latest integer, g integer, is_overdispersed boolean, is_marked boolean);
CREATE FUNCTION pg_temp.chart(of_span span) RETURNS void LANGUAGE sql AS $$
    INSERT INTO charted
    SELECT x.name, of_span.first, of_span.latest, x.g, x.is_overdispersed, (x.c).variation::text <> 'common_cause'
    FROM (SELECT f.name, f.g, f.i, NULL::boolean AS is_overdispersed, sen.xmr(f.counted, direction => 'increase') OVER w AS c
          FROM figure f WHERE f.form = 'XmR' AND f.i BETWEEN of_span.first AND of_span.latest WINDOW w AS (PARTITION BY f.name, f.g ORDER BY f.i)) x WHERE x.i = of_span.latest
    UNION ALL
    SELECT x.name, of_span.first, of_span.latest, x.g, sen.is_overdispersed(x.c), CASE WHEN sen.is_overdispersed(x.c) THEN (x.prime).variation::text ELSE (x.c).variation::text END <> 'common_cause'
    FROM (SELECT f.name, f.g, f.i, sen.p_chart(f.counted, f.size, direction => 'increase') OVER w AS c, sen.p_chart(f.counted, f.size, direction => 'increase', prime => true) OVER w AS prime
          FROM figure f WHERE f.form = 'p' AND f.i BETWEEN of_span.first AND of_span.latest WINDOW w AS (PARTITION BY f.name, f.g ORDER BY f.i)) x WHERE x.i = of_span.latest
    UNION ALL
    SELECT x.name, of_span.first, of_span.latest, x.g, sen.is_overdispersed(x.c), CASE WHEN sen.is_overdispersed(x.c) THEN (x.prime).variation::text ELSE (x.c).variation::text END <> 'common_cause'
    FROM (SELECT f.name, f.g, f.i, sen.u_chart(f.counted, f.size, direction => 'increase') OVER w AS c, sen.u_chart(f.counted, f.size, direction => 'increase', prime => true) OVER w AS prime
          FROM figure f WHERE f.form = 'u' AND f.i BETWEEN of_span.first AND of_span.latest WINDOW w AS (PARTITION BY f.name, f.g ORDER BY f.i)) x WHERE x.i = of_span.latest
$$;
INSERT INTO span VALUES (1, 6), (1, 8), (1, 12), (1, 18), (1, 24), (1, 36), (1, 60);
-- A year of monthly looks at the last 24 months.
INSERT INTO span SELECT i - 23, i FROM generate_series(25, 36) i;
SELECT count(*) FROM (SELECT pg_temp.chart(s) FROM span s) x \g /dev/null

SELECT '    called overdispersed, of 100 series; points:   6     8    12    18    24    36    60';
SELECT '    ' || rpad(name, 43) || string_agg(lpad(to_char(share, 'FM990.0'), 6), '' ORDER BY latest)
FROM (SELECT name, latest, 100.0 * avg(is_overdispersed::integer) AS share FROM charted WHERE first = 1 AND name !~ '^XmR' GROUP BY name, latest) s GROUP BY name ORDER BY name;
SELECT '    latest figure marked, of 100 series; points:   6     8    12    18    24    36    60';
SELECT '    ' || rpad(name, 43) || string_agg(lpad(to_char(share, 'FM990.0'), 6), '' ORDER BY latest)
FROM (SELECT name, latest, 100.0 * avg(is_marked::integer) AS share FROM charted WHERE first = 1 GROUP BY name, latest
      UNION ALL SELECT 'counts: all of p and u together', latest, 100.0 * avg(is_marked::integer) FROM charted WHERE first = 1 AND name !~ '^XmR' GROUP BY latest) s GROUP BY name ORDER BY name;
SELECT '    twelve monthly looks at the last 24 months, of 100 series: marked in one of them at least; marked looks, of 100';
SELECT '    ' || rpad(name, 43) || lpad(to_char(100.0 * avg(once::integer), 'FM990.0'), 6) || lpad(to_char(100.0 * avg(looks), 'FM990.0'), 6)
FROM (SELECT name, g, bool_or(is_marked) AS once, avg(is_marked::integer) AS looks FROM charted WHERE first > 1 GROUP BY name, g) s GROUP BY name ORDER BY name;

-- What is announced as an improvement -------------------------------------------------
-- Looked at each month for twelve months since a day, beside so many figures before it, as view improvement does.
CREATE TEMPORARY TABLE looked AS
SELECT b.before, x.name, x.form, x.g, x.i - b.before AS look, x.counted, x.size, (x.c).value > (x.c).centre AS is_good,
       CASE WHEN sen.is_overdispersed(x.c) THEN (x.prime).value > (x.prime).upper ELSE (x.c).value > (x.c).upper END AS is_beyond,
       CASE WHEN sen.is_overdispersed(x.c) AND b.before >= 12 THEN (x.c).dispersion ELSE 1 END AS dispersion
FROM (VALUES (1), (4), (12), (24)) b (before)
CROSS JOIN LATERAL (
    SELECT f.*, CASE f.form WHEN 'XmR' THEN sen.xmr(CASE f.form WHEN 'XmR' THEN f.counted END, direction => 'increase', baseline => CASE WHEN b.before >= 12 THEN b.before END) OVER w
                            ELSE sen.p_chart(CASE f.form WHEN 'p' THEN f.counted END, f.size, direction => 'increase', baseline => CASE WHEN b.before >= 12 THEN b.before END) OVER w END AS c,
           sen.p_chart(CASE f.form WHEN 'p' THEN f.counted END, f.size, direction => 'increase', baseline => CASE WHEN b.before >= 12 THEN b.before END, prime => true) OVER w AS prime
    FROM figure f WHERE f.form <> 'u' AND f.i <= b.before + 12 WINDOW w AS (PARTITION BY f.name, f.g ORDER BY f.i)
) x;
CREATE TEMPORARY TABLE announced AS
SELECT before, name, g, look, before >= 12 AND count(*) FILTER (WHERE is_good) OVER (w ROWS 7 PRECEDING) = 8 AS in_row, before >= 12 AND count(*) FILTER (WHERE is_beyond) OVER (w ROWS 2 PRECEDING) >= 2 AS beyond,
       form = 'p' AND coalesce((sen.newcombe(sum(counted) OVER w / d, sum(size) OVER w / d, before_counted / d, before_size / d, 0.95)).lower > 0, false) AS usual,
       form = 'p' AND coalesce((sen.newcombe(sum(counted) OVER w / d, sum(size) OVER w / d, before_counted / d, before_size / d, 0.99)).lower > 0, false) AS wide
FROM (SELECT *, dispersion ^ 2 AS d FROM looked JOIN (SELECT before, name, g, sum(counted) AS before_counted, sum(size) AS before_size FROM looked WHERE look < 1 GROUP BY before, name, g) b USING (before, name, g)) l
WHERE look >= 1 WINDOW w AS (PARTITION BY before, name, g ORDER BY look);
SELECT '    announced as an improvement in one of twelve monthly looks at least, of 100 series:';
SELECT '                                                  8 in a row  2 of 3 beyond  either;  difference at 95%   at 99%;    any but 95%';
SELECT '    ' || rpad(before || ' before, ' || name, 43) || lpad(to_char(100.0 * avg(in_row::integer), 'FM990.0'), 13) || lpad(to_char(100.0 * avg(beyond::integer), 'FM990.0'), 15) || lpad(to_char(100.0 * avg((in_row OR beyond)::integer), 'FM990.0'), 8)
    || lpad(to_char(100.0 * avg(usual::integer), 'FM990.0'), 20) || lpad(to_char(100.0 * avg(wide::integer), 'FM990.0'), 9) || lpad(to_char(100.0 * avg((in_row OR beyond OR wide)::integer), 'FM990.0'), 15)
FROM (SELECT before, name, g, bool_or(in_row) AS in_row, bool_or(beyond) AS beyond, bool_or(usual) AS usual, bool_or(wide) AS wide FROM announced GROUP BY before, name, g) x
WHERE before >= 12 OR name !~ '^XmR' GROUP BY before, name ORDER BY before, name;

-- What is called a trend --------------------------------------------------------------
-- Normal values of which each is so close to the one before.
CREATE TEMPORARY TABLE close AS
WITH RECURSIVE walk (closeness, g, i, x) AS (
    SELECT closeness, g, 1, sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random())
    FROM unnest('{0,0.2,0.4,0.6,0.8,0.9}'::double precision[]) closeness, generate_series(1, :series) g
    UNION ALL
    SELECT closeness, g, i + 1, closeness * x + sqrt(1 - closeness ^ 2) * sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random()) FROM walk WHERE i < 60
)
SELECT closeness, g, i, x::numeric AS x FROM walk;
SELECT '    called a trend, of 100 series:             sen.theil_sen()   sen.trend()   no interval';
SELECT '    ' || rpad(points || ' points, autocorrelation ' || closeness, 43) || lpad(to_char(100.0 * avg(((plain).lower > 0 OR (plain).upper < 0)::integer), 'FM990.0'), 15)
    || lpad(to_char(100.0 * avg(coalesce((t).lower > 0 OR (t).upper < 0, false)::integer), 'FM990.0'), 14) || lpad(to_char(100.0 * avg(((t).lower IS NULL)::integer), 'FM990.0'), 14)
FROM (SELECT points, closeness, g, sen.theil_sen(date '2024-01-31' + 30 * i, x) AS plain, sen.trend(date '2024-01-31' + 30 * i, x) AS t
      FROM unnest('{6,7,8,12,24,60}'::integer[]) points JOIN close ON i <= points GROUP BY points, closeness, g) k
GROUP BY points, closeness ORDER BY points, closeness;
SQL
