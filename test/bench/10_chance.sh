#!/usr/bin/env bash
# How often pure chance is called a change: series without any, by simulation. What sen.is_overdispersed(),
# sen.chance_of_change() and doc/process_control.md rest on. SEN_SEED=N repeats a seed, SERIES is how many series of
# each kind.
set -euo pipefail

psql -X -q -A -t -v ON_ERROR_STOP=1 -v seed="${SEN_SEED:-}" -v series="${SERIES:-5000}" <<'SQL'
SET client_min_messages = warning;
SET jit = off;
SELECT coalesce(substring(:'seed' FROM '^[0-9]{1,18}$')::bigint, extract(epoch FROM clock_timestamp())::bigint) % 1000000 AS seed \gset
SELECT '    seed ' || :seed || ', ' || :series || ' series of each kind; repeat with SEN_SEED=' || :seed;
SELECT setseed(:seed / 1000000.0) AS seeded \gset

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
-- five a month.
CREATE TEMPORARY TABLE figure AS
SELECT x.name, x.g, x.i, x.n::double precision AS size, width_bucket(x.luck, d.up_to)::double precision AS counted, NULL::double precision AS value
FROM (SELECT k.*, g, i, (k.about * (0.75 + 0.5 * random()))::integer AS n, random() AS luck FROM kind k, generate_series(1, :series) g, generate_series(1, 36) i) x
JOIN drawn d ON d.about = x.about AND d.p = x.p AND d.n = x.n
UNION ALL
SELECT 'XmR: normal', g, i, NULL, NULL, sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random()) FROM generate_series(1, :series) g, generate_series(1, 36) i
UNION ALL
SELECT 'u: 5 events a month', g, i, 1, width_bucket(random(), u.up_to), NULL
FROM generate_series(1, :series) g, generate_series(1, 36) i,
     (SELECT array_agg(up_to ORDER BY k) AS up_to FROM (SELECT k, sum(exp(-5) * 5::double precision ^ k / factorial(k)::double precision) OVER (ORDER BY k) AS up_to FROM generate_series(0, 30) k) s) u;
ANALYZE figure;

SELECT '    called overdispersed, of 100 series by chance alone; points:     6     8    12    18    24    36';
CREATE TEMPORARY TABLE charted AS
SELECT f.name, k.points, f.g, CASE WHEN f.name ~ '^p' THEN sen.is_overdispersed(f.p) WHEN f.name ~ '^u' THEN sen.is_overdispersed(f.u) END AS is_overdispersed,
       CASE WHEN f.name ~ '^p' THEN CASE WHEN sen.is_overdispersed(f.p) THEN f.p_prime ELSE f.p END WHEN f.name ~ '^u' THEN CASE WHEN sen.is_overdispersed(f.u) THEN f.u_prime ELSE f.u END ELSE f.xmr END AS c
FROM (VALUES (6), (8), (12), (18), (24), (36)) k (points)
CROSS JOIN LATERAL (
    SELECT f.*, sen.xmr(f.value, direction => 'increase') OVER w AS xmr,
           sen.p_chart(CASE WHEN f.name ~ '^p' THEN f.counted END, f.size, direction => 'increase') OVER w AS p, sen.p_chart(CASE WHEN f.name ~ '^p' THEN f.counted END, f.size, direction => 'increase', prime => true) OVER w AS p_prime,
           sen.u_chart(CASE WHEN f.name ~ '^u' THEN f.counted END, f.size, direction => 'increase') OVER w AS u, sen.u_chart(CASE WHEN f.name ~ '^u' THEN f.counted END, f.size, direction => 'increase', prime => true) OVER w AS u_prime
    FROM figure f WHERE f.i <= k.points WINDOW w AS (PARTITION BY f.name, f.g ORDER BY f.i)
) f
WHERE f.i = k.points;
SELECT '    ' || rpad(name, 61) || string_agg(lpad(to_char(shared, 'FM990.0'), 6), '' ORDER BY points)
FROM (SELECT name, points, 100.0 * avg(is_overdispersed::integer) AS shared FROM charted WHERE name !~ '^XmR' GROUP BY name, points) s GROUP BY name ORDER BY name;
SELECT '    latest figure marked, of 100 series; points:                     6     8    12    18    24    36';
SELECT '    ' || rpad(name, 61) || string_agg(lpad(to_char(shared, 'FM990.0'), 6), '' ORDER BY points)
FROM (SELECT name, points, 100.0 * avg(((c).variation::text <> 'common_cause')::integer) AS shared FROM charted GROUP BY name, points) s GROUP BY name ORDER BY name;
SELECT '    of all kinds:                                                ' || string_agg(lpad(to_char(shared, 'FM990.0'), 6), '' ORDER BY points)
FROM (SELECT points, 100.0 * avg(((c).variation::text <> 'common_cause')::integer) AS shared FROM charted GROUP BY points) s;
SQL
