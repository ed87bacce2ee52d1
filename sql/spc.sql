-- Room spc: control charts as window functions, and what they say.
-- Charts of random series are checked against plain SQL in test/pgtap/spc.sql.
\i sql/include/begin.sql
\set ECHO none
-- A letter for each point: what the first rule that holds says of it.
CREATE FUNCTION pg_temp.letter(kind text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce((SELECT l FROM (VALUES ('common cause', '.'), ('above upper limit', 'O'),
        ('below lower limit', 'o'), ('rising trend', 'R'), ('falling trend', 'F'),
        ('two of three high', 'T'), ('two of three low', 't'),
        ('shift high', 'S'), ('shift low', 's')) v (k, l) WHERE k = kind), '-') $$;
CREATE FUNCTION pg_temp.near(a float8, b float8) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT abs(a - b) <= 1e-13 * greatest(abs(a), abs(b)) $$;
\set ECHO all

-- Limits -----------------------------------------------------------------------
-- What NHSRplotthedots 0.2.2 and nhspy print; a row below is a difference.
\set ECHO none
CREATE TEMPORARY TABLE vector (series text, vals float8[], rebase_at integer, baseline integer, screen boolean,
                               grp integer, mean float8, lower float8, upper float8, near_lower float8,
                               near_upper float8, letters text);
INSERT INTO vector VALUES
    ('screened', '{1,2,1,2,10,1,2,1,2,1,2,1,2,1,2,1,2,1}', NULL, NULL, true, 1, 1.94444444444444444,
     -0.71555555555555556, 4.604444444444444, NULL, NULL, '....O.............'),
    ('not screened', '{1,2,1,2,10,1,2,1,2,1,2,1,2,1,2,1,2,1}', NULL, NULL, false, 1, 1.94444444444444444,
     -3.06261437908496732, 6.95150326797385621, NULL, NULL, '....O.............'),
    ('one to ten', '{1,2,3,4,5,6,7,8,9,10}', NULL, NULL, NULL, 1, 5.5, 2.84, 8.16, NULL, NULL, 'ooRRRRRROO'),
    ('nhspy 1', '{3,1,4,1,5,9,2}', NULL, NULL, true, 1, 3.5714285714285716, -6.625238095238096, 13.768095238095238,
     -3.2263492063492065, 10.36920634920635, NULL),
    ('nhspy 2', '{1,2,3,2,1,2,3,4,5,6,7,4,3,2,1,2}', NULL, NULL, true, 1, 3.0, -0.014666666666666828,
     6.014666666666667, 0.9902222222222221, 5.009777777777778, NULL),
    ('nhspy 3', '{16,9,4,2,1}', NULL, NULL, NULL, 1, 6.4, -3.575, 16.375, NULL, NULL, '.....'),
    ('nhspy 4', '{1,6,1,8,0,3}', NULL, NULL, NULL, 1, 3.1666666666666665, -11.729333333333333, 18.062666666666665, NULL,
     NULL, NULL),
    ('re-based', '{10,12,11,13,10,12,11,9,12,11,10,12,20,22,21,19,20,22,21,20,19,22,21,20}', 13, NULL, NULL, 1,
     11.0833333333333333, 6.24696969696969697, 15.9196969696969697, NULL, NULL, '............'),
    ('re-based', '{10,12,11,13,10,12,11,9,12,11,10,12,20,22,21,19,20,22,21,20,19,22,21,20}', 13, NULL, NULL, 2,
     20.5833333333333333, 16.7142424242424242, 24.4524242424242424, NULL, NULL, '............'),
    ('first twelve', '{10,12,11,13,10,12,11,9,12,11,10,12,20,22,21,19,20,22,21,20,19,22,21,20}', NULL, 12, NULL, 1,
     11.0833333333333333, 6.24696969696969697, 15.9196969696969697, NULL, NULL, '...........SOOOOOOOOOOOO'),
    ('all', '{10,12,11,13,10,12,11,9,12,11,10,12,20,22,21,19,20,22,21,20,19,22,21,20}', NULL, NULL, NULL, 1,
     15.8333333333333333, 11.4806060606060606, 20.1860606060606061, NULL, NULL, NULL),
    ('two', '{3,7}', NULL, NULL, NULL, 1, 5, -5.64, 15.64, NULL, NULL, '..');
CREATE TEMPORARY VIEW charted AS
SELECT series, grp, i, mean, lower, upper, near_lower, near_upper, letters,
       sen.xmr(value, rebase => i = rebase_at, baseline => baseline, screen => screen, min_points => 2)
       OVER (PARTITION BY series, grp ORDER BY i) AS c
FROM vector, unnest(vals) WITH ORDINALITY u (value, i);
\set ECHO all
SELECT series, i, c FROM charted
WHERE (c).group_number = grp AND NOT coalesce(pg_temp.near((c).centre, mean) AND pg_temp.near((c).lower, lower)
                                              AND pg_temp.near((c).upper, upper), false)
    OR (c).group_number = grp AND NOT (pg_temp.near((c).near_lower, coalesce(near_lower, (c).near_lower))
                                       AND pg_temp.near((c).near_upper, coalesce(near_upper, (c).near_upper)));
SELECT series, letters, string_agg(pg_temp.letter((c).kind), '' ORDER BY i) AS got FROM charted
WHERE (c).group_number = grp GROUP BY series, grp, letters
HAVING string_agg(pg_temp.letter((c).kind), '' ORDER BY i) <> letters;
-- The presets: 2.66 screened, 2.66 not screened, 3/1.128 screened; screen decides for itself.
SELECT preset, screen, (c).centre, round((c).lower::numeric, 10) AS lower, round((c).upper::numeric, 10) AS upper
FROM (SELECT preset, screen, sen.xmr(value, preset => preset, screen => screen)
      OVER (PARTITION BY preset, screen ORDER BY i) AS c
      FROM unnest('{10,12,10,12,10,12,40,12,10,12,10,12,10,12,10,12}'::float8[]) WITH ORDINALITY u (value, i),
           unnest('{NULL,mdc,excel,exact}'::text[]) preset, unnest('{NULL,true,false}'::boolean[]) screen) x
WHERE (c).is_last ORDER BY preset NULLS FIRST, screen NULLS FIRST;

-- Rules ------------------------------------------------------------------------
-- Twenty points of 10 and 12 in turn are the baseline; then come those of each case. Letters by NHSRplotthedots, those
-- of the rule of Western Electric as in peers that have it; a row below is a difference.
\set ECHO none
CREATE TEMPORARY TABLE rule_case (name text, appended float8[], letters text, western text, ties text);
INSERT INTO rule_case VALUES
    ('A', '{15,11.5,15}', 'T.T', 'T.T', 'T.T'), ('B third on the other side', '{15,10.5,15}', '...', 'T.T', '...'),
    ('C one outside', '{17,11.5,15}', 'O..', 'O.T', 'O..'),
    ('D a tie', '{8.5,9,10,10,11.2,11.6,12.2,13}', '........', '........', 'RRRRRRRR'),
    ('E on the centre', '{11.5,11.6,11.4,11,11.7,11.5,11.6,10}', '........', '........', '........'),
    ('F', '{11.5,11.6,11.4,11.5,11.7,11.5,11.6}', 'SSSSSSS', 'SSSSSSS', 'SSSSSSS'),
    ('F of six', '{11.5,11.6,11.4,11.5,11.7,11.5}', 'SSSSSS', 'SSSSSS', 'SSSSSS'),
    ('G', '{8.5,9,10,11.2,12,13,14}', 'RRRRRRR', 'RRRRRRR', 'RRRRRRR'),
    ('H on the limits', '{16.32,5.68}', '..', '..', '..'),
    ('K there and back', '{8.5,9,10,11.2,12,13,14,13,12,11,10,9,8}', 'RRRRRRFFFFFFF', 'RRRRRRFFFFFFF',
     'RRRRRRFFFFFFF'),
    ('L low', '{7,10.9,7}', 't.t', 't.t', 't.t'), ('M a gap', '{15,NULL,15,15,12}', '.-TT.', '.-TT.', '.-TT.'),
    ('N a gap in a run', '{11.5,11.6,11.4,NULL,11.7,11.5,11.6}', '...-...', '...-...', '...-...'),
    ('O a gap in a trend', '{8.5,9,10,NULL,11.2,12,13,14}', '...-....', '...-....', '...-....');
CREATE TEMPORARY VIEW ruled AS
SELECT r.*, v.name AS variant, CASE v.name WHEN 'western electric' THEN western WHEN 'ties' THEN ties ELSE letters
       END AS wanted, i,
       sen.xmr(value, baseline => 20, direction => 'increase', skip_ties => v.name = 'ties',
               two_of_three => CASE v.name WHEN 'western electric' THEN v.name END)
       OVER (PARTITION BY r.name, v.name ORDER BY i) AS c
FROM rule_case r, (VALUES ('mdc'), ('western electric'), ('ties')) v (name),
     unnest('{10,12,10,12,10,12,10,12,10,12,10,12,10,12,10,12,10,12,10,12}' || appended) WITH ORDINALITY u (value, i);
\set ECHO all
SELECT DISTINCT (c).centre, (c).lower, (c).upper, round((c).near_lower::numeric, 5) AS near_lower,
       round((c).near_upper::numeric, 5) AS near_upper, (c).base_points, (c).limits FROM ruled;
SELECT name, variant, wanted, got
FROM (SELECT name, variant, wanted, string_agg(pg_temp.letter((c).kind), '' ORDER BY i) FILTER (WHERE i > 20) AS got
      FROM ruled GROUP BY name, variant, wanted) x
WHERE got <> wanted;
-- Several rules may hold of a point: each has its column, the label is by priority.
SELECT i, (c).value, (c).is_outside, (c).is_trend, (c).is_two_of_three, (c).is_shift, (c).kind, (c).variation
FROM (SELECT i, sen.xmr(value, baseline => 20, direction => 'decrease') OVER (ORDER BY i) AS c
      FROM unnest('{10,12,10,12,10,12,10,12,10,12,10,12,10,12,10,12,10,12,10,12,11.1,11.2,11.3,15,15.1,15.2,17,17.5}'
                  ::float8[]) WITH ORDINALITY u (value, i)) x WHERE i > 19 ORDER BY i;
-- What they mean by direction: a point below the centre within a rising trend is an improvement if up is good.
SELECT direction, string_agg(DISTINCT format('%s: %s', (c).kind, (c).variation), ', ') FILTER (WHERE i > 20) AS says
FROM (SELECT direction, i, sen.xmr(value, baseline => 20, direction => direction)
      OVER (PARTITION BY direction ORDER BY i) AS c
      FROM unnest('{increase,decrease,neutral,NULL}'::text[]) direction,
           unnest('{10,12,10,12,10,12,10,12,10,12,10,12,10,12,10,12,10,12,10,12,8.5,9,9.5,10,10.5,11,12,5,17}'
                  ::float8[]) WITH ORDINALITY u (value, i)) x GROUP BY direction ORDER BY direction;
-- The same with runs of other lengths.
SELECT shift, trend, string_agg(pg_temp.letter((c).kind), '' ORDER BY i) AS letters
FROM (SELECT shift, trend, i, sen.xmr(value, shift_points => shift, trend_points => trend)
      OVER (PARTITION BY shift, trend ORDER BY i) AS c
      FROM (VALUES (4, 5), (5, 4), (7, 6), (NULL, NULL), (100, 100)) v (shift, trend),
           unnest('{5,6,5,6,7,8,9,10,9.8,9.9,9.7,4,5,4,3,2,1}'::float8[]) WITH ORDINALITY u (value, i)) x
GROUP BY shift, trend ORDER BY shift, trend;

-- Few points, equal points, gaps -----------------------------------------------
SELECT n, (c).group_number, (c).base_points, (c).limits, (c).centre, (c).lower, (c).upper, (c).moving_range, (c).kind,
       (c).variation, (c).is_last
FROM (SELECT n, i, sen.xmr(i % 2) OVER (PARTITION BY n ORDER BY i) AS c FROM generate_series(1, 13) n,
      generate_series(1, n) i) x WHERE i = n AND n IN (1, 2, 5, 6, 11, 12, 13) ORDER BY n;
-- A constant series: limits on the centre, nothing special; one value of many that differs is outside.
SELECT g, string_agg(pg_temp.letter((c).kind), '' ORDER BY i) AS letters, min((c).lower) AS lower,
       max((c).centre) AS centre, max((c).upper) AS upper, count(DISTINCT ((c).lower, (c).upper)) AS limits
FROM (SELECT g, i, sen.xmr(value, baseline => b) OVER (PARTITION BY g ORDER BY i) AS c
      FROM (VALUES ('constant', '{0.1,0.1,0.1,0.1,0.1,0.1,0.1,0.1,0.1,0.1}'::float8[], NULL),
                   ('one that differs', '{5,5,5,5,5,5,5,5,6}', NULL), ('after the baseline', '{5,5,5,5,5,5,5,5,6}', 8),
                   ('zeros', '{0,0,0,0,-0,0,0}', NULL)) v (g, vals, b), unnest(vals) WITH ORDINALITY u (value, i)) x
GROUP BY g ORDER BY g;
-- Gaps have limits, and no moving range on either side; they end every run; the last value may come before them.
SELECT i, (c).value, (c).group_number, (c).base_points, (c).limits, (c).centre, (c).moving_range, (c).kind, (c).is_last
FROM (SELECT i, sen.xmr(value, rebase => i IN (1, 10)) OVER (ORDER BY i) AS c
      FROM unnest('{1,3,NULL,2,4,1,NULL,NULL,3,9,NULL,9,NULL}'::float8[]) WITH ORDINALITY u (value, i)) x ORDER BY i;
SELECT sen.xmr(NULL) OVER ();
SELECT count(*) FROM (SELECT sen.xmr(1) OVER () FROM generate_series(1, 0)) x;
-- A whole row as text; integers and numerics are values too.
SELECT sen.xmr(v::integer, direction => 'increase') OVER (ORDER BY v) FROM generate_series(1, 7) v;
SELECT DISTINCT (sen.xmr(v::numeric) OVER (ORDER BY v)).centre FROM generate_series(1, 7) v;

-- p and u charts ---------------------------------------------------------------
-- D. C. Montgomery, Introduction to Statistical Quality Control: 30 samples of 50 cans, 0.2313, 0.0524 to 0.4102; and
-- 26 of circuit boards, 19.85, 6.48 to 33.22 (from the rounded mean).
\set ECHO none
CREATE TEMPORARY TABLE montgomery (chart text, i bigint, count float8, size float8);
INSERT INTO montgomery
SELECT 'cans', i, c, 50 FROM unnest('{12,15,8,10,4,7,16,9,14,10,5,6,17,12,22,8,10,5,13,11,20,18,24,15,9,12,7,13,9,6}'
                                    ::float8[]) WITH ORDINALITY u (c, i)
UNION ALL
SELECT 'boards', i, c, 1 FROM unnest('{21,24,16,12,15,5,28,20,31,25,20,24,16,19,10,17,13,22,18,39,30,24,16,19,17,15}'
                                     ::float8[]) WITH ORDINALITY u (c, i);
\set ECHO all
SELECT 'p' AS chart, round((c).centre::numeric, 4) AS centre, round((c).lower::numeric, 4) AS lower,
       round((c).upper::numeric, 4) AS upper,
       string_agg(i::text, ',' ORDER BY i) FILTER (WHERE (c).is_outside) AS outside
FROM (SELECT i, sen.p_chart(count, size) OVER (ORDER BY i) AS c FROM montgomery WHERE chart = 'cans') x GROUP BY 2, 3, 4
UNION ALL
SELECT 'c', round((c).centre::numeric, 2), round((c).lower::numeric, 2), round((c).upper::numeric, 2),
       string_agg(i::text, ',' ORDER BY i) FILTER (WHERE (c).is_outside)
FROM (SELECT i, sen.u_chart(count, size) OVER (ORDER BY i) AS c FROM montgomery WHERE chart = 'boards') x
GROUP BY 2, 3, 4;
-- Each row has limits by its own denominator, within 0 and 1. Nothing of nothing is a gap, as is an unknown count.
SELECT i, n, d, round((c).value::numeric, 4) AS value, round((c).centre::numeric, 4) AS centre,
       round((c).lower::numeric, 4) AS lower, round((c).upper::numeric, 4) AS upper,
       round((c).moving_range::numeric, 4) AS range, round((c).dispersion::numeric, 4) AS dispersion, (c).kind
FROM (SELECT i, n, d, sen.p_chart(n, d) OVER (ORDER BY i) AS c
      FROM (VALUES (1, 8, 10), (2, 85, 100), (3, 880, 1000), (4, 0, 0), (5, NULL, 50), (6, 5, NULL), (7, 3, 3),
                   (8, 790, 1000), (9, 9, 10), (10, 17, 20)) v (i, n, d)) x ORDER BY i;
SELECT i, round((c).value::numeric, 4) AS value, round((c).lower::numeric, 4) AS lower,
       round((c).upper::numeric, 4) AS upper, round((c).dispersion::numeric, 4) AS dispersion, (c).kind
FROM (SELECT i, sen.u_chart(n, d) OVER (ORDER BY i) AS c
      FROM (VALUES (1, 3, 100), (2, 0, 80), (3, 1, 90), (4, 0, 0), (5, 2, 110), (6, 9, 100), (7, 1, 95), (8, 0, 0.5))
      v (i, n, d)) x ORDER BY i;
-- Laney: counts in thousands vary more than the binomial distribution has it; a p chart calls most of them a change.
SELECT prime, min(round((c).dispersion::numeric, 4)) AS dispersion, min(round((c).lower::numeric, 5)) AS lower,
       max(round((c).upper::numeric, 5)) AS upper, count(*) FILTER (WHERE (c).is_outside) AS outside
FROM (SELECT prime, sen.p_chart(n, 20000, prime => prime) OVER (PARTITION BY prime ORDER BY i) AS c
      FROM unnest('{9800,10300,9900,10450,9700,10200,10100,9600,10350,10050,9850,10250}'::float8[])
           WITH ORDINALITY u (n, i), unnest('{true,false}'::boolean[]) prime) x GROUP BY prime ORDER BY prime;
-- Never, and always: no variation to measure, limits on the centre.
SELECT what, prime, min((c).lower) AS lower, max((c).upper) AS upper, max((c).moving_range) AS range,
       max((c).dispersion) AS dispersion, string_agg(pg_temp.letter((c).kind), '' ORDER BY i) AS letters
FROM (SELECT what, prime, i, sen.p_chart(n, 10, prime => prime, baseline => 6)
      OVER (PARTITION BY what, prime ORDER BY i) AS c
      FROM (VALUES ('never', '{0,0,0,0,0,0,1}'::float8[]), ('always', '{10,10,10,10,10,10,9}'),
                   ('same', '{5,5,5,5,5,5,9}')) v (what, vals), unnest(vals) WITH ORDINALITY u (n, i),
           unnest('{true,false}'::boolean[]) prime) x GROUP BY what, prime ORDER BY what, prime;

-- Run charts -------------------------------------------------------------------
-- What chance has, for some numbers of useful points, by the two formulae: log2(n) rounded and 3, and the 5% quantile
-- of a binomial distribution. A row is a difference.
SELECT t.*, (c).longest_run_max, (c).crossings_min
FROM (VALUES (10, 6, 2), (11, 6, 2), (12, 7, 3), (15, 7, 4), (16, 7, 4), (20, 7, 6), (22, 7, 7), (23, 8, 7), (24, 8, 8),
             (30, 8, 10), (60, 9, 23), (100, 10, 41)) t (n, longest, crossings)
LEFT JOIN (SELECT n, sen.run_chart(i % 2, baseline => 2, min_points => 2) OVER (PARTITION BY n ORDER BY i) AS c
           FROM generate_series(1, 100) n, generate_series(1, n) i) x ON x.n = t.n AND (c).is_last
WHERE ((c).useful_points, (c).longest_run_max, (c).crossings_min) IS DISTINCT FROM (t.n, longest, crossings);
-- Runs and crossings; values on the median, and gaps, count for nothing and end no run.
SELECT i, (c).value, (c).centre, (c).base_points, (c).run_length, (c).useful_points, (c).longest_run,
       (c).longest_run_max, (c).crossings, (c).crossings_min, (c).has_signal, (c).is_last
FROM (SELECT i, sen.run_chart(value) OVER (ORDER BY i) AS c
      FROM unnest('{5,6,7,6,6,8,9,NULL,5,5,4,3,2,9,9,1,NULL}'::float8[]) WITH ORDINALITY u (value, i)) x ORDER BY i;
-- A long run, few crossings, both; by groups; by the median of a baseline.
SELECT what, (c).group_number, (c).centre, (c).useful_points, (c).longest_run, (c).longest_run_max, (c).crossings,
       (c).crossings_min, (c).has_long_run, (c).has_few_crossings, (c).has_signal,
       count(*) FILTER (WHERE (c).is_in_long_run) AS in_long_run
FROM (SELECT what, sen.run_chart(value, rebase => rebase_at = i, baseline => baseline)
      OVER (PARTITION BY what ORDER BY i) AS c
      FROM (VALUES ('long run', '{3,1,3,3,1,3,3,1,3,3,1,1,1,1,1,1,1,1,1,3,3,3,3,3}'::float8[], NULL, NULL),
                   ('few crossings', '{1,1,1,1,1,3,3,3,3,3,1,1,1,1,1,3,3,3,3,3}', NULL, NULL),
                   ('both', '{1,1,1,1,1,1,1,1,1,1,3,3,3,3,3,3,3,3,3,3}', NULL, NULL),
                   ('re-based', '{1,2,1,2,1,2,1,2,1,2,11,12,11,12,11,12,11,12,11,12}', 11, NULL),
                   ('baseline', '{1,2,1,2,1,2,1,2,1,2,1,2,11,12,11,12,11,12,11,12}', NULL, 12),
                   ('neither', '{1,3,1,3,1,3,1,3,1,3,1,3,1,3,1,3,1,3,1,3}', NULL, NULL))
           v (what, vals, rebase_at, baseline), unnest(vals) WITH ORDINALITY u (value, i)) x
GROUP BY what, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 ORDER BY what, 2;
-- Few useful points have no verdict; equal values none that is useful; no value, no median.
SELECT n, useful, (c).centre, (c).run_length, (c).useful_points, (c).longest_run_max, (c).crossings_min,
       (c).has_long_run, (c).has_few_crossings, (c).has_signal, (c).is_in_long_run
FROM (SELECT n, useful, i, sen.run_chart(i % 2, min_points => useful) OVER (PARTITION BY n, useful ORDER BY i) AS c
      FROM (VALUES (1, NULL), (2, 2), (8, NULL), (8, 8), (10, NULL)) v (n, useful), generate_series(1, n) i) x
WHERE i = n ORDER BY n, useful;
SELECT c FROM (SELECT DISTINCT sen.run_chart(0.1) OVER (ORDER BY i) AS c FROM generate_series(1, 12) i WHERE i > 1) x
ORDER BY c;
SELECT sen.run_chart(NULL) OVER ();

-- Bad input --------------------------------------------------------------------
SELECT * FROM pg_temp.answers_with('SELECT sen.xmr(%L) OVER ()', 'NaN', 'Infinity', '-Infinity', '1.1e300');
SELECT * FROM pg_temp.answers('SELECT sen.xmr(v) OVER () FROM generate_series(1, 2) v',
    'SELECT sen.xmr(v) OVER (ORDER BY v / 2) FROM generate_series(1, 3) v',
    'SELECT sen.xmr(v) OVER (PARTITION BY v % 2) FROM generate_series(1, 4) v');
SELECT * FROM pg_temp.answers_with('SELECT sen.xmr(1, direction => %L) OVER ()', 'up', '', 'Increase', 'neutral');
SELECT * FROM pg_temp.answers_with('SELECT sen.xmr(1, preset => %L) OVER ()', 'nhs', 'MDC', 'exact');
SELECT * FROM pg_temp.answers_with('SELECT sen.xmr(1, two_of_three => %L) OVER ()', 'Western Electric', 'mdc');
SELECT * FROM pg_temp.answers_with('SELECT sen.xmr(1, min_points => %L) OVER ()', '1', '0', '-5', '2');
SELECT * FROM pg_temp.answers_with('SELECT sen.xmr(1, baseline => %L) OVER ()', '5', '0', '-1', '6', '2147483647');
SELECT * FROM pg_temp.answers('SELECT sen.xmr(1, baseline => 11, min_points => 12) OVER ()',
    'SELECT sen.xmr(1, shift_points => 3) OVER ()', 'SELECT sen.xmr(1, shift_points => 101) OVER ()',
    'SELECT sen.xmr(1, trend_points => 3) OVER ()', 'SELECT sen.xmr(1, trend_points => 101) OVER ()');
SELECT * FROM pg_temp.answers(
    $$SELECT sen.xmr(v, direction => CASE v WHEN 2 THEN 'increase' ELSE 'decrease' END) OVER (ORDER BY v)
      FROM generate_series(1, 3) v$$,
    'SELECT sen.xmr(v, baseline => 5 + v) OVER (ORDER BY v) FROM generate_series(1, 3) v',
    $$SELECT sen.xmr(v, direction => CASE v WHEN 2 THEN 'neutral' END) OVER (ORDER BY v)
      FROM generate_series(1, 3) v$$);
SELECT * FROM pg_temp.answers_with('SELECT sen.p_chart(%L, 10) OVER ()', '-1', '11', 'NaN', 'Infinity', '1e16', '10');
SELECT * FROM pg_temp.answers_with('SELECT sen.p_chart(0, %L) OVER ()', '-1', 'NaN', 'Infinity', '1e16', '1e-16', '0');
SELECT * FROM pg_temp.answers_with('SELECT sen.u_chart(%L, 0) OVER ()', '1', '-1', '0');
SELECT * FROM pg_temp.answers_with('SELECT sen.u_chart(11, %L) OVER ()', '-1', 'NaN', '1e16', '10');
SELECT * FROM pg_temp.answers_with('SELECT sen.run_chart(1, direction => %L) OVER ()', 'up', 'decrease');
SELECT * FROM pg_temp.answers('SELECT sen.run_chart(1, min_points => 1) OVER ()',
    'SELECT sen.run_chart(1, baseline => 1) OVER ()', $$SELECT sen.run_chart('NaN') OVER ()$$,
    'SELECT sen.run_chart(1) OVER () FROM generate_series(1, 2)',
    'SELECT sen.run_chart(v, min_points => 1 + v) OVER (ORDER BY v) FROM generate_series(1, 2) v');
SELECT * FROM pg_temp.answers('SELECT sen.xmr(1)', 'SELECT sen.xmr(1) FILTER (WHERE true) OVER ()',
                              'SELECT sen.xmr(DISTINCT 1) OVER ()');

-- sen.variation ----------------------------------------------------------------
SELECT * FROM sen.variations();
SELECT * FROM pg_temp.answers_with('SELECT %L::sen.variation', 'improvement', 'concern_hgih', 'zzz', '',
                                  'common_cause');
SELECT variation, count(*) FROM (SELECT v.variation FROM sen.variations() v, generate_series(1, 2)) x GROUP BY variation
ORDER BY variation DESC LIMIT 2;

-- Assurance --------------------------------------------------------------------
SELECT * FROM sen.assurances();
-- By the limits 1.34 to 6.66 of the last value; on a limit is within them.
SELECT direction, string_agg(target || ': ' || coalesce(sen.assurance(c, target, direction)::text, '-'), ', '
                             ORDER BY target) AS says
FROM (SELECT sen.xmr(v) OVER (ORDER BY v) AS c FROM generate_series(1, 7) v) x,
     unnest('{-5,1.33,1.34,4,6.66,6.67}'::float8[]) target, unnest('{increase,decrease,neutral}'::text[]) direction
WHERE (c).is_last GROUP BY direction ORDER BY direction;
-- Only the last value speaks for the series, by the limits of the latest group.
SELECT i, (c).variation AS of_point, sen.variation(c) AS of_series, sen.assurance(c, 20, 'increase')
FROM (SELECT i, sen.xmr(value, rebase => i = 9, direction => 'increase') OVER (ORDER BY i) AS c
      FROM unnest('{1,2,1,2,1,2,1,2,31,32,31,32,31,32,31,39,NULL}'::float8[]) WITH ORDINALITY u (value, i)) x
WHERE i IN (8, 9, 15, 16, 17) ORDER BY i;
SELECT sen.variation(c), sen.assurance(c, 1, 'increase'), sen.assurance(c, NULL, 'increase'), sen.assurance(c, 1, NULL),
       sen.variation(NULL)
FROM (SELECT sen.xmr(v) OVER (ORDER BY v) AS c FROM generate_series(1, 4) v) x WHERE (c).is_last;
SELECT * FROM pg_temp.answers_with('SELECT sen.assurance(sen.xmr(1) OVER (), %L, ''increase'')', 'NaN', 'Infinity',
                                  '5');
SELECT * FROM pg_temp.answers_with('SELECT sen.assurance(sen.xmr(1) OVER (), 5, %L)', 'up', '', 'decrease',
                                  'neutral');
SELECT * FROM pg_temp.answers_with('SELECT %L::sen.assurance', 'pass', 'consistent', 'hit or miss', 'inconsistent');
