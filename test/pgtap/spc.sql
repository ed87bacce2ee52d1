-- Control charts against plain SQL over random series: XmR, p and u charts, their prime forms, with every option,
-- gaps and re-bases; and what must not matter. The model asks of each point whether any window of rows around it
-- keeps a rule.
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
SELECT CASE WHEN :'whole' THEN 360 ELSE 90 END AS series \gset
SET LOCAL client_min_messages = warning;
SELECT no_plan();
SELECT diag('spc: seed ' || :seed || ', repeat with SEN_SEED=' || :seed);
SELECT setseed(:seed / 1000000.0) AS seeded \gset

-- The series -------------------------------------------------------------------
-- Of 1 to 60 points: noise, few values, steps, drifts, small counts; some with gaps, re-bases, a baseline.
CREATE TEMPORARY TABLE s ON COMMIT DROP AS
SELECT g, (ARRAY['xmr', 'p', 'u'])[1 + g % 3] AS form, g / 3 % 5 AS kind, ceil(random() ^ 0.7 * 60)::integer AS points,
       (ARRAY['increase', 'decrease', 'neutral', NULL])[1 + floor(random() * 4)::integer] AS direction,
       CASE WHEN random() < 0.4 THEN 6 + floor(random() * 15)::integer END AS baseline,
       (ARRAY['mdc', 'excel', 'exact', NULL])[1 + floor(random() * 4)::integer] AS preset, random() < 0.5 AS prime,
       (ARRAY[true, false, NULL])[1 + floor(random() * 3)::integer] AS screen,
       2 + floor(random() * 5)::integer AS min_points, 4 + floor(random() * 5)::integer AS shift_points,
       4 + floor(random() * 4)::integer AS trend_points, random() < 0.5 AS skip_ties, random() < 0.5 AS western,
       CASE WHEN random() < 0.4 THEN 0.08 ELSE 0 END AS gap, CASE WHEN random() < 0.3 THEN 0.07 ELSE 0 END AS again
FROM generate_series(1, :series) g;
CREATE TEMPORARY TABLE p ON COMMIT DROP AS
SELECT g, i, CASE WHEN form = 'xmr' AND has_value THEN value
                  WHEN form <> 'xmr' AND has_value THEN least(abs(round(value * size / 60)), size) END::float8 AS a,
       CASE WHEN random() < 1 - gap / 4 THEN size END::float8 AS b, rebase
FROM (SELECT s.*, i, random() >= gap AS has_value, CASE WHEN random() < 0.5 THEN random() < again END AS rebase,
             CASE WHEN random() < gap / 2 THEN 0 WHEN kind = 4 THEN 1 + floor(random() * 5)
                  ELSE 200 + floor(random() * 400) END AS size,
             CASE kind WHEN 0 THEN 20 + random() * 10 WHEN 1 THEN 20 + floor(random() * 4)
                       WHEN 2 THEN 20 + random() * 3 + 4 * (i / 15 % 2)
                       WHEN 3 THEN 20 + i / 3 * (g % 3 - 1) + floor(random() * 3) / 2
                       ELSE floor(random() * 3) * 20 END AS value
      FROM s, generate_series(1, points) i) x;
CREATE TEMPORARY TABLE c ON COMMIT DROP AS
SELECT s.g, form, i, sen.xmr(a, rebase, direction, baseline, preset, screen, min_points, shift_points, trend_points,
                             skip_ties, CASE WHEN western THEN 'western electric' END)
       OVER (PARTITION BY s.g ORDER BY i) AS c FROM s JOIN p USING (g) WHERE form = 'xmr'
UNION ALL
SELECT s.g, form, i, sen.p_chart(a, b, rebase, direction, baseline, prime, screen, min_points, shift_points,
                                 trend_points, skip_ties, CASE WHEN western THEN 'western electric' END)
       OVER (PARTITION BY s.g ORDER BY i) FROM s JOIN p USING (g) WHERE form = 'p'
UNION ALL
SELECT s.g, form, i, sen.u_chart(a, b, rebase, direction, baseline, prime, screen, min_points, shift_points,
                                 trend_points, skip_ties, CASE WHEN western THEN 'western electric' END)
       OVER (PARTITION BY s.g ORDER BY i) FROM s JOIN p USING (g) WHERE form = 'u';

-- The model --------------------------------------------------------------------
CREATE TEMPORARY TABLE v ON COMMIT DROP AS
SELECT s.*, i, b, grp, CASE WHEN form = 'xmr' THEN a ELSE a / nullif(b, 0) END AS y, a,
       row_number() OVER (PARTITION BY g, grp ORDER BY i) <= coalesce(baseline, 1000) AS is_base
FROM (SELECT p.*, 1 + count(*) FILTER (WHERE rebase AND i > 1) OVER (PARTITION BY g ORDER BY i) AS grp FROM p) x
JOIN s USING (g);
CREATE TEMPORARY TABLE centred ON COMMIT DROP AS
SELECT v.*, n, CASE form WHEN 'xmr' THEN mean ELSE pooled END AS centre, greatest_y * 1e-12 AS slack,
       CASE form WHEN 'xmr' THEN 1 WHEN 'p' THEN sqrt(greatest(pooled * (1 - pooled), 0) / nullif(b, 0))
                 ELSE sqrt(pooled / nullif(b, 0)) END AS unit
FROM v JOIN (SELECT g, grp, count(y) FILTER (WHERE is_base) AS n,
                    avg(y::numeric) FILTER (WHERE is_base)::float8 AS mean,
                    -- A series of measurements has sizes too, which may all be 0; it has no use for them.
                    sum(a) FILTER (WHERE is_base AND y IS NOT NULL)
                        / nullif(sum(b) FILTER (WHERE is_base AND y IS NOT NULL), 0) AS pooled,
                    max(abs(y)) AS greatest_y FROM v GROUP BY g, grp) x USING (g, grp);
CREATE TEMPORARY TABLE ranged ON COMMIT DROP AS
SELECT *, abs(z - lag(z) OVER (PARTITION BY g, grp ORDER BY i)) AS range
FROM (SELECT *, CASE form WHEN 'xmr' THEN y ELSE (y - centre) / nullif(unit, 0) END AS z FROM centred) x;
CREATE TEMPORARY TABLE lined ON COMMIT DROP AS
SELECT *, CASE WHEN form <> 'xmr' THEN average / 1.128 END AS dispersion,
       CASE WHEN n < min_points OR form = 'xmr' AND average IS NULL THEN NULL
            WHEN form = 'xmr' THEN CASE preset WHEN 'exact' THEN 3 / 1.128::float8 ELSE 2.66 END * average
            WHEN NOT prime OR centre = 0 OR form = 'p' AND centre = 1 THEN 3 * unit ELSE 3 * average / 1.128 * unit
       END AS away
FROM ranged JOIN (SELECT g, grp, CASE WHEN screened AND kept > 0 THEN kept ELSE average END AS average
                  FROM (SELECT g, grp, average,
                               bool_and(coalesce(screen, form <> 'xmr' OR preset IS DISTINCT FROM 'excel')) AS screened,
                               avg(range) FILTER (WHERE is_base AND range < 3.267 * average) AS kept
                        FROM ranged JOIN (SELECT g, grp, avg(range) FILTER (WHERE is_base) AS average FROM ranged
                                          GROUP BY g, grp) x USING (g, grp)
                        GROUP BY g, grp, average) y) w USING (g, grp);
CREATE TEMPORARY TABLE m ON COMMIT DROP AS
SELECT g, i, grp, form, y, n, centre, range, dispersion, slack, shift_points, trend_points, skip_ties, western,
       CASE direction WHEN 'increase' THEN 1 WHEN 'decrease' THEN -1 ELSE 0 END AS way, has_limits, lower, upper,
       near_lower, near_upper,
       CASE WHEN y IS NULL OR NOT has_limits THEN NULL WHEN y > centre + slack THEN 1 WHEN y < centre - slack THEN -1
            ELSE 0 END AS side,
       has_limits AND (y > upper + slack OR y < lower - slack) AS outside,
       has_limits AND (y > near_upper + slack OR y < near_lower - slack) AS beyond
FROM (SELECT *, bool_or(away IS NOT NULL) OVER (PARTITION BY g, grp) AS has_limits,
             CASE WHEN form = 'xmr' OR centre > away THEN centre - away ELSE 0 + 0 * away END AS lower,
             CASE WHEN form <> 'p' OR centre + away < 1 THEN centre + away ELSE 1 + 0 * away END AS upper,
             CASE WHEN form = 'xmr' OR centre > near THEN centre - near ELSE 0 + 0 * away END AS near_lower,
             CASE WHEN form <> 'p' OR centre + near < 1 THEN centre + near ELSE 1 + 0 * away END AS near_upper
      FROM (SELECT *, 2 * away / 3 AS near FROM lined) l) x;
CREATE UNIQUE INDEX ON m (g, i);
ANALYZE m;
-- A window of rows keeps the rule of a shift if it is of one group, and all of its points are on one side.
CREATE TEMPORARY TABLE shifted ON COMMIT DROP AS
SELECT DISTINCT g, w.i FROM (SELECT a.g, a.i FROM m a JOIN m b ON b.g = a.g AND b.grp = a.grp AND b.side = a.side
                             AND b.i BETWEEN a.i AND a.i + a.shift_points - 1 WHERE a.side <> 0
                             GROUP BY a.g, a.i, a.shift_points HAVING count(*) = a.shift_points) k
JOIN m f USING (g, i) JOIN m w USING (g) WHERE w.i BETWEEN k.i AND k.i + f.shift_points - 1;
-- That of a trend if no value is missing, each step goes one way (or, with ties skipped, none the other), the first and
-- the last do, and so many of them there are.
CREATE TEMPORARY TABLE trending ON COMMIT DROP AS
WITH step AS (SELECT g, grp, i, skip_ties, trend_points, has_limits,
                     sign(y - lag(y) OVER (PARTITION BY g, grp ORDER BY i)) AS step FROM m),
     runs AS (SELECT a.g, a.i - 1 AS i_from, b.i AS i_to, a.step AS way
              FROM step a JOIN step b ON b.g = a.g AND b.grp = a.grp AND b.i >= a.i AND b.step = a.step
              JOIN step k ON k.g = a.g AND k.i BETWEEN a.i AND b.i
              WHERE a.step <> 0 AND a.has_limits AND b.i < a.i + 30
              GROUP BY a.g, a.i, b.i, a.step, a.trend_points, a.skip_ties
              HAVING count(*) FILTER (WHERE k.step = a.step) >= a.trend_points - 1
                  AND bool_and(coalesce(k.step = a.step OR a.skip_ties AND k.step = 0, false)))
-- Of two trends a point belongs to the later one.
SELECT g, i, (array_agg(runs.way ORDER BY i_to DESC))[1] AS way
FROM runs JOIN m USING (g) WHERE i BETWEEN i_from AND i_to GROUP BY g, i;
CREATE TEMPORARY TABLE two_of_three ON COMMIT DROP AS
SELECT DISTINCT w.g, w.i
FROM (SELECT a.g, a.i, d.side, a.western FROM m a JOIN m b ON b.g = a.g AND b.grp = a.grp
      AND b.i BETWEEN a.i AND a.i + 2
      AND b.side IS NOT NULL CROSS JOIN (VALUES (1), (-1)) d (side)
      GROUP BY a.g, a.i, a.western, d.side
      HAVING count(*) = 3 AND count(*) FILTER (WHERE b.beyond AND b.side = d.side AND (a.western OR NOT b.outside)) >= 2
          AND (a.western OR bool_and(b.side = d.side))) k
JOIN m w ON w.g = k.g AND w.i BETWEEN k.i AND k.i + 2 AND w.beyond AND w.side = k.side AND (k.western OR NOT w.outside);
CREATE TEMPORARY TABLE o ON COMMIT DROP AS
SELECT m.*, side IS NOT NULL AS judged, s.i IS NOT NULL AS shift, t.way AS trend, k.i IS NOT NULL AS two,
       i = max(i) FILTER (WHERE y IS NOT NULL) OVER (PARTITION BY g) AS is_last,
       CASE WHEN side IS NULL THEN NULL WHEN outside AND side > 0 THEN 'above upper limit'
            WHEN outside THEN 'below lower limit' WHEN t.way > 0 THEN 'rising trend' WHEN t.way < 0 THEN 'falling trend'
            WHEN k.i IS NOT NULL THEN 'two of three ' || CASE side WHEN 1 THEN 'high' ELSE 'low' END
            WHEN s.i IS NOT NULL THEN 'shift ' || CASE side WHEN 1 THEN 'high' ELSE 'low' END
            ELSE 'common cause' END AS kind
FROM m LEFT JOIN shifted s USING (g, i) LEFT JOIN trending t USING (g, i) LEFT JOIN two_of_three k USING (g, i);

-- Compared ---------------------------------------------------------------------
CREATE FUNCTION pg_temp.near(a float8, b float8, scale float8) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN a IS NULL OR b IS NULL THEN a IS NULL AND b IS NULL ELSE abs(a - b) <= 1e-9 * greatest(scale, 1e-3)
           END $$;
\if :whole
SELECT ok(count(*) > 20, coalesce(kind, 'none') || ': there are such points') FROM o GROUP BY kind ORDER BY kind;
SELECT is(count(DISTINCT kind), 9::bigint, 'of every kind') FROM o;
SELECT ok(count(*) FILTER (WHERE shift AND trend <> 0) > 5
          AND count(*) FILTER (WHERE grp > 1 AND kind <> 'common cause') > 20
          AND count(*) FILTER (WHERE two AND outside) > 3 AND count(*) FILTER (WHERE skip_ties AND trend <> 0) > 20,
          'points of several kinds, in later groups, and trends with ties') FROM o;
\endif
SELECT is(count(*), (SELECT count(*) FROM p), 'a row for each') FROM c;
SELECT is((SELECT string_agg(format('%s/%s: %s instead of %s', g, i, c,
                                    (y, centre, lower, upper, near_lower, near_upper)), E'\n')
           FROM (SELECT * FROM o JOIN c USING (g, i) WHERE NOT (pg_temp.near((c).value, y, abs(y))
               AND pg_temp.near((c).centre, centre, abs(centre)) AND pg_temp.near((c).lower, lower, abs(centre))
               AND pg_temp.near((c).upper, upper, abs(centre)) AND pg_temp.near((c).near_lower, near_lower, abs(centre))
               AND pg_temp.near((c).near_upper, near_upper, abs(centre))) ORDER BY g, i LIMIT 5) x), NULL,
          'value, centre and limits');
SELECT is((SELECT string_agg(format('%s/%s: %s instead of %s', g, i, c, (grp, n, range, dispersion, is_last)), E'\n')
           FROM (SELECT * FROM o JOIN c USING (g, i) WHERE NOT (pg_temp.near((c).moving_range, range, abs(range) + 1)
               AND pg_temp.near((c).dispersion, dispersion, abs(dispersion) + 1))
               OR ((c).group_number, (c).base_points, (c).is_last) IS DISTINCT FROM (grp::integer, n, is_last)
               OR (c).limits IS DISTINCT FROM CASE WHEN NOT has_limits THEN 'none' WHEN n < 12 THEN 'trial'
                                                          ELSE 'full' END
               ORDER BY g, i LIMIT 5) x), NULL, 'groups, ranges, dispersion, which is last');
SELECT is((SELECT string_agg(format('%s/%s: %s instead of %s', g, i, c, (outside, trend, two, shift, kind)), E'\n')
           FROM (SELECT * FROM o JOIN c USING (g, i) WHERE ((c).is_outside, (c).is_trend, (c).is_two_of_three,
               (c).is_shift, (c).kind) IS DISTINCT FROM (CASE WHEN judged THEN outside END,
               CASE WHEN judged THEN trend IS NOT NULL END,
               CASE WHEN judged THEN two END, CASE WHEN judged THEN shift END, kind) ORDER BY g, i LIMIT 5) x), NULL,
          'every rule of every point');
SELECT is((SELECT string_agg(DISTINCT format('%s %s: %s', way, (c).kind, (c).variation), E'\n')
           FROM o JOIN c USING (g, i) WHERE (c).variation::text IS DISTINCT FROM CASE
               WHEN NOT judged THEN NULL WHEN o.kind = 'common cause' THEN 'common_cause'
               ELSE CASE way * CASE WHEN o.kind ~ 'above|rising|high' THEN 1 ELSE -1 END WHEN 1 THEN 'improvement'
                    WHEN -1 THEN 'concern' ELSE 'neutral' END
                    || CASE WHEN o.kind ~ 'above|rising|high' THEN '_high' ELSE '_low' END END), NULL,
          'what that means by direction');

-- Run charts -------------------------------------------------------------------
-- Runs as islands: the useful points on one side of the median, with no other between them.
CREATE TEMPORARY TABLE run_chart ON COMMIT DROP AS
SELECT p.g, i, sen.run_chart(a, rebase, direction, baseline, min_points) OVER (PARTITION BY p.g ORDER BY i) AS c
FROM p JOIN s USING (g);
-- The least number of heads in so many throws that at least one time in twenty is not exceeded, by whole numbers.
CREATE FUNCTION pg_temp.fewest(throws integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    ways numeric := 1;
    sum numeric := 1;
    heads integer := 0;
BEGIN
    WHILE 20 * sum < 2::numeric ^ throws LOOP
        ways := div(ways * (throws - heads), heads + 1);
        heads := heads + 1;
        sum := sum + ways;
    END LOOP;
    RETURN heads;
END $$;
CREATE TEMPORARY TABLE run_model ON COMMIT DROP AS
WITH grouped AS (
    SELECT p.g, i, a, 1 + count(*) FILTER (WHERE rebase AND i > 1) OVER (PARTITION BY p.g ORDER BY i) AS grp FROM p
), based AS (
    SELECT g.*, row_number() OVER (PARTITION BY g, grp ORDER BY i) <= coalesce(baseline, 1000) AS is_base, min_points,
           CASE direction WHEN 'increase' THEN 1 WHEN 'decrease' THEN -1 ELSE 0 END AS way
    FROM grouped g JOIN s USING (g)
), medians AS (
    SELECT g, grp, count(a) FILTER (WHERE is_base) AS n, percentile_cont(0.5) WITHIN GROUP (ORDER BY a)
           FILTER (WHERE is_base) AS centre, max(abs(a)) * 1e-12 AS slack FROM based GROUP BY g, grp
), sided AS (
    SELECT b.*, n, centre, CASE WHEN abs(a - centre) > slack THEN sign(a - centre) END AS side
    FROM based b JOIN medians USING (g, grp)
), useful AS (
    SELECT g, grp, i, side, row_number() OVER (PARTITION BY g, grp ORDER BY i)
           - row_number() OVER (PARTITION BY g, grp, side ORDER BY i) AS island FROM sided WHERE side IS NOT NULL
), run AS (
    SELECT g, grp, i, count(*) OVER (PARTITION BY g, grp, side, island) AS length, side, island FROM useful
), summed AS (
    SELECT g, grp, count(*) AS useful, max(length) AS longest, count(DISTINCT (side, island)) - 1 AS crossings
    FROM run GROUP BY g, grp
)
SELECT d.g, d.i, a, grp, n, centre, length, way, coalesce(useful, 0) AS useful, coalesce(longest, 0) AS longest,
       coalesce(round(log(2, useful)) + 3, 0) AS longest_max, coalesce(crossings, 0) AS crossings,
       CASE WHEN useful > 1 THEN pg_temp.fewest(useful::integer - 1) ELSE 0 END AS fewest, min_points
FROM sided d LEFT JOIN run r USING (g, grp, i) LEFT JOIN summed USING (g, grp);
\if :whole
SELECT ok(count(*) FILTER (WHERE longest > longest_max) > 50 AND count(*) FILTER (WHERE crossings < fewest) > 50
          AND count(*) FILTER (WHERE useful < min_points) > 10 AND count(*) FILTER (WHERE grp > 1 AND useful > 9) > 50
          AND count(*) FILTER (WHERE a IS NOT NULL AND length IS NULL) > 50,
          'groups with long runs, with few crossings, of few points, later ones; and points on the median')
FROM run_model;
\endif
SELECT is((SELECT string_agg(format('%s/%s: %s instead of %s', m.g, m.i, c, m), E'\n')
           FROM (SELECT * FROM run_model m JOIN run_chart USING (g, i)
                 WHERE NOT coalesce(abs((c).centre - centre) < 1e-9, centre IS NULL)
               OR ((c).value, (c).group_number, (c).base_points, (c).run_length, (c).useful_points, (c).longest_run,
                   (c).longest_run_max, (c).crossings, (c).crossings_min) IS DISTINCT FROM (a, grp::integer, n, length,
                   useful, longest, longest_max::bigint, crossings, fewest::bigint)
               OR ((c).has_long_run, (c).has_few_crossings, (c).has_signal, (c).is_in_long_run) IS DISTINCT FROM (
                   CASE WHEN useful >= min_points THEN longest > longest_max END,
                   CASE WHEN useful >= min_points THEN crossings < fewest END,
                   CASE WHEN useful >= min_points THEN longest > longest_max OR crossings < fewest END,
                   CASE WHEN useful >= min_points AND a IS NOT NULL THEN coalesce(length, 0) > longest_max END)
               OR (c).variation::text IS DISTINCT FROM CASE
                   WHEN useful < min_points OR a IS NULL THEN NULL
                   WHEN coalesce(length, 0) <= longest_max THEN 'common_cause'
                   ELSE CASE way * sign(a - centre) WHEN 1 THEN 'improvement' WHEN -1 THEN 'concern' ELSE 'neutral' END
                        || CASE WHEN a > centre THEN '_high' ELSE '_low' END END
               LIMIT 5) m), NULL, 'run charts');
SELECT is(string_agg(format('%s: %s', n, c), ', '), NULL, 'what chance has, for 2 to 150 points and for 3001')
FROM (SELECT n, i, (sen.run_chart(i % 2, baseline => 2, min_points => 2) OVER (PARTITION BY n ORDER BY i)).crossings_min
             AS c
      FROM (SELECT generate_series(2, 150) AS n UNION ALL VALUES (3001)) n, generate_series(1, n) i) x
WHERE i = 1 AND c <> pg_temp.fewest(n - 1);

-- What must not matter ---------------------------------------------------------
CREATE TEMPORARY TABLE x ON COMMIT DROP AS
SELECT g, i, sen.xmr(a, baseline => baseline) OVER w AS c,
       sen.xmr(1024 * a + 4096, baseline => baseline) OVER w AS moved,
       sen.xmr(-a, baseline => baseline, direction => 'increase') OVER w AS upside_down,
       sen.xmr(a / 100, baseline => baseline) OVER w AS hundredth,
       sen.xmr(a, direction => 'decrease', baseline => baseline)
       OVER (PARTITION BY g ORDER BY i ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS framed
FROM s JOIN p USING (g) WHERE form = 'xmr' WINDOW w AS (PARTITION BY g ORDER BY i);
SELECT is_empty($$SELECT g, i FROM x WHERE (moved).kind IS DISTINCT FROM (c).kind
                  OR (hundredth).kind IS DISTINCT FROM (c).kind$$, 'units do not matter');
SELECT is_empty($$SELECT g, i FROM x WHERE (upside_down).variation::text IS DISTINCT FROM CASE
                      WHEN (framed).variation::text ~ '_low$' THEN replace((framed).variation::text, '_low', '_high')
                      ELSE replace((framed).variation::text, '_high', '_low') END$$,
                'up for down, and the other direction: the same verdict; nor does a frame matter');
-- Several series in one query, or each alone; and rows read from disk.
SET LOCAL work_mem = '64kB';
CREATE TEMPORARY TABLE long ON COMMIT DROP AS SELECT i, 100 * random() AS a FROM generate_series(1, 20000) i;
SELECT is(count(*) FILTER (WHERE abs((c).centre - mean) < 1e-9 AND abs((c).upper - mean - 2.66 * amr) < 1e-9),
          20000::bigint, 'a series that does not fit in memory')
FROM (SELECT sen.xmr(a, preset => 'excel') OVER (ORDER BY i) AS c FROM long) x,
     (SELECT avg(a) AS mean, avg(d) AS amr FROM (SELECT a, abs(a - lag(a) OVER (ORDER BY i)) AS d FROM long) z) y;

-- A row a series -----------------------------------------------------------------
-- The aggregates find what the window functions find: rows in any order, and t as XmR.
CREATE TEMPORARY TABLE drawn ON COMMIT DROP AS
SELECT s.g, i, a, b, coalesce(rebase, false) AS again, coalesce(direction, 'neutral') AS direction,
       CASE s.form WHEN 'xmr' THEN CASE WHEN s.g % 2 = 0 THEN 't' ELSE 'XmR' END ELSE s.form END AS form,
       i <= 14 + s.g % 12 AS is_before,
       CASE WHEN count(a) FILTER (WHERE i <= 14 + s.g % 12 AND (s.form = 'xmr' OR b > 0)) OVER (PARTITION BY s.g) >= 12
            THEN 14 + s.g % 12 END AS baseline
FROM s JOIN p USING (g);
CREATE TEMPORARY TABLE shown ON COMMIT DROP AS
SELECT d.*, CASE WHEN sen.is_overdispersed(plain) THEN prime ELSE plain END AS c,
       coalesce(sen.is_overdispersed(plain), false) AS is_prime,
       CASE WHEN sen.is_overdispersed(held) THEN held_prime ELSE held END AS h,
       coalesce(sen.is_overdispersed(held), false) AS is_held_prime
FROM (
    SELECT d.*, sen.p_chart(a, b, again, direction) OVER w AS plain,
           sen.p_chart(a, b, again, direction, prime => true) OVER w AS prime,
           sen.p_chart(a, b, baseline => baseline::integer) OVER w AS held,
           sen.p_chart(a, b, baseline => baseline::integer, prime => true) OVER w AS held_prime
    FROM drawn d WHERE form = 'p' WINDOW w AS (PARTITION BY g ORDER BY i)
    UNION ALL
    SELECT d.*, sen.u_chart(a, b, again, direction) OVER w,
           sen.u_chart(a, b, again, direction, prime => true) OVER w,
           sen.u_chart(a, b, baseline => baseline::integer) OVER w,
           sen.u_chart(a, b, baseline => baseline::integer, prime => true) OVER w
    FROM drawn d WHERE form = 'u' WINDOW w AS (PARTITION BY g ORDER BY i)
    UNION ALL
    SELECT d.*, sen.xmr(a, again, direction) OVER w, NULL, sen.xmr(a, baseline => baseline::integer) OVER w, NULL
    FROM drawn d WHERE form IN ('XmR', 't') WINDOW w AS (PARTITION BY g ORDER BY i)
) d;
CREATE TEMPORARY TABLE said ON COMMIT DROP AS
SELECT g, max(c::text) FILTER (WHERE (c).is_last) AS c, max(i) FILTER (WHERE (c).is_last) AS i,
       bool_or(is_prime) FILTER (WHERE (c).is_last) AS is_prime,
       nullif(count(*) FILTER (WHERE i > coalesce(broken, 0) AND (c).kind IS NOT NULL), 0) AS points,
       min(i) FILTER (WHERE i > coalesce(broken, 0) AND (c).kind IS NOT NULL) AS run_from,
       max(says) FILTER (WHERE (c).is_last) AS says
FROM (SELECT x.*, max(i) FILTER (WHERE says <> last_says OR (c).group_number <> last_group OR last_says IS NULL)
                      OVER (PARTITION BY g) AS broken
      FROM (SELECT x.*, max(says) FILTER (WHERE (c).is_last) OVER (PARTITION BY g) AS last_says,
                   max((c).group_number) FILTER (WHERE (c).is_last) OVER (PARTITION BY g) AS last_group,
                   max(i) FILTER (WHERE (c).is_last) OVER (PARTITION BY g) AS last_i
            FROM (SELECT h.*, split_part((c).variation::text, '_', 1) AS says FROM shown h) x) x
      WHERE i <= last_i) x
GROUP BY g;
SELECT is((SELECT string_agg(format('%s: %s instead of %s', g, f, s), E'\n')
           FROM (SELECT s.g, s, f
                 FROM said s
                 FULL JOIN (SELECT g, sen.latest_point(form, date '2000-01-01' + i, a, b, again, direction
                                                       ORDER BY hashint4(i)) AS f
                            FROM drawn GROUP BY g) l USING (g)
                 WHERE ((f).on_day IS NULL) <> (s.i IS NULL)
                    OR ((f).point::text, (f).on_day, (f).is_prime, (f).run_from, (f).run_points) IS DISTINCT FROM
                       (s.c, date '2000-01-01' + s.i, s.is_prime, date '2000-01-01' + s.run_from, s.points)
                 LIMIT 5) x), NULL, 'sen.latest_point');
CREATE TEMPORARY TABLE since ON COMMIT DROP AS
SELECT g, count((h).value) FILTER (WHERE is_before) AS figures_before,
       count((h).value) FILTER (WHERE NOT is_before) AS figures_since,
       coalesce(bool_or(latest = i AND in_row AND baseline IS NOT NULL), false) AS in_row,
       coalesce(bool_or(latest = i AND beyond AND baseline IS NOT NULL), false) AS beyond,
       max(CASE WHEN baseline IS NOT NULL AND is_held_prime THEN (h).dispersion ELSE 1 END) AS spread
FROM (
    SELECT d.*, max(i) FILTER (WHERE NOT is_before) OVER (PARTITION BY g) AS latest,
           count(*) FILTER (WHERE NOT is_before AND ((h).value > (h).centre AND direction = 'increase'
                            OR (h).value < (h).centre AND direction <> 'increase'))
               OVER (PARTITION BY g ORDER BY i ROWS 7 PRECEDING) = 8 AS in_row,
           count(*) FILTER (WHERE NOT is_before AND ((h).value > (h).upper AND direction = 'increase'
                            OR (h).value < (h).lower AND direction <> 'increase'))
               OVER (PARTITION BY g ORDER BY i ROWS 2 PRECEDING) >= 2 AS beyond
    FROM shown d
) d
GROUP BY g;
SELECT is((SELECT string_agg(format('%s: %s instead of %s', g, f, s), E'\n')
           FROM (SELECT s.g, s, f
                 FROM since s
                 FULL JOIN (SELECT g, sen.since_baseline(form, date '2000-01-01' + i, a, b, is_before, direction
                                                         ORDER BY hashint4(i)) AS f
                            FROM drawn GROUP BY g) l USING (g)
                 WHERE ((f).figures_before, (f).figures_since, (f).in_row, (f).beyond) IS DISTINCT FROM
                       (s.figures_before, s.figures_since, s.in_row, s.beyond)
                    OR abs((f).spread - s.spread) > 1e-12
                 LIMIT 5) x), NULL, 'sen.since_baseline');
\if :whole
SELECT ok(count(*) FILTER (WHERE is_prime) > 5 AND count(*) FILTER (WHERE points > 1) > 20
          AND count(*) FILTER (WHERE points = 1) > 5 AND count(*) FILTER (WHERE points IS NULL) > 5
          AND count(*) FILTER (WHERE says IN ('improvement', 'concern')) > 10,
          'among them series in the prime form, long runs and short ones, without limits, and with a change') FROM said;
SELECT ok(count(*) FILTER (WHERE in_row) > 3 AND count(*) FILTER (WHERE beyond) > 3
          AND count(*) FILTER (WHERE spread > 1) > 5 AND count(*) FILTER (WHERE figures_before < 12) > 20,
          'among them series that became better by either rule, wider ones, and some without a baseline') FROM since;
\endif
SELECT is(sen.latest_point('p', day, NULL, 4, false, 'increase'), NULL, 'without a value: null')
FROM (VALUES (date '2025-01-01')) v (day);
SELECT throws_ok(format('SELECT sen.latest_point(%s) FROM (VALUES (date ''2025-01-01'', 1.0), (''2025-01-02'', 2)) '
                        'v (d, x)', a), s, NULL, a)
FROM (VALUES ('''c'', d, x, NULL, false, ''neutral''', '22023'), ('''XmR'', d, x, NULL, false, ''up''', '22023'),
             ('''XmR'', date ''2025-01-01'', x, NULL, false, ''neutral''', '22023'),
             ('CASE x WHEN 1 THEN ''p'' ELSE ''u'' END, d, x, 9, false, ''neutral''', '22023'),
             ('''p'', d, x, 1.5, false, ''neutral''', '22023'), ('''p'', d, -x, 1, false, ''neutral''', '22023'),
             ('''XmR'', d, ''NaN'', NULL, false, ''neutral''', '22023'),
             ('NULL, d, x, NULL, false, ''neutral''', '22004'), ('''XmR'', NULL, x, NULL, false, ''neutral''', '22004'),
             ('''XmR'', d, x, NULL, false, NULL', '22004')) v (a, s);
SELECT throws_ok($$SELECT sen.since_baseline('XmR', d, 1, NULL, d > '2025-01-01', 'increase')
                   FROM (VALUES (date '2025-01-01'), ('2025-01-02')) v (d)$$, '22023', NULL, 'before after since');

SELECT * FROM finish();
ROLLBACK;
