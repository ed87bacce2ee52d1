-- Room trend: the slope of a series, the line to a target, and the day on which it is reached.
-- The slope is checked over random data in test/pgtap/trend.sql.
\i sql/include/begin.sql

-- Theil and Sen --------------------------------------------------------------
-- Numbers of scipy.stats.theilslopes (1.10) at 95% and 50%; a row below is a difference.
\set ECHO none
CREATE TEMPORARY TABLE scipy_vector (series text, days integer[], vals numeric[], slope float8, lower95 float8,
                                     upper95 float8, lower50 float8, upper50 float8);
INSERT INTO scipy_vector VALUES
    ('distinct', '{0,31,59,90,120,151,181,212}', '{45.0,47.5,46.1,52.3,50.9,55.0,61.2,58.8}', 0.07966684294024323,
     0.04426229508196726, 0.09780219780219787, 0.0625, 0.08300653594771239),
    ('five points', '{0,7,14,21,28}', '{3,1,4,1.5,9}', 0.14285714285714285, -0.35714285714285715, 1.0714285714285714,
     0.03571428571428571, 0.35714285714285715),
    ('equal values', '{0,30,61,91,122,152,183,214,244,275}', '{10,10,12,12,12,15,12,15,15,18}', 0.024390243902439025,
     0.01092896174863388, 0.03289473684210526, 0.021739130434782608, 0.028037383177570093),
    ('one wild value', '{0,30,60,90,120,150,180,210,240}', '{1,2,3,4,500,6,7,8,9}', 0.03333333333333333,
     0.03333333333333333, 0.03333333333333333, 0.03333333333333333, 0.03333333333333333),
    ('same days', '{0,0,1,1,2,3,3,3,5,8}', '{1.5,2.25,2.5,3.75,3.125,4.5,1.0,6.0,7.25,8.125}', 0.8307291666666667,
     0.375, 1.375, 0.734375, 1.0),
    ('falling', '{0,10,20,30,40,50,60}', '{9.5,9.25,7,7.5,5,4.75,1}', -0.125, -0.21666666666666667,
     -0.06666666666666667, -0.14166666666666666, -0.1),
    ('level', '{0,1,2,3,4,5}', '{7,7,7,7,7,7.5}', 0.0, 0.0, 0.125, 0.0, 0.0);
CREATE TEMPORARY VIEW vector_point AS SELECT v.*, date '2024-09-30' + day AS on_day, value
    FROM scipy_vector v, unnest(days, vals) p (day, value);
\set ECHO all
SELECT series, t, u
FROM (SELECT v.*, (SELECT sen.theil_sen(on_day, value) FROM vector_point p WHERE p.series = v.series) AS t,
      (SELECT sen.theil_sen(on_day, value, 0.5) FROM vector_point p WHERE p.series = v.series) AS u
      FROM scipy_vector v) x
WHERE ((t).slope_per_day, (t).lower, (t).upper, (u).slope_per_day, (u).lower, (u).upper) IS DISTINCT FROM (slope,
    lower95, upper95, slope, lower50, upper50);
SELECT series, t.* FROM (SELECT series, sen.theil_sen(on_day, value) AS a FROM vector_point GROUP BY series) x,
       LATERAL (SELECT round((a).slope_per_day::numeric, 6) AS slope, round((a).lower::numeric, 6) AS lower,
                round((a).upper::numeric, 6) AS upper, (a).points, (a).first_on, (a).last_on) t ORDER BY series;
SELECT count(*) FROM scipy_vector v
WHERE (SELECT sen.theil_sen(on_day, value) IS DISTINCT FROM sen.theil_sen(on_day, value, 0.95) FROM vector_point p
       WHERE p.series = v.series);

-- Few points: no slope, then no interval; what is left out counts for nothing.
SELECT n, sen.theil_sen(date '2024-01-01' + 10 * i, i ^ 2::numeric) FROM generate_series(0, 6) n
LEFT JOIN generate_series(1, 6) i ON i <= n GROUP BY n ORDER BY n;
SELECT sen.theil_sen(date '2024-01-01' + i, i ^ 2::numeric, 0.9) AS four_at_90,
       sen.theil_sen(date '2024-01-01' + i, i ^ 2::numeric, 0.8) AS four_at_80 FROM generate_series(1, 4) i;
SELECT sen.theil_sen(on_day, value)
FROM (VALUES (date '2024-01-01', 1), (NULL, 5), ('2024-01-03', NULL), (NULL, NULL), ('2024-01-05', 3)) v (on_day,
    value);
SELECT sen.theil_sen(on_day, value) FROM (VALUES (NULL::date, 1), ('2024-01-03', NULL)) v (on_day, value);
SELECT sen.theil_sen(on_day, value)
FROM (VALUES (date '2024-01-01', 1), ('2024-01-01', 9), ('2024-01-01', 5)) v (on_day, value);
SELECT sen.theil_sen(on_day, value, 0.9) FROM (VALUES (date '2024-01-01', 1)) v (on_day, value) WHERE false;
-- Equal values, and one written in two ways.
SELECT n, sen.theil_sen(date '2024-01-01' + i, CASE WHEN i % 2 = 0 THEN 95 ELSE 95.00 END) FROM generate_series(2, 5) n,
       generate_series(1, n) i GROUP BY n ORDER BY n;
-- Two values on one day, equal ones among them: ties of both kinds.
SELECT sen.theil_sen(on_day, value, confidence)
FROM (VALUES (0, 1), (0, 1), (1, 1), (1, 2), (2, 2), (2, 3), (3, 3), (3, 3)) v (day, value),
       LATERAL (SELECT date '2024-01-01' + day) d (on_day), unnest(ARRAY[0.95, 0.99]) confidence GROUP BY confidence
ORDER BY confidence;
-- The first and last day there are; values that are large, small, or have more digits than a double.
SELECT sen.theil_sen(on_day, value)
FROM (VALUES (date '4713-01-01 BC', 0), ('5874897-12-31', 2147472547)) v (on_day, value);
SELECT sen.theil_sen(on_day, value)
FROM (VALUES (date '2024-01-01', -1e300), ('2024-01-02', 1e300), ('2024-01-03', -1e300)) v (on_day, value);
SELECT sen.theil_sen(on_day, value)
FROM (VALUES (date '2024-01-01', 1e-400), ('2024-01-03', 123456789012345678901234567890.5)) v (on_day, value);
-- A minus before a 0: none.
SELECT sen.theil_sen(on_day, -value)
FROM (VALUES (date '2024-01-01', 0.0), ('2024-01-02', 0), ('2024-01-03', 1e-400)) v (on_day, value);
SELECT k, sen.theil_sen(date '2024-01-01' + i, CASE WHEN i = k THEN 1 WHEN i % 2 = 0 THEN 0 ELSE -1e-400 END)
FROM generate_series(1, 9) i, generate_series(6, 8) k GROUP BY k ORDER BY k;
-- As a moving window.
SELECT on_day, sen.theil_sen(on_day, value) OVER (ORDER BY on_day ROWS 4 PRECEDING) FROM vector_point
WHERE series = 'falling' ORDER BY on_day;
-- No more than 5,000 points.
SELECT (t).* FROM (SELECT sen.theil_sen(date '2010-01-01' + i, i % 7) AS t FROM generate_series(1, 5000) i) x;
SELECT pg_temp.answer($$SELECT sen.theil_sen(date '2010-01-01' + i, i % 7) FROM generate_series(1, 5001) i$$);

-- Figures that follow each other: wider, or no interval; too few, on a line, or several on one day: as it was.
SELECT what, (t).points, round((t).slope_per_day::numeric, 6) AS slope, round((t).lower::numeric, 6) AS lower,
       round((t).upper::numeric, 6) AS upper, round((t).autocorrelation::numeric, 4) AS autocorrelation,
       round((s).lower::numeric, 6) AS plain_lower, round((s).upper::numeric, 6) AS plain_upper
FROM (SELECT what, sen.trend(date '2024-01-31' + 30 * (i::integer - 1), v) AS t,
             sen.theil_sen(date '2024-01-31' + 30 * (i::integer - 1), v) AS s
      FROM (VALUES ('alternating', '{50,60,51,61,52,62,53,63,54,64,55,65}'::numeric[]),
                   ('following', '{50,53,57,60,59,57,54,55,59,63,66,64}'),
                   ('arc', '{1,4,9,16,25,36,49,64,81,100,121,144}'),
                   ('line', '{1,1.1,1.2,1.3,1.4,1.5,1.6,1.7,1.8,1.9}'), ('level', '{5,5,5,5,5,5,5,5,5,5}'),
                   ('seven', '{50,53,57,60,59,57,58}'), ('eight', '{50,53,57,60,59,57,58,61}')) x (what, vals),
           unnest(vals) WITH ORDINALITY u (v, i)
      GROUP BY what) x ORDER BY what COLLATE "C";
SELECT sen.trend(date '2024-01-31' + i / 2, i * i % 7) AS twice_a_day, sen.trend(NULL, i) AS none,
       (sen.trend(date '2024-01-31' + i, i * i % 7, 0.5)).upper AS at_50 FROM generate_series(1, 12) i;
SELECT sen.trend(date '2024-01-31' + i, CASE WHEN i % 3 = 0 THEN 1e300 ELSE -1e300 END) AS large
FROM generate_series(1, 9) i;

-- Anything else is refused.
SELECT pg_temp.answers(
    $$SELECT sen.trend('infinity'::date, 1)$$,
    $$SELECT sen.trend('2024-01-01'::date, 1, NULL)$$,
    $$SELECT sen.trend('2024-01-01'::date, 1, 95)$$,
    $$SELECT sen._trend_final('')$$,
    $$SELECT sen.theil_sen('infinity'::date, 1)$$,
    $$SELECT sen.theil_sen('-infinity'::date, 1)$$
);
SELECT pg_temp.answers_with($$SELECT sen.theil_sen('2024-01-01'::date, %L)$$, 'NaN', 'infinity', '-infinity');
SELECT pg_temp.answers(
    $$SELECT sen.theil_sen('2024-01-01'::date, 1.1e300)$$,
    $$SELECT sen.theil_sen('2024-01-01'::date, -1e400)$$,
    $$SELECT sen.theil_sen('2024-01-01'::date, 1, 95)$$,
    $$SELECT sen.theil_sen('2024-01-01'::date, 1, 0)$$,
    $$SELECT sen.theil_sen('2024-01-01'::date, 1, 1)$$,
    $$SELECT sen.theil_sen('2024-01-01'::date, 1, 'NaN')$$,
    $$SELECT sen.theil_sen(NULL, NULL, NULL)$$,
    $$SELECT sen.theil_sen(NULL, NULL, 95)$$,
    $$SELECT sen.theil_sen('2024-01-01'::date, 1, confidence) FROM unnest(ARRAY[0.95, 0.9]) confidence$$,
    $$SELECT sen.theil_sen(NULL, 1, confidence) FROM unnest(ARRAY[0.9, 0.95]) confidence$$
);

-- The functions behind the aggregate: not to be called, and suspicious of a state.
SELECT pg_temp.answers(
    $$SELECT sen._theil_sen_accum(NULL, '2024-01-01', 1)$$,
    $$SELECT sen._theil_sen_combine('', '')$$,
    $$SELECT sen._theil_sen_final('')$$
);
CREATE AGGREGATE pg_temp.state(date, numeric, float8) (SFUNC = sen._theil_sen_accum, STYPE = bytea);
CREATE AGGREGATE pg_temp.merged(bytea) (SFUNC = sen._theil_sen_combine, STYPE = bytea,
                                        FINALFUNC = sen._theil_sen_final);
SELECT pg_temp.state('2024-01-01', 1, 0.95) AS good \gset
SELECT pg_temp.merged(:'good');
-- What is left free in a state is 0, not what was in memory before.
SELECT points, octet_length(state) AS bytes, btrim(substr(state, 21 + 16 * points), '\x00') AS free
FROM (SELECT points, pg_temp.state('2024-01-01'::date + i, i, 0.95) AS state
      FROM unnest('{1,16,17,33,100,300}'::integer[]) points, generate_series(1, points) i GROUP BY points) x
ORDER BY points;
SELECT pg_temp.answer($$SELECT pg_temp.merged('')$$);
SELECT pg_temp.merged(substr(:'good'::bytea, 1, 19));
SELECT pg_temp.merged(substr(:'good'::bytea, 1, 35));
SELECT pg_temp.merged(substr(:'good'::bytea, 1, 36));
SELECT pg_temp.merged(set_byte(:'good', 0, 2));
SELECT pg_temp.merged(set_byte(:'good', 8, 1));
SELECT pg_temp.merged(set_byte(:'good', 4, 17));
SELECT pg_temp.merged(overlay(:'good'::bytea PLACING '\xffffffffffffffff' FROM 21));  -- NaN
SELECT pg_temp.merged(overlay(:'good'::bytea PLACING '\xffffffffffffffff' FROM 13));  -- NaN as confidence
-- infinity
SELECT pg_temp.merged(overlay(:'good'::bytea PLACING CASE get_byte(:'good', 0) WHEN 1 THEN '\xffffff7f'
                                                          ELSE '\x7fffffff' END::bytea FROM 29));
SELECT pg_temp.merged(s)
FROM (SELECT pg_temp.state('2024-01-01', 1, 0.95) UNION ALL SELECT pg_temp.state('2024-01-02', 3, 0.9)) x (s);
SELECT pg_temp.merged(s) FROM (SELECT pg_temp.state('2024-01-01'::date + i, i, 0.95) AS s
                               FROM generate_series(1, 3000) i GROUP BY i % 2) x;
SELECT pg_temp.answer($$SELECT pg_temp.merged(s) FROM (SELECT pg_temp.state('2024-01-01'::date + i, i, 0.95) AS s
                                                       FROM generate_series(1, 5001) i GROUP BY i % 2) x$$);

-- The line to a target -------------------------------------------------------
-- Co-production training, from 45% to 95%: before, at both ends, between, after.
SELECT on_day, sen.straight_line('2024-11-26', 45, '2025-08-31', 95, on_day)
FROM unnest('{-infinity,2024-01-01,2024-11-26,2024-11-27,2025-01-01,2025-04-14,2025-08-30,2025-08-31,2026-01-01,'
            'infinity}'::date[]) on_day;
-- Downwards; the same on both ends; a step; zeros at the end left out; 16
-- digits of a small rise on a large value; large numbers.
SELECT sen.straight_line('2024-01-01', 10.50, '2024-01-03', 3.50, '2024-01-02') AS down,
       sen.straight_line('2024-01-01', 7.00, '2024-01-04', 7, '2024-01-02') AS level,
       sen.straight_line('2024-01-01', 1.0, '2024-01-01', 2.0, '2023-12-31') AS before_step,
       sen.straight_line('2024-01-01', 1.0, '2024-01-01', 2.0, '2024-01-01') AS on_step,
       sen.straight_line('2024-01-01', 1000000, '2024-01-08', 1000000.001, '2024-01-02') AS small,
       sen.straight_line('2024-01-01', 0, '2024-01-04', 1e30, '2024-01-02') AS large,
       sen.straight_line('4713-01-01 BC', 0, '5874897-12-31', 2147472547, '2000-01-01') AS far;
SELECT num_nonnulls(sen.straight_line(NULL, 1, '2024-01-02', 2, '2024-01-01'),
                    sen.straight_line('2024-01-01', NULL, '2024-01-02', 2, '2024-01-01'),
                    sen.straight_line('2024-01-01', 1, NULL, 2, '2024-01-01'),
    sen.straight_line('2024-01-01', 1, '2024-01-02', NULL, '2024-01-01'),
    sen.straight_line('2024-01-01', 1, '2024-01-02', 2, NULL));
SELECT pg_temp.answers(
    $$SELECT sen.straight_line('2024-01-02', 1, '2024-01-01', 2, '2024-01-01')$$,
    $$SELECT sen.straight_line('-infinity', 1, '2024-01-01', 2, '2024-01-01')$$,
    $$SELECT sen.straight_line('2024-01-01', 1, 'infinity', 2, '2024-01-01')$$,
    $$SELECT sen.straight_line('2024-01-01', 'NaN', '2024-01-02', 2, '2024-01-01')$$,
    $$SELECT sen.straight_line('2024-01-01', 1, '2024-01-02', '-infinity', '2024-01-01')$$
);

-- The day a target is reached ------------------------------------------------
SELECT value, slope, target, direction, sen.reaches_on('2025-06-06', value, slope, target, direction)
FROM (VALUES (45, 0.5, 95, 'increase'), (45, 0.3, 95, 'increase'), (95, 0.3, 95, 'increase'), (96, -1, 95, 'increase'),
      (45, 0, 95, 'increase'), (45, -0.5, 95, 'increase'),
             (200, -0.5, 140, 'decrease'), (200, 0.5, 140, 'decrease'), (200, 0, 140, 'decrease'),
             (140, 3, 140, 'decrease'), (139, 3, 140, 'decrease'),
             (0, 0.3, 0.9, 'increase'), (0, 0.7 - 0.4::float8, 0.9, 'increase'), (0, 0.3, 0.900001, 'increase'),
             (0, 1000, 1, 'increase'), (-5, 0.1, -4.3, 'increase')) v (value, slope, target, direction);
-- The last day that is named, and the one after it; on_day later than that.
SELECT sen.reaches_on('2199-12-01', 0, 1, 30, 'increase') AS last,
       sen.reaches_on('2199-12-01', 0, 1, 30.1, 'increase') AS after,
       sen.reaches_on('2199-12-31', 0, 1, 0, 'increase') AS met,
       sen.reaches_on('2200-01-01', 0, 1, 1, 'increase') AS later,
       sen.reaches_on('2200-01-01', 2, 1, 1, 'increase') AS later_met,
       sen.reaches_on('2025-01-01', 0, 5e-324, 1, 'increase') AS slow,
       sen.reaches_on('2025-01-01', 0, 1e300, 1e400, 'increase') AS far,
       sen.reaches_on('4713-01-01 BC', 0, 1e308, 1e308, 'increase') AS early;
SELECT num_nonnulls(sen.reaches_on(NULL, 1, 1, 2, 'increase'), sen.reaches_on('2025-01-01', NULL, 1, 2, 'increase'),
                    sen.reaches_on('2025-01-01', 1, NULL, 2, 'increase'),
                    sen.reaches_on('2025-01-01', 1, 1, NULL, 'increase'), sen.reaches_on('2025-01-01', 1, 1, 2, NULL));
SELECT pg_temp.answers(
    $$SELECT sen.reaches_on('infinity', 1, 1, 2, 'increase')$$,
    $$SELECT sen.reaches_on('2025-01-01', 'NaN', 1, 2, 'increase')$$,
    $$SELECT sen.reaches_on('2025-01-01', 1, 'infinity', 2, 'increase')$$,
    $$SELECT sen.reaches_on('2025-01-01', 2, 'NaN', 1, 'increase')$$,
    $$SELECT sen.reaches_on('2025-01-01', 1, 1, 'infinity', 'increase')$$,
    $$SELECT sen.reaches_on('2025-01-01', 1, 1, 2, 'Increase')$$,
    $$SELECT sen.reaches_on('2025-01-01', 1, 1, 2, 'up')$$
);
