-- View improvement against the same worked out in plain SQL; and how often series without any change are called an
-- improvement by it, or marked by a chart: what the pages say of chance is measured here once more, on fewer series.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
SELECT no_plan();
\set programme im
\ir ../fixtures/ready_programme.sql
SET LOCAL search_path = im, public;
SET LOCAL sen_improvement.as_of = '2025-12-31';

INSERT INTO notice (notice_id, title, issued_by, issued_to, issued_on, source) VALUES
    ('old', 'n', 'DfE', 'Council', '2024-05-07', 's'), ('new', 'n', 'DfE', 'Council', '2025-03-10', 's'),
    ('to come', 'n', 'DfE', 'Council', '2026-01-10', 's');
INSERT INTO review (review_id, notice_id, kind, held_on, source) VALUES ('r1', 'old', 'stocktake', '2024-06-30', 's'),
    ('r2', 'new', 'stocktake', '2026-01-20', 's');
INSERT INTO objective (objective_id, plan, title, agreed_on) VALUES ('O', 'Plan', 'Plans in time', '2023-01-01');
INSERT INTO measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
                     target_value, how_measured, every_months, period_kind)
SELECT m, 'O', 't', u, d, '2024-12-31', 50, '2026-12-31', 50, 'h', 1, 'single periods'
FROM (VALUES ('better', 'percent', 'increase'), ('same', 'percent', 'increase'), ('worse', 'percent', 'increase'),
             ('fewer', 'percent', 'decrease'), ('spread', 'percent', 'increase'), ('row', 'weeks', 'decrease'),
             ('spikes', 'visits', 'increase'), ('few', 'percent', 'increase'), ('gap', 'percent', 'increase'))
     v (m, u, d);
-- 36 months from January 2023 on. March 2025, in which the notice came, is neither before nor since: it is far off.
CREATE TEMPORARY TABLE g ON COMMIT DROP AS
SELECT i, (date '2022-12-01' + make_interval(months => i))::date AS month,
       (date '2023-01-01' + make_interval(months => i))::date - 1 AS last_day, i > 27 AS since, i = 27 AS during
FROM generate_series(1, 36) i;
INSERT INTO measurement (measure_id, period_from, period_to, numerator, denominator)
SELECT m, month, last_day, CASE WHEN during THEN 90 ELSE least(100, base + i * 7 % 5
       + CASE WHEN since THEN step ELSE 0 END
       + CASE WHEN m = 'spread' THEN 16 * (i % 2) ELSE 0 END) END, 100
FROM g, (VALUES ('better', 40, 15), ('same', 40, 0), ('worse', 40, -15), ('fewer', 40, -8), ('spread', 40, 6),
                ('gap', 40, 8)) v (m, base, step)
UNION ALL SELECT 'few', month, last_day, 40 + CASE WHEN since THEN 9 ELSE 0 END, 100 FROM g WHERE i > 20;
UPDATE measurement SET numerator = 0, denominator = 0 WHERE measure_id = 'gap' AND period_to = '2025-10-31';
INSERT INTO measurement (measure_id, period_from, period_to, value)
SELECT 'row', month, last_day, 20 + i * 7 % 5 - CASE WHEN since THEN 3 ELSE 0 END FROM g
UNION ALL SELECT 'spikes', month, last_day, 20 + i * 7 % 5 + CASE WHEN i IN (34, 36) THEN 30 ELSE 0 END FROM g;
CREATE TEMPORARY TABLE im ON COMMIT DROP AS SELECT * FROM improvement;

SELECT results_eq('SELECT since, on_day, count(*) FROM im GROUP BY 1, 2 ORDER BY 1',
    $$VALUES ('baseline', date '2024-12-31', 9::bigint), ('last review', '2024-06-30', 9), ('notice', '2025-03-10', 9),
             ('year before', '2024-12-31', 9)$$,
    'each measure beside its baseline, and the days that any comparison knows');
SELECT results_eq($$SELECT series, figures_before, figures_since, cases_before::numeric, cases_since::numeric FROM im
                    WHERE since = 'notice' ORDER BY 1$$,
    $$SELECT measure_id, count(*) FILTER (WHERE before AND something), count(*) FILTER (WHERE NOT before AND something),
             sum(denominator) FILTER (WHERE before), sum(denominator) FILTER (WHERE NOT before)
      FROM (SELECT *, period_to <= '2025-03-10' AS before, coalesce(value, denominator) > 0 AS something
            FROM measurement WHERE period_to > '2023-03-10' AND NOT '2025-03-10' BETWEEN period_from AND period_to) m
      GROUP BY 1 ORDER BY 1$$,
    'the figures of 24 months before and of those since, without the month of the notice');
SELECT results_eq($$SELECT DISTINCT figures_before, figures_since FROM im WHERE since = 'last review'
                    AND series NOT IN ('few', 'gap')$$, 'VALUES (18::bigint, 12::bigint)',
                  'of the 12 months since a day further back');
SELECT results_eq($$SELECT series, value_before, value_since, lower, upper FROM im WHERE since = 'notice'
                    AND series IN ('better', 'same', 'worse', 'fewer', 'few') ORDER BY 1$$,
    $$SELECT measure_id, round(100 * b / bn, 2), round(100 * s / sn, 2),
             -- Newcombe's method 10, from Wilson's intervals at z = 2.5758.
             round(100 * (s / sn - b / bn - sqrt((s / sn - sl) ^ 2 + (bu - b / bn) ^ 2)), 2),
             round(100 * (s / sn - b / bn + sqrt((su - s / sn) ^ 2 + (b / bn - bl) ^ 2)), 2)
      FROM (SELECT measure_id, sum(numerator) FILTER (WHERE before) AS b, sum(denominator) FILTER (WHERE before) AS bn,
                   sum(numerator) FILTER (WHERE NOT before) AS s, sum(denominator) FILTER (WHERE NOT before) AS sn
            FROM (SELECT *, period_to <= '2025-03-10' AS before FROM measurement
                  WHERE period_to > '2023-03-10' AND NOT '2025-03-10' BETWEEN period_from AND period_to) m
            GROUP BY 1) x,
           LATERAL (SELECT 2.5758293035489004 ^ 2 AS zz) z,
           LATERAL (SELECT (b + zz / 2 - sqrt(zz) * sqrt(b * (1 - b / bn) + zz / 4)) / (bn + zz) AS bl,
                           (b + zz / 2 + sqrt(zz) * sqrt(b * (1 - b / bn) + zz / 4)) / (bn + zz) AS bu,
                           (s + zz / 2 - sqrt(zz) * sqrt(s * (1 - s / sn) + zz / 4)) / (sn + zz) AS sl,
                           (s + zz / 2 + sqrt(zz) * sqrt(s * (1 - s / sn) + zz / 4)) / (sn + zz) AS su) w
      WHERE measure_id IN ('better', 'same', 'worse', 'fewer', 'few') ORDER BY 1$$,
    'the difference of the two groups, and its 99% interval');
SELECT results_eq($$SELECT series, rule, is_significant FROM im WHERE since = 'notice' ORDER BY 1$$,
    $$VALUES ('better', 'special cause and difference', true), ('few', 'difference', true),
             ('fewer', 'special cause and difference', true), ('gap', 'difference', true),
             ('row', 'special cause', true), ('same', NULL, false), ('spikes', 'special cause', true),
             ('spread', NULL, false), ('worse', NULL, false)$$,
    'which rule says so; a gap breaks a row of eight, and what varies more than chance has a wider interval');
SELECT ok((SELECT lower < 0 AND 100 * ((sen.newcombe(408, 900, 1100, 2400, 0.99)).upper
                 - (sen.newcombe(408, 900, 1100, 2400, 0.99)).lower) < 0.7 * (upper - lower)
           FROM im WHERE since = 'notice' AND series = 'spread'), 'wider by as much as they vary more');
SELECT results_eq('SELECT DISTINCT rule, chance_percent FROM im WHERE rule IS NOT NULL ORDER BY 1',
    $$VALUES ('difference', 4.3), ('special cause', 3.8), ('special cause and difference', 3.8)$$,
    'what chance alone would say of how many');
SELECT results_eq($$SELECT series, in_words FROM im WHERE since = 'notice' AND series IN ('better', 'few', 'row',
                    'same', 'spikes') ORDER BY 1$$,
    $$SELECT i.series, format(w.words, trim_scale(round(i.value_since, 1)),
                              trim_scale(round(i.value_before, CASE WHEN i.cases_before IS NULL THEN 2 ELSE 1 END)),
                              trim_scale(round(i.lower, 1)), trim_scale(round(i.upper, 1)))
             || CASE WHEN i.rule IS NULL THEN '' ELSE ' By chance alone that would be said of at most '
                     || i.chance_percent || ' in 100 such series within a year.' END
      FROM im i JOIN (VALUES
          ('better', 'Significant improvement since the notice of 10 March 2025: the last 8 figures are all better '
                     'than the mean of the 24 before, %2$s%%; two of the last three figures are better than the limits '
                     'of the 24 before allow for; %1$s%% of 900 cases since, %2$s%% of 2,400 cases before: the '
                     'difference lies between %3$s and %4$s points (99%%).'),
          ('few', 'Significant improvement since the notice of 10 March 2025: %1$s%% of 900 cases since, %2$s%% of 600 '
                  'cases before: the difference lies between %3$s and %4$s points (99%%).'),
          ('row', 'Significant improvement since the notice of 10 March 2025: the last 8 figures are all better than '
                  'the mean of the 24 before, %2$s weeks.'),
          ('same', 'No significant improvement since the notice of 10 March 2025: neither 8 figures in a row better '
                   'than the mean before, nor two of three beyond its limits; %1$s%% of 900 cases since, %2$s%% of '
                   '2,400 cases before: the difference lies between %3$s and %4$s points (99%%).'),
          ('spikes', 'Significant improvement since the notice of 10 March 2025: two of the last three figures are '
                     'better than the limits of the 24 before allow for.')) w (series, words) ON w.series = i.series
      WHERE i.since = 'notice' ORDER BY 1$$,
    'in words');

-- By chance alone --------------------------------------------------------------------
-- 100 series of 36 to 64 cases a month, of which 40% whatever the month, looked at every other month for a year since
-- the notice, and each quarter by their charts. Drawn with a fixed seed; test/bench/10_chance.sh draws more.
DELETE FROM measurement;
DELETE FROM measure;
SELECT setseed(0.251129) AS seeded \gset
INSERT INTO measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
                     target_value, how_measured, every_months, period_kind)
SELECT 'c' || n, 'O', 't', 'percent', 'increase', '2023-03-31', 50, '2026-12-31', 50, 'h', 1, 'single periods'
FROM generate_series(1, 100) n;
INSERT INTO measurement (measure_id, period_from, period_to, numerator, denominator)
SELECT 'c' || n, month, (month + interval '1 month')::date - 1,
       (SELECT count(*) FROM generate_series(1, cases + 0 * extract(day FROM month)::integer)
        WHERE random() < 0.4), cases
FROM (SELECT n, m::date AS month, (36 + floor(random() * 29))::integer AS cases FROM generate_series(1, 100) n,
             generate_series(timestamp '2023-03-01', '2026-03-01', interval '1 month') m OFFSET 0) x;
ANALYZE measure, measurement;
CREATE TEMPORARY TABLE said (series text, rule text, on_day date);
CREATE TEMPORARY TABLE marked (series text, on_day date);
SELECT format('SET LOCAL sen_improvement.as_of = %1$L; INSERT INTO said SELECT series, rule, %1$L FROM improvement '
              'WHERE since = ''notice'' AND is_significant', m::date - 1)
FROM generate_series(timestamp '2025-06-01', '2026-04-01', interval '2 months') m \gexec
SELECT format('SET LOCAL sen_improvement.as_of = %1$L; INSERT INTO marked SELECT series, %1$L FROM process_summary '
              'WHERE variation <> ''common_cause''', m::date - 1)
FROM generate_series(timestamp '2025-07-01', '2026-04-01', interval '3 months') m \gexec
SELECT diag(format('of 100 series without change: %s announced by special cause, %s by difference; charts that mark '
                   'the latest figure: %s of 400',
                   (SELECT count(DISTINCT series) FROM said WHERE rule ~ 'special cause'),
                   (SELECT count(DISTINCT series) FROM said WHERE rule ~ 'difference'), (SELECT count(*) FROM marked)));
SELECT ok((SELECT count(DISTINCT series) FILTER (WHERE rule ~ 'special cause') <= 5
               AND count(DISTINCT series) FILTER (WHERE rule ~ 'difference') <= 5
               AND count(DISTINCT series) > 0 FROM said), 'each rule announces at most 5 in 100, and some');
SELECT ok((SELECT count(*) FROM marked) BETWEEN 0.3 * 4 * expected_by_chance AND 2 * 4 * expected_by_chance,
          'charts mark about as many as process_summary expects') FROM process_summary LIMIT 1;
SELECT * FROM finish();
ROLLBACK;
