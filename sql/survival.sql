-- Room timeliness: survival analysis against the printed figures of R's package survival 3.5-3, and its edges.
-- Random data are in test/pgtap/survival.sql, and against R itself in test/t/008_survival_r.pl.
\i sql/include/begin.sql
-- Data sets of that package: aml, in two groups, and lung, by sex. There the
-- end is a relapse or a death; open are the censored.
\set ECHO none
CREATE TABLE survival_data (name text PRIMARY KEY, s sen.timeliness);
INSERT INTO survival_data VALUES
    ('maintained', 'v1 done{9:1,13:1,18:1,23:1,31:1,34:1,48:1} open{13:1,28:1,45:1,161:1}'),
    ('nonmaintained', 'v1 done{5:2,8:2,12:1,23:1,27:1,30:1,33:1,43:1,45:1} open{16:1}'),
    ('lung men', 'v1 done{11:3,12:1,13:2,15:1,26:1,30:1,31:1,53:2,54:1,59:1,60:1,65:2,71:1,81:1,88:2,92:1,93:1,95:1,'
                 '105:1,107:1,110:1,116:1,118:1,131:1,132:2,135:1,142:1,144:1,147:1,156:2,163:3,166:1,170:1,175:1,'
                 '176:1,177:1,179:2,180:1,181:2,183:1,189:1,197:1,202:1,207:1,210:1,212:1,218:1,222:1,223:1,229:1,'
                 '230:1,239:1,246:1,267:1,269:1,270:1,283:1,284:1,285:1,286:1,288:1,291:1,301:1,303:1,306:1,310:1,'
                 '320:1,329:1,337:1,353:2,363:1,364:1,371:1,387:1,390:1,394:1,428:1,429:1,442:1,455:1,457:1,460:1,'
                 '477:1,519:1,524:1,533:1,558:1,567:1,574:1,583:1,613:1,624:1,643:1,655:1,689:1,707:1,791:1,814:1,'
                 '883:1} open{174:1,185:1,188:1,191:1,196:1,197:1,221:1,222:1,225:2,237:1,259:1,279:1,284:1,292:1,'
                 '300:1,301:1,303:1,404:1,413:1,444:1,458:1,806:1,840:1,1010:1,1022:1}'),
    ('lung women', 'v1 done{5:1,60:1,61:1,62:1,79:1,81:1,95:1,107:1,122:1,145:2,153:1,166:1,167:1,182:1,186:1,194:1,'
                   '199:1,201:2,208:1,226:1,239:1,245:1,268:1,285:1,293:1,305:1,310:1,340:1,345:1,348:1,350:1,351:1,'
                   '361:1,363:1,371:1,426:1,433:1,444:1,450:1,473:1,520:1,524:1,550:1,641:1,654:1,687:1,705:1,728:1,'
                   '731:1,735:1,765:1} '
                   'open{92:1,105:1,173:1,175:1,177:1,192:1,202:1,203:1,211:1,224:1,235:1,240:1,243:1,252:1,266:1,'
                   '269:1,272:1,276:1,292:1,296:1,315:1,332:1,356:1,364:1,376:1,382:1,384:1,511:2,529:1,543:1,551:1,'
                   '559:1,588:1,740:1,821:1,965:1}');
INSERT INTO survival_data SELECT 'aml', sen.rollup(s) FROM survival_data WHERE name LIKE '%maintained';
INSERT INTO survival_data SELECT 'lung', sen.rollup(s) FROM survival_data WHERE name LIKE 'lung%';
\set ECHO all

-- Kaplan-Meier and Greenwood to the digits that R printed; a row below is a difference.
SELECT v.name, v.day, c.* FROM (VALUES
    ('maintained', 9, 11, 0.9090909091, 0.0866784172), ('maintained', 13, 10, 0.8181818182, 0.1162912998),
    ('maintained', 18, 8, 0.7159090909, 0.1396649706),
    ('maintained', 23, 7, 0.6136363636, 0.1526323310), ('maintained', 31, 5, 0.4909090909, 0.1641932672),
    ('maintained', 34, 4, 0.3681818182, 0.1626688858),
    ('maintained', 48, 2, 0.1840909091, 0.1534927458),
    ('nonmaintained', 5, 12, 0.8333333333, 0.1075828707), ('nonmaintained', 8, 10, 0.6666666667, 0.1360827635),
    ('nonmaintained', 12, 8, 0.5833333333, 0.1423187606),
    ('nonmaintained', 23, 6, 0.4861111111, 0.1481300626), ('nonmaintained', 27, 5, 0.3888888889, 0.1469861839),
    ('nonmaintained', 30, 4, 0.2916666667, 0.1387151691),
    ('nonmaintained', 33, 3, 0.1944444444, 0.1218745054), ('nonmaintained', 43, 2, 0.0972222222, 0.0918663650),
    ('nonmaintained', 45, 1, 0, NULL),
    ('aml', 5, 23, 0.9130434783, 0.0587533848), ('aml', 23, 13, 0.5465838509, 0.1072506417),
    ('aml', 48, 2, 0.0828157350, 0.0726618005)
) v (name, day, at_risk, surviving, standard_error)
JOIN survival_data d USING (name)
LEFT JOIN LATERAL (SELECT * FROM sen.survival(d.s) c WHERE c.day = v.day) c ON true
WHERE (c.at_risk, round(c.surviving::numeric, 10), round(c.standard_error::numeric, 10)) IS DISTINCT FROM (v.at_risk,
    v.surviving, v.standard_error);
SELECT v.day, c.* FROM (VALUES
    (140, 0.815253696589, 0.025745216350), (180, 0.721670653410, 0.029812419469), (365, 0.409241624460, 0.035823638172),
    (50, 0.951754385965, NULL), (100, 0.863968967645, NULL),
    (200, 0.680272862223, NULL), (300, 0.530608117761, NULL), (500, 0.293269193712, NULL), (1000, 0.050345568071, NULL)
) v (day, surviving, standard_error)
LEFT JOIN LATERAL (SELECT c.* FROM survival_data d, sen.survival(d.s) c WHERE d.name = 'lung' AND c.day <= v.day
                   ORDER BY c.day DESC LIMIT 1) c ON true
WHERE round(c.surviving::numeric, 12) IS DISTINCT FROM v.surviving OR v.standard_error IS NOT NULL
    AND round(c.standard_error::numeric, 12) IS DISTINCT FROM v.standard_error;
-- The five intervals of lung.
SELECT v.day, c.*
FROM (VALUES (140, 'log', .7663238624, .8673077042), (365, 'log', .3447215818, .4858376035),
      (140, 'log-log', .7583943894, .8599684230), (365, 'log-log', .3387142691, .4783807676),
    (140, 'plain', .7647939998, .8657133934), (365, 'plain', .3390285838, .4794546651),
    (140, 'logit', .7594180537, .8605109142), (365, 'logit', .3412963906, .4808393146),
    (140, 'arcsin', .7622750875, .8629103774), (365, 'arcsin', .3401907351, .4801400565)) v (day, interval_type, lower,
        upper)
LEFT JOIN LATERAL (SELECT c.* FROM survival_data d, sen.survival(d.s, interval_type => v.interval_type) c
                   WHERE d.name = 'lung' AND c.day <= v.day ORDER BY c.day DESC LIMIT 1) c ON true
WHERE (round(c.lower::numeric, 10), round(c.upper::numeric, 10)) IS DISTINCT FROM (v.lower, v.upper);
-- The whole curve of a small set, and what differs at another confidence.
SELECT day, at_risk, finished, censored, round(surviving::numeric, 6) AS surviving,
       round(standard_error::numeric, 6) AS standard_error, round(lower::numeric, 6) AS lower,
       round(upper::numeric, 6) AS upper
FROM survival_data, sen.survival(s, 0.9, 'log') WHERE name = 'nonmaintained';

-- What a case of lung that is past day 180 makes of day 365: past the close
-- of it, 0.567075330729 and not 0.563531109912.
SELECT round(sen.breach_risk(s, 180, 365)::numeric, 12) AS breach_risk,
       round(sen.finish_probability(s, 180, 365)::numeric, 12) AS finish_probability, sen.at_risk(s, 180),
       sen.at_risk(s, 179) FROM survival_data WHERE name = 'lung';
SELECT round(mean_days::numeric, 9) AS mean_days, round(standard_error::numeric, 9) AS standard_error
FROM survival_data, sen.restricted_mean(s, 365) WHERE name = 'lung';
-- R: lung 310 (285, 363) on the log scale; maintained 31 (18, none), nonmaintained 23 (8, none) on it too.
SELECT name, interval_type, m.* FROM survival_data, unnest(ARRAY['log', 'log-log']) interval_type,
       sen.survival_median(s, 0.95, interval_type) m WHERE name IN ('lung', 'maintained', 'nonmaintained')
ORDER BY 1, 2;
-- R: aml 3.396388698978, lung 10.326741954886, p = 0.00131116452036.
SELECT a.name, b.name, round(chi_squared::numeric, 12) AS chi_squared, round(p_value::numeric, 14) AS p_value,
       observed_a, round(expected_a::numeric, 10) AS expected_a, observed_b,
       round(expected_b::numeric, 10) AS expected_b
FROM survival_data a, survival_data b, sen.log_rank(a.s, b.s)
WHERE (a.name, b.name) IN (('maintained', 'nonmaintained'), ('nonmaintained', 'maintained'), ('lung men', 'lung women'))
ORDER BY 1, 2;

-- By hand --------------------------------------------------------------------
-- Six cases. Day 1: one of six finishes. Day 2: of five one finishes and one leaves, and
-- then one is seen open: all three are at risk on that day.
-- Day 3: one of two finishes. Day 4: the last one leaves.
-- Survival: 5/6, 5/6 * 4/5 = 2/3, 2/3 * 1/2 = 1/3. With leaving as an end: 5/6, 5/6 * 3/5 = 1/2, 1/4,
-- 0; finished 1/6, + 5/6 * 1/5 = 1/3, + 1/2 * 1/2 = 7/12; left 1/6, 5/12.
\set six '''v1 done{1:1,2:1} done_excepted{3:1} open_excepted{2:1} left{2:1,4:1} unusable{done:5,open:3,left:2}'''
SELECT day, at_risk, finished, censored, round(surviving::numeric, 6) AS surviving,
       round(standard_error::numeric, 6) AS standard_error, round(lower::numeric, 6) AS lower,
       round(upper::numeric, 6) AS upper
FROM sen.survival(:six, interval_type => 'plain');
SELECT day, at_risk, finished, left_early, open, round(incidence_finished::numeric, 6) AS incidence_finished,
       round(incidence_left::numeric, 6) AS incidence_left, round(surviving::numeric, 6) AS surviving
FROM sen.cumulative_incidence(:six);
-- Finish by day 3, open after day 1: 1 - (1/3) / (5/6) = 0.6; competing (7/12 - 1/6) /
-- (5/6) = 0.5 and still open (1/4) / (5/6) = 0.3, the rest has left.
-- Until day 4 nobody's end is unknown if leaving is one; else that of the last
-- one is: the curve is known to day 4 and no further.
SELECT age, by_day, sen.at_risk(:six, age), round(sen.finish_probability(:six, age, by_day)::numeric, 6) AS finish,
       round(sen.breach_risk(:six, age, by_day)::numeric, 6) AS breach,
       round(sen.finish_probability(:six, age, by_day, true)::numeric, 6) AS finish_competing,
       round(sen.breach_risk(:six, age, by_day, competing => true)::numeric, 6) AS breach_competing
FROM (VALUES (1, 3), (0, 1), (0, 0), (-7, 2), (3, 4), (3, 5), (0, 5), (4, 5), (4, 4), (99, 98), (3, 2),
      (-2147483648, 2147483647), (2147483647, -2147483648), (2147483646, 2147483647)) v (age, by_day);
-- All have finished: then nothing is open beyond the last day. Nobody is beyond it either.
SELECT age, by_day, sen.at_risk(s, age), sen.finish_probability(s, age, by_day), sen.breach_risk(s, age, by_day),
       sen.breach_risk(s, age, by_day, true) AS competing
FROM (SELECT sen.timeliness 'v1 done{1:1,2:1}' AS s) x,
    (VALUES (0, 1), (0, 2), (0, 3), (1, 2), (1, 9), (2, 3), (2, 2)) v (age, by_day);
-- Mean of 1, 2, 3 and at least 4 days, to day 4: 2.5. To day 2: (1 + 2 + 2 + 2) / 4.
-- Before the first day: all of it. After the last: not known.
SELECT by_day, mean_days, round(standard_error::numeric, 6) AS standard_error
FROM unnest('{-3,0,1,2,4,5}'::integer[]) by_day, sen.restricted_mean('v1 done{1:1,2:1,3:1} open{4:1}', by_day);
-- Days before day 0 count against it: the mean of -4, 1 and 3 is 0, and of -4, -1
-- and -1 is -2. All have finished: any by_day will do.
SELECT by_day, round(mean_days::numeric, 9) AS mean_days FROM unnest('{-5,-1,3,4,2147483647}'::integer[]) by_day,
       sen.restricted_mean('v1 done{-4:1,1:1,3:1}', by_day);
-- Half of them are unfinished from day 2 to day 5: the middle. Half at the end: to the
-- last day seen. Not as far: null. The last two: a half from day 3
-- to day 5, which double precision has as 0.5000000000000001 and 0.4999999999999999.
SELECT t, median_days
FROM unnest(ARRAY['v1 done{1:1,2:1,5:1,9:1}', 'v1 done{1:1,2:1} open{8:2}', 'v1 done{1:1,2:1} open{2:2}',
                  'v1 done{1:1,2:1} open{8:3}', 'v1 done{1:3}', 'v1 done{1:2,4:3,6:1}',
    'v1 done{-9:1,-4:1,7:2}', 'v1 done{3:1,6:1,7:2} open{5:1}', 'v1 open{3:1}', 'v1',
    'v1 done{1:2,2:1,3:2,5:1} open{9:4}', 'v1 done{1:4,2:1,3:1,5:1} open{9:5}']) WITH ORDINALITY t (t, n),
    sen.survival_median(t::sen.timeliness) ORDER BY n;

-- Edges ----------------------------------------------------------------------
-- Surviving 1 on day 1 and 0 on day 4. R has NA or NaN where this is null, and the same figures elsewhere.
SELECT interval_type, day, surviving, standard_error IS NULL AS no_error, round(lower::numeric, 6) AS lower,
       round(upper::numeric, 6) AS upper
FROM unnest(ARRAY['log-log', 'log', 'plain', 'logit', 'arcsin']) WITH ORDINALITY t (interval_type, n),
    sen.survival('v1 done{2:1,4:1} open{1:1}', 0.95, interval_type) ORDER BY n, day;
-- Nothing in it, or nothing usable: no rows, and null where there is nothing to tell.
SELECT t, (SELECT count(*) FROM sen.survival(s)) AS rows,
       (SELECT count(*) FROM sen.cumulative_incidence(s)) AS incidence_rows, sen.at_risk(s, 0),
       sen.finish_probability(s, 0, 1) AS finish, sen.breach_risk(s, 0, 1) AS breach,
       sen.breach_risk(s, 1, 1) AS breached, sen.finish_probability(s, 1, 1, true) AS too_late,
       (sen.restricted_mean(s, 1)).*, (sen.survival_median(s)).*
FROM (SELECT t, t::sen.timeliness AS s FROM unnest(ARRAY['v1', 'v1 unusable{done:3,open:2,left:1}']) t) x;
-- Nothing to compare: one empty, both empty, all finish at once, nobody finishes, never at risk together.
SELECT a, b, l.*
FROM (VALUES ('v1', 'v1 done{1:1}'), ('v1', 'v1'), ('v1 done{1:2}', 'v1 done{1:3}'), ('v1 open{5:2}', 'v1 left{5:3}'),
      ('v1 open{1:2}', 'v1 done{2:2,3:1}'), ('v1 done{1:1}', 'v1 done{1:1}')) v (a, b),
       sen.log_rank(a::sen.timeliness, b::sen.timeliness) l;
-- The far ends: 2 * 4294967295 cases, 4294967295 days apart.
\set far '''v1 done{-2147483648:4294967295,2147483647:4294967294} open{2147483647:1}'''
SELECT day, at_risk, finished, censored, surviving, standard_error FROM sen.survival(:far);
SELECT sen.at_risk(:far, -2147483648) AS at_risk, sen.breach_risk(:far, -2147483648, 2147483646) AS stays,
       sen.breach_risk(:far, -2147483648, 2147483647) AS last_one, (sen.restricted_mean(:far, 2147483647)).mean_days;
SELECT median_days, lower IS NULL AS no_lower, upper FROM sen.survival_median(:far);
-- Null in: null out, or no rows.
SELECT sen.at_risk(NULL, 1), sen.at_risk('v1 done{1:1}', NULL), sen.finish_probability(NULL, 1, 2),
       sen.finish_probability('v1 done{3:1}', NULL, 2), sen.finish_probability('v1 done{3:1}', 1, NULL),
       sen.finish_probability('v1 done{3:1}', 1, 2, NULL),
       sen.breach_risk(NULL, 1, 2), sen.breach_risk('v1 done{3:1}', NULL, 2), sen.breach_risk('v1 done{3:1}', 1, NULL),
       sen.breach_risk('v1 done{3:1}', 1, 2, NULL);
SELECT sen.restricted_mean(NULL, 1), sen.restricted_mean('v1 done{1:1}', NULL), sen.survival_median(NULL),
       sen.survival_median('v1 done{1:1}', NULL), sen.survival_median('v1 done{1:1}', 0.5, NULL),
       sen.log_rank(NULL, 'v1'), sen.log_rank('v1', NULL);
SELECT (SELECT count(*) FROM sen.survival(NULL)) AS survival,
       (SELECT count(*) FROM sen.survival('v1 done{1:1}', NULL)) AS confidence,
       (SELECT count(*) FROM sen.survival('v1 done{1:1}', 0.5, NULL)) AS type,
       (SELECT count(*) FROM sen.cumulative_incidence(NULL)) AS incidence;

-- Bad input ------------------------------------------------------------------
SELECT pg_temp.answers(
    $$SELECT * FROM sen.survival('v1 done{1:1}', 0.95, 'loglog')$$,
    $$SELECT * FROM sen.survival('v1', 0.95, '')$$,
    $$SELECT * FROM sen.survival('v1', 0.95, 'LOG')$$,
    $$SELECT * FROM sen.survival_median('v1 done{1:1}', 0.95, 'none')$$,
    $$SELECT * FROM sen.survival('v1 done{1:1}', 95)$$,
    $$SELECT * FROM sen.survival('v1 done{1:1}', 0)$$,
    $$SELECT * FROM sen.survival('v1', 1)$$,
    $$SELECT * FROM sen.survival('v1 done{1:1}', -0.5)$$,
    $$SELECT * FROM sen.survival_median('v1 done{1:1}', 'NaN')$$,
    $$SELECT * FROM sen.survival_median('v1 done{1:1}', 'infinity')$$
);
-- Just within: the interval is all there is, or nothing, and finite.
SELECT confidence, interval_type, round(lower::numeric, 6) AS lower, round(upper::numeric, 6) AS upper
FROM (VALUES (float8 '0.9999999999999999'), ('1e-300')) v (confidence),
    unnest(ARRAY['log-log', 'log', 'plain', 'logit', 'arcsin']) WITH ORDINALITY t (interval_type, n),
    sen.survival('v1 done{1:1} open{2:1}', confidence, interval_type)
WHERE day = 1 ORDER BY confidence DESC, n;

-- The curve is kept from one row to the next: rows of other summaries
-- between them, stored in every way, change nothing.
CREATE TABLE survival_stored (n integer PRIMARY KEY, s sen.timeliness);
ALTER TABLE survival_stored ALTER s SET STORAGE EXTERNAL;
INSERT INTO survival_stored SELECT n, CASE n % 4
    WHEN 0 THEN (SELECT s FROM survival_data WHERE name = 'lung') WHEN 1 THEN 'v1 done{150:1,300:1}'
        WHEN 2 THEN 'v1 done{150:1,301:2}'
    ELSE (SELECT ('v1 done{' || string_agg(d || ':' || d * n % 97 + 1, ',' ORDER BY d) || '}')::sen.timeliness
          FROM generate_series(1, 3000) d) END
FROM (SELECT generate_series(0, 39) AS n) g;
SELECT count(*), count(DISTINCT b) AS kinds, sum((b IS DISTINCT FROM again)::integer) AS differences
FROM (SELECT sen.breach_risk(s, 140, 300) AS b, (SELECT c2.surviving / c1.surviving FROM
        (SELECT coalesce((SELECT surviving FROM sen.survival(s) WHERE day <= 140 ORDER BY day DESC LIMIT 1),
                         1) AS surviving) c1,
        (SELECT coalesce((SELECT surviving FROM sen.survival(s) WHERE day <= 300 ORDER BY day DESC LIMIT 1),
                         1) AS surviving) c2) AS again
      FROM survival_stored ORDER BY n) x;
SELECT DISTINCT sen.breach_risk(s, 140, 300) = sen.breach_risk(sen.rollup(s), 140, 300) AS same FROM survival_stored
WHERE n % 4 < 3 GROUP BY n, s;
-- Of equal length, and different only at the end.
SELECT n, sen.breach_risk(s, 140, 300), sen.finish_probability(s, 140, 300), sen.at_risk(s, 299)
FROM (SELECT n, ('v1 done{140:1,300:2} open{301:' || n % 2 + 1 || '}')::sen.timeliness AS s
      FROM generate_series(1, 4) n) x ORDER BY n;
SELECT n, round(sen.breach_risk(s, 140, 300)::numeric, 6) AS breach_risk, sen.at_risk(s, 300)
FROM (SELECT n,
      ('v1 done{' || string_agg(d || ':1', ',' ORDER BY d) || '} left{301:' || n % 3 + 1 || '}')::sen.timeliness AS s
      FROM generate_series(1, 6) n, generate_series(1, 300) d GROUP BY n) x ORDER BY n;
DROP TABLE survival_data, survival_stored;
