-- Survival analysis against plain SQL over random cases: window functions over the cases themselves, and closed
-- forms where every end is known. Against R: test/t/008_survival_r.pl.
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
-- Where both seeds are tried, a quarter of the cases and of the questions with the other one.
SELECT CASE WHEN :'whole' THEN 1 ELSE 4 END AS share \gset
SELECT coalesce(substring(:'seed' FROM '^[0-9]{1,18}$')::bigint,
                extract(epoch FROM clock_timestamp())::bigint) % 1000000 AS seed \gset
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL jit = off;  -- each query is run once, and takes longer to compile than it saves
SELECT no_plan();
SELECT diag('survival: seed ' || :seed || ', repeat with SEN_SEED=' || :seed);
SELECT setseed(:seed / 1000000.0) AS seeded \gset

-- Cases ------------------------------------------------------------------------
-- Groups: 0 to 5 ordinary, 6 and 7 where every end is known, 8 of many ties, 9 to 11
-- with days before day 0, 12 of few cases, 13 all open.
CREATE TEMPORARY TABLE c ON COMMIT DROP AS
SELECT g, CASE WHEN g IN (6, 7) THEN 'done' WHEN g = 13 THEN 'open' WHEN e < 0.65 THEN 'done' WHEN e < 0.85 THEN 'open'
               ELSE 'left' END AS class,
       CASE WHEN random() < 0.03 THEN NULL WHEN g = 8 THEN floor(r * 6)::integer
            WHEN g BETWEEN 9 AND 11 THEN (r * 300)::integer - 150 ELSE (r * r * 700)::integer END AS days,
       random() < 0.2 AS exception
FROM (SELECT g, random() AS e, random() AS r FROM generate_series(0, 13) g,
      LATERAL generate_series(1, CASE g WHEN 12 THEN 7 WHEN 8 THEN 300 ELSE (400 + g * 100) / :share END)) x;
-- Their summaries, by the aggregates from dates: lateness where days may be negative, which knows no leaving.
UPDATE c SET class = 'open' WHERE g BETWEEN 9 AND 11 AND class = 'left';
CREATE TEMPORARY TABLE s ON COMMIT DROP AS
SELECT g, sen.timeliness(coalesce(as_of - days, 'infinity'), CASE class WHEN 'done' THEN as_of END, exception,
                         CASE class WHEN 'left' THEN as_of END, as_of) AS s
FROM (SELECT c.*, date '2026-06-30' AS as_of FROM c) x WHERE g NOT BETWEEN 9 AND 11 GROUP BY g
UNION ALL
SELECT g, sen.lateness(coalesce(as_of - days, 'infinity'), CASE class WHEN 'done' THEN as_of END, exception, as_of)
FROM (SELECT c.*, date '2026-06-30' AS as_of FROM c) x WHERE g BETWEEN 9 AND 11 GROUP BY g;
SELECT is(sum(sen.cases(s)), (SELECT count(*) FROM c)::numeric, 'every case is in a summary') FROM s;
\if :whole
SELECT ok((SELECT count(DISTINCT class) = 3 AND bool_or(days IS NULL) AND min(days) < 0 AND max(days) > 600 FROM c),
          'the data have every kind of case');
\endif

-- Near enough: all that is computed in double precision.
CREATE FUNCTION pg_temp.near(a double precision, b double precision) RETURNS boolean LANGUAGE sql IMMUTABLE
    RETURN CASE WHEN num_nulls(a, b) > 0 THEN num_nulls(a, b) = 2 ELSE abs(a - b) <= 1e-11 * greatest(1, abs(b)) END;

-- The curves ---------------------------------------------------------------------
-- At risk: counted anew for each day, not carried on. The product as a sum of logarithms, in numeric.
CREATE TEMPORARY TABLE h ON COMMIT DROP AS
WITH of_day AS MATERIALIZED (
    SELECT g, days AS day, count(*) FILTER (WHERE class = 'done') AS d, count(*) FILTER (WHERE class = 'left') AS l,
           count(*) FILTER (WHERE class = 'open') AS o
    FROM c WHERE days IS NOT NULL GROUP BY g, days
)
SELECT y.g, y.day, count(*) AS n, y.d, y.l, y.o
FROM of_day y JOIN c r ON r.g = y.g AND r.days >= y.day GROUP BY y.g, y.day, y.d, y.l, y.o;
CREATE TEMPORARY TABLE k ON COMMIT DROP AS
SELECT g, day, n, d, l, o,
       CASE WHEN bool_or(d = n) OVER w THEN 0
            ELSE exp(sum(CASE WHEN d < n THEN ln((n - d)::numeric / n) END) OVER w)::double precision END AS surviving,
       CASE WHEN NOT bool_or(d = n) OVER w THEN sum(CASE WHEN d < n THEN d::numeric / n / (n - d) END) OVER w
       END AS greenwood,
       CASE WHEN bool_or(d + l = n) OVER w THEN 0
            ELSE exp(sum(CASE WHEN d + l < n THEN ln((n - d - l)::numeric / n) END) OVER w)::double precision
       END AS remaining
FROM h WINDOW w AS (PARTITION BY g ORDER BY day);
CREATE TEMPORARY TABLE a ON COMMIT DROP AS
SELECT g, day, n, d, l, o, remaining, sum(before * d / n) OVER w AS finished, sum(before * l / n) OVER w AS left_early
FROM (SELECT k.*, coalesce(lag(remaining) OVER (PARTITION BY g ORDER BY day), 1) AS before FROM k) x
WINDOW w AS (PARTITION BY g ORDER BY day);
SELECT is((SELECT count(*) FROM s, sen.survival(s)), (SELECT count(*) FROM k), 'a row for each day with a case');
SELECT is_empty('SELECT * FROM k FULL JOIN (SELECT g, v.* FROM s, sen.survival(s) v) v USING (g, day)
    WHERE (v.at_risk, v.finished, v.censored) IS DISTINCT FROM (k.n, k.d, k.l + k.o)
        OR NOT pg_temp.near(v.surviving, k.surviving) OR NOT pg_temp.near(v.standard_error,
        k.surviving * sqrt(k.greenwood))', 'Kaplan-Meier and Greenwood');
SELECT is_empty('SELECT * FROM a FULL JOIN (SELECT g, v.* FROM s, sen.cumulative_incidence(s) v) v USING (g, day)
    WHERE (v.at_risk, v.finished, v.left_early, v.open) IS DISTINCT FROM (a.n, a.d, a.l, a.o)
        OR NOT pg_temp.near(v.surviving, a.remaining)
       OR NOT pg_temp.near(v.incidence_finished, a.finished) OR NOT pg_temp.near(v.incidence_left, a.left_early)
           OR NOT pg_temp.near(v.incidence_finished + v.incidence_left + v.surviving, 1)', 'Aalen-Johansen');
-- Where every end is known the curve is what is left of the cases, and its error that of a proportion.
SELECT is_empty($$SELECT *
                  FROM (SELECT g, s, v.*, (SELECT count(*) FROM c WHERE c.g = s.g AND days IS NOT NULL) AS cases
                        FROM s, sen.survival(s) v WHERE g IN (6, 7)) v
    WHERE NOT pg_temp.near(surviving,
                           (sen.finished(s) - sen.unusable(s) - sen.within(s, day))::double precision / cases)
       OR surviving > 0 AND NOT pg_temp.near(standard_error, sqrt(surviving * (1 - surviving) / cases))$$,
           'without censoring: one less the share that finished, with the error of a proportion');

-- The intervals, each from what it means on its own scale, with z written down.
SELECT is_empty($$SELECT g, i, v.* FROM unnest(ARRAY['log-log', 'log', 'plain', 'logit', 'arcsin']) i,
                  (VALUES (0.95, 1.959963984540054), (0.998, 3.090232306167813)) z (confidence, z), s,
                  sen.survival(s, z.confidence, i) v,
        LATERAL (SELECT CASE i WHEN 'log-log' THEN ln(-ln(surviving)) WHEN 'log' THEN ln(surviving)
                             WHEN 'plain' THEN surviving WHEN 'logit' THEN ln(surviving / (1 - surviving))
                             ELSE asin(sqrt(surviving)) END AS middle,
                        -- its standard error there: that of surviving by the derivative
                        standard_error * CASE i WHEN 'log-log' THEN -1 / (surviving * ln(surviving))
                                              WHEN 'log' THEN 1 / surviving WHEN 'plain' THEN 1
                                              WHEN 'logit' THEN 1 / (surviving * (1 - surviving))
                                              ELSE 0.5 / sqrt(surviving * (1 - surviving)) END AS error) m
    WHERE surviving > 0 AND surviving < 1
      AND NOT (pg_temp.near(lower, CASE i WHEN 'log-log' THEN exp(-exp(least(middle + z * error, 600)))
                                        WHEN 'log' THEN exp(middle - z * error)
                                        WHEN 'plain' THEN greatest(0, middle - z * error)
                                          WHEN 'logit' THEN 1 / (1 + exp(-(middle - z * error)))
                                              ELSE sin(greatest(0, middle - z * error)) ^ 2 END)
           AND pg_temp.near(upper,
                            CASE i WHEN 'log-log' THEN exp(-exp(middle - z * error))
                                 WHEN 'log' THEN least(1, exp(middle + z * error))
                                 WHEN 'plain' THEN least(1, middle + z * error)
                                          WHEN 'logit' THEN 1 / (1 + exp(-(middle + z * error)))
                                              ELSE sin(least(pi() / 2, middle + z * error)) ^ 2 END))$$,
                                              'the five intervals');
SELECT is_empty($$SELECT g, i, v.* FROM unnest(ARRAY['log-log', 'log', 'plain', 'logit', 'arcsin']) i, s,
                  sen.survival(s, interval_type => i) v
    WHERE surviving IN (0, 1)
        AND (lower, upper) IS DISTINCT FROM (CASE WHEN surviving = 1
                                                  AND i IN ('log', 'plain') THEN (1::double precision,
                                                      1::double precision)
                                                  ELSE (NULL::double precision, NULL::double precision) END)$$,
        'no interval at the ends');

-- Probabilities --------------------------------------------------------------------
-- From the cases beyond the close of the first day alone: their own curves on the second day.
CREATE TEMPORARY TABLE q ON COMMIT DROP AS
SELECT g, age, by_day FROM generate_series(0, 13) g,
       LATERAL (SELECT (random() * 800 - 100)::integer AS age, (random() * 800 - 100)::integer AS by_day
                FROM generate_series(1, 25 / :share) WHERE g >= 0) x
UNION SELECT g, age, by_day FROM generate_series(0, 13) g, unnest('{-1,0,5,120}'::integer[]) age,
    unnest('{4,140,141}'::integer[]) by_day
UNION SELECT g, day - 1 + n % 3, last + n / 3 - 1
    FROM (SELECT g, day, max(day) OVER (PARTITION BY g) AS last, row_number() OVER (PARTITION BY g
              ORDER BY random()) AS place FROM h) x, generate_series(0, 8) n WHERE place < 10;
CREATE TEMPORARY TABLE e ON COMMIT DROP AS
SELECT q.*, count(c.days) AS beyond, max(c.days) AS last FROM q LEFT JOIN c ON c.g = q.g AND c.days > q.age
GROUP BY q.g, q.age, q.by_day;
CREATE FUNCTION pg_temp.outlook(of integer, age integer, by_day integer, OUT stays double precision,
                                OUT neither double precision, OUT finishes double precision) LANGUAGE plpgsql AS $$
DECLARE
    r record;
BEGIN
    stays := 1; neither := 1; finishes := 0;
    FOR r IN SELECT days, count(*) FILTER (WHERE class = 'done') AS d, count(*) FILTER (WHERE class = 'left') AS l,
        sum(count(*)) OVER (ORDER BY days DESC)::double precision AS n
             FROM c WHERE g = of AND days > age GROUP BY days ORDER BY days LOOP
        EXIT WHEN r.days > by_day;
        finishes := finishes + neither * r.d / r.n;
        neither := neither * (1 - (r.d + r.l) / r.n);
        stays := stays * (1 - r.d / r.n);
    END LOOP;
END $$;
CREATE TEMPORARY TABLE f ON COMMIT DROP AS
SELECT e.*, sen.at_risk(s, age) AS at_risk, sen.finish_probability(s, age, by_day) AS finish,
       sen.breach_risk(s, age, by_day) AS breach,
       sen.finish_probability(s, age, by_day, true) AS finish_competing,
       sen.breach_risk(s, age, by_day, true) AS breach_competing, o.stays, o.neither, o.finishes
FROM e JOIN s USING (g), LATERAL pg_temp.outlook(g, age, by_day) o;
\if :whole
SELECT cmp_ok(count(*) FILTER (WHERE beyond > 0 AND age < by_day AND last >= by_day), '>', 200::bigint,
              'questions with an answer') FROM f;
SELECT cmp_ok(count(*) FILTER (WHERE beyond > 0 AND last < by_day AND age < by_day), '>', 20::bigint,
              'questions beyond the last day') FROM f;
\endif
SELECT is_empty('SELECT * FROM f WHERE at_risk <> beyond', 'cases at risk');
SELECT is_empty('SELECT * FROM f WHERE age >= by_day AND (finish, breach, finish_competing, breach_competing) IS '
                'DISTINCT FROM (0, 1, 0, 1)', 'the day has passed: it is still open');
SELECT is_empty('SELECT * FROM f WHERE age < by_day AND beyond = 0 AND num_nonnulls(finish, breach, finish_competing, '
                'breach_competing) > 0', 'nobody was seen beyond that age: null');
SELECT is_empty('SELECT * FROM f WHERE age < by_day AND beyond > 0 AND NOT (pg_temp.near(breach, CASE WHEN last >= '
                'by_day OR stays < 1e-9 THEN stays END) AND pg_temp.near(finish, CASE WHEN last >= by_day OR stays < '
                '1e-9 THEN 1 - stays END))',
    'finishing and still open, from the cases beyond that age alone; null after the last day unless all have finished');
SELECT is_empty('SELECT * FROM f WHERE age < by_day AND beyond > 0 AND NOT (pg_temp.near(breach_competing, CASE WHEN '
                'last >= by_day OR neither < 1e-9 THEN neither END) AND pg_temp.near(finish_competing, CASE WHEN last '
                '>= by_day OR neither < 1e-9 THEN finishes END))',
    'the same where leaving is an end');
SELECT is_empty('SELECT * FROM f WHERE finish NOT BETWEEN 0 AND 1 OR breach NOT BETWEEN 0 AND 1 OR finish_competing '
                'NOT BETWEEN 0 AND 1 OR breach_competing NOT BETWEEN 0 AND 1 OR finish_competing + breach_competing > '
                '1 OR finish_competing > finish + 1e-12',
    'probabilities are probabilities, and leaving takes from finishing');
SELECT is_empty('SELECT * FROM (SELECT f.*, (SELECT count(*) FROM c WHERE c.g = f.g AND days > by_day)::double '
                'precision / nullif(beyond, 0) AS share FROM f WHERE g IN (6, 7) AND age < by_day) x WHERE NOT '
                'pg_temp.near(breach, share)',
                'without censoring: the share of those past the age that are past the limit');

-- Means and medians ------------------------------------------------------------------
-- The area under the oracle's curve, piece by piece; its variance from the area to the right of each day.
CREATE TEMPORARY TABLE m ON COMMIT DROP AS
SELECT q.g, q.by_day, r.mean_days, r.standard_error, l.last, l.all_done, x.*
FROM (SELECT DISTINCT g, by_day FROM q) q JOIN s USING (g) CROSS JOIN LATERAL sen.restricted_mean(s, by_day) r
JOIN (SELECT g, max(day) AS last, min(surviving) = 0 AS all_done FROM k GROUP BY g) l USING (g)
CROSS JOIN LATERAL (SELECT coalesce(sum(area) + min(day), by_day) AS oracle_mean,
                    coalesce(sqrt(sum(tail * tail * d::double precision / n / nullif(n - d, 0))), 0) AS oracle_error
    FROM (SELECT y.*, sum(area) OVER (ORDER BY day DESC) AS tail
          FROM (SELECT day, n, d, surviving * (coalesce(lead(day) OVER (ORDER BY day), by_day) - day) AS area FROM k
                WHERE k.g = q.g AND k.day <= q.by_day) y) z) x;
SELECT is_empty('SELECT * FROM m WHERE NOT (pg_temp.near(mean_days, CASE WHEN last >= by_day OR all_done THEN '
                'oracle_mean END) AND pg_temp.near(standard_error, CASE WHEN last >= by_day OR all_done THEN '
                'oracle_error END))', 'restricted means with their errors');
SELECT is_empty('SELECT * FROM (SELECT m.*, (SELECT avg(least(days, by_day)) FROM c WHERE c.g = m.g
    AND days IS NOT NULL)::double precision AS plain, (SELECT stddev_pop(least(days, by_day)) / sqrt(count(days))
    FROM c WHERE c.g = m.g AND days IS NOT NULL)::double precision AS plain_error FROM m WHERE g IN (6, 7)) x
    WHERE NOT pg_temp.near(mean_days, plain) OR NOT pg_temp.near(standard_error, plain_error)',
        'without censoring: the mean of the days, each at most the limit, with the error of a mean');
SELECT is_empty($$SELECT g, i, r.*, o.* FROM s, unnest(ARRAY['log-log', 'log', 'plain', 'logit', 'arcsin']) i,
                  sen.survival_median(s, 0.9, i) r,
        LATERAL (SELECT min(day) FILTER (WHERE surviving < 0.5 + 1e-8) AS first_half,
                 min(day) FILTER (WHERE surviving < 0.5 - 1e-8) AS below, max(day) AS last,
                 min(surviving) AS least_surviving,
                        min(day) FILTER (WHERE lower < 0.5) AS lower_day,
                        min(day) FILTER (WHERE upper < 0.5) AS upper_day FROM sen.survival(s, 0.9, i)) o
    WHERE r.median_days IS DISTINCT FROM (CASE WHEN below IS NOT NULL THEN (first_half + below) / 2.0
                                               WHEN first_half IS NOT NULL THEN (first_half + last) / 2.0 END)::double
        precision
       OR r.lower IS DISTINCT FROM lower_day::double precision
           OR r.upper IS DISTINCT FROM upper_day::double precision$$, 'medians are where the curves pass a half');
SELECT is_empty('SELECT g, m.* FROM s, sen.survival_median(s) m WHERE g IN (6, 7) AND m.median_days <> (SELECT '
                'percentile_cont(0.5) WITHIN GROUP (ORDER BY days) FROM c WHERE c.g = s.g)',
                'without censoring: the median');

-- Log-rank -----------------------------------------------------------------------------
SELECT is_empty($$SELECT x.*, r.* FROM (
        SELECT p.a, p.b, sum(da) AS observed_a, sum(db) AS observed_b, sum(d * na / n) AS expected_a,
               sum(d * nb / n) AS expected_b,
               nullif(sum(CASE WHEN n > 1 THEN na * nb * d * (n - d) / (n * n * (n - 1)) END), 0) AS variance
        FROM (SELECT a, b FROM generate_series(0, 13) a, generate_series(0, 13) b
              WHERE (a * 14 + b) % 5 = 0 OR a = b) p,
             LATERAL (SELECT z.*, da + db AS d, na + nb AS n
                      FROM (SELECT days, count(*) FILTER (WHERE g = p.a AND class = 'done')::double precision AS da,
                            count(*) FILTER (WHERE g = p.b AND class = 'done')::double precision AS db,
                          sum(count(*) FILTER (WHERE g = p.a)) OVER w::double precision AS na,
                          sum(count(*) FILTER (WHERE g = p.b)) OVER w::double precision AS nb
                      FROM c WHERE g IN (p.a, p.b) AND days IS NOT NULL
                      GROUP BY days WINDOW w AS (ORDER BY days DESC)) z) y
        GROUP BY p.a, p.b) x, s sa, s sb, sen.log_rank(sa.s, sb.s) r
    WHERE sa.g = x.a AND sb.g = x.b
      AND NOT (r.observed_a = x.observed_a AND r.observed_b = x.observed_b AND pg_temp.near(r.expected_a, x.expected_a)
               AND pg_temp.near(r.expected_b, x.expected_b)
               AND CASE WHEN x.a = x.b AND variance > 0 THEN r.chi_squared BETWEEN 0 AND 1e-12
                        ELSE pg_temp.near(r.chi_squared, (x.observed_a - x.expected_a) ^ 2 / variance) END)$$,
                   'log-rank');
-- P values of the chi-squared distribution with one degree of freedom, from tables: R's pchisq.
SELECT is(count(*), 3::bigint, 'p values') FROM s a, s b, sen.log_rank(a.s, b.s) r,
    LATERAL (VALUES (1.0, 0.31731050786291), (3.84145882069412, 0.05), (6.63489660102121, 0.01)) v (x, p)
WHERE a.g = 0 AND b.g = 1 AND r.p_value BETWEEN 0 AND 1 AND (r.chi_squared < v.x) = (r.p_value > v.p);

-- Merging --------------------------------------------------------------------------------
SELECT is_empty('SELECT a.g, b.g FROM s a JOIN s b ON b.g > a.g, LATERAL (SELECT a.s OPERATOR(sen.+) b.s AS merged,
    (SELECT sen.timeliness(coalesce(date ''2026-06-30'' - days, ''infinity''),
    CASE class WHEN ''done'' THEN date ''2026-06-30'' END, exception,
    CASE class WHEN ''left'' THEN date ''2026-06-30'' END, ''2026-06-30'') FROM c WHERE c.g IN (a.g, b.g)) AS pooled) m
    WHERE b.g < 9 AND ((SELECT array_agg(v) FROM sen.survival(merged) v) IS DISTINCT FROM (SELECT array_agg(v)
        FROM sen.survival(pooled) v)
        OR (SELECT array_agg(v) FROM sen.cumulative_incidence(merged) v) IS DISTINCT FROM (SELECT array_agg(v)
            FROM sen.cumulative_incidence(pooled) v)
        OR sen.breach_risk(merged, 60, 140) IS DISTINCT FROM sen.breach_risk(pooled, 60, 140))',
            'two summaries merged are one of all their cases');
SELECT is_empty('SELECT v.* FROM (SELECT sen.rollup(s) AS s FROM s) r, sen.survival(r.s) v
    FULL JOIN (SELECT days AS day, sum(count(*)) OVER (ORDER BY days DESC) AS n,
        count(*) FILTER (WHERE class = ''done'') AS d FROM c WHERE days IS NOT NULL GROUP BY days) o USING (day)
        WHERE (v.at_risk, v.finished) IS DISTINCT FROM (o.n, o.d)', 'and so are all of them');

-- Whatever is in it: null or finite, and within bounds ------------------------------------
CREATE TEMPORARY TABLE odd ON COMMIT DROP AS
SELECT n, ('v1' || coalesce(string_agg(' ' || class || '{' || cells || '}', '' ORDER BY place), ''))::sen.timeliness
       AS s
FROM (SELECT n, class, place, string_agg(day || ':' || count, ',' ORDER BY day) AS cells
      FROM (SELECT DISTINCT ON (n, place, day) n, class, place, day,
            (ARRAY[1, 1, 2, 3, 1000000000, 4294967295])[1 + floor(random() * 6)] AS count
            FROM generate_series(1, 400) n,
                unnest(ARRAY['done', 'done_excepted', 'open', 'open_excepted', 'left']) WITH ORDINALITY k (class,
                    place),
                 LATERAL (SELECT (ARRAY[-2147483648, -1, 0, 1, 2, 3, 140, 2147483646,
                                        2147483647])[1 + floor(random() * 9)] AS day
                          FROM generate_series(1, floor(random() * 4 + 0 * n * place)::integer)) d) x
      GROUP BY n, class, place) y
GROUP BY n;
\if :whole
SELECT cmp_ok(count(*), '>', 300::bigint, 'odd summaries') FROM odd;
\endif
SELECT is_empty($$SELECT n, v.* FROM odd, unnest(ARRAY['log-log', 'log', 'plain', 'logit', 'arcsin']) i,
                  sen.survival(s, 0.95, i) v
    WHERE surviving IS NULL OR surviving NOT BETWEEN 0 AND 1 OR standard_error NOT BETWEEN 0 AND 1
        OR lower NOT BETWEEN 0 AND surviving OR upper NOT BETWEEN surviving AND 1 OR (lower IS NULL) <> (upper IS NULL)
        OR (standard_error IS NULL) <> (surviving = 0)$$, 'curves and intervals are in order');
SELECT is_empty($$SELECT n, v.* FROM odd, sen.cumulative_incidence(s) v
    WHERE (incidence_finished BETWEEN 0 AND 1 + 1e-12 AND incidence_left BETWEEN 0 AND 1 + 1e-12
           AND surviving BETWEEN 0 AND 1) IS NOT TRUE$$, 'incidences are shares');
SELECT is_empty($$SELECT n, x.*, p.*
                  FROM odd, (VALUES (0, 140), (-2147483648, 2147483647), (-2147483648, 2147483646), (2, 3), (3, 140),
                             (140, 2147483647), (2147483646, 2147483647), (2147483647, 0)) x (age, by_day),
        LATERAL (SELECT c, sen.finish_probability(s, age, by_day, c) AS finish,
                 sen.breach_risk(s, age, by_day, c) AS breach FROM unnest('{f,t}'::boolean[]) c) p
    WHERE finish NOT BETWEEN 0 AND 1 OR breach NOT BETWEEN 0 AND 1 OR (finish IS NULL) <> (breach IS NULL) OR NOT c
        AND NOT pg_temp.near(finish, 1 - breach)$$, 'probabilities are probabilities');
SELECT is_empty($$SELECT n, by_day, r.*
                  FROM odd, unnest('{-2147483648,-1,0,140,2147483646,2147483647}'::integer[]) by_day,
                  sen.restricted_mean(s, by_day) r
    WHERE mean_days NOT BETWEEN -2147483649 AND 2147483648 OR mean_days > by_day + 1e-6
        OR standard_error NOT BETWEEN 0 AND 4294967296 OR (mean_days IS NULL) <> (standard_error IS NULL)$$,
        'means are between the days');
SELECT is_empty($$SELECT n, m.* FROM odd, sen.survival_median(s) m
                  WHERE median_days NOT BETWEEN -2147483648 AND 2147483647 OR lower > median_days
                  OR upper < median_days$$, 'medians are between the days');
SELECT is_empty($$SELECT a.n, b.n, r.* FROM odd a JOIN odd b ON b.n = a.n + 1, sen.log_rank(a.s, b.s) r
    WHERE chi_squared NOT BETWEEN 0 AND 1e20 OR p_value NOT BETWEEN 0 AND 1 OR num_nulls(chi_squared, p_value) = 1
        OR expected_a NOT BETWEEN 0 AND 1e20 OR expected_b NOT BETWEEN 0 AND 1e20
        OR NOT pg_temp.near(expected_a + expected_b, observed_a + observed_b)$$, 'log-rank figures are finite');
SELECT * FROM finish();
ROLLBACK;
