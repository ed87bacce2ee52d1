-- Room proportion: intervals for proportions and for the change between two, and the same of summaries.
-- The formulas are checked over random data in test/pgtap/proportion.sql.
\i sql/include/begin.sql

-- Wilson ---------------------------------------------------------------------
-- Test data of the R package PHEindicatormethods, the upper 99.8% limit of
-- 222 of 3215 from R's prop.test(correct = FALSE);
-- a row below is a difference.
\set ECHO none
CREATE TEMPORARY TABLE wilson_vector (x float8, n float8, lower95 float8, upper95 float8, lower998 float8,
                                      upper998 float8);
INSERT INTO wilson_vector VALUES
    (1, 100, .0017674320641406511, .054486196178705294, .000873065697299977, .10455445283705821),
    (5, 100, .02154367915436798, .11175046923191911, .013865320725997183, .16458852282596442),
    (20, 100, .1333669333310325, .28882916559315885, .10519162066711432, .3471109417008601),
    (65, 100, .55254443296887967, .73635751756902468, .49549465740704313, .77835406140896968),
    (9856, 12345, .79121017529090687, .80536400736149094, .7869924108419063, .80930614125896261),
    (7776456, 7564336677, .0010273201001641094, .0010287644578977231, .0010269040118442213, .0010291812992698397),
    (222, 3215, .060791690363636595, .078339566813836331, .05647101964624248, .084184141852701164),
    (999, 3456, .27418951080009873, .30440389662818057, .26583995768074953, .31344754492799848),
    (1045, 5000, .19795549880013297, .22049130373189027, .19179381799015244, .22731562902525818),
    (0.445, 1, .043817447720588223, .93346212769791559, .019347006132900975, .97022599470195414);
\set ECHO all
SELECT v.*, a, b FROM wilson_vector v, sen.wilson(x, n) a, sen.wilson(x, n, 0.998) b
WHERE NOT (abs(a.lower / lower95 - 1) < 1e-12 AND abs(a.upper / upper95 - 1) < 1e-12
           AND abs(b.lower / lower998 - 1) < 1e-12 AND abs(b.upper / upper998 - 1) < 1e-12);
SELECT count(*) FROM wilson_vector, sen.wilson(x, n) WHERE lower < x / n AND x / n < upper;
-- Rows of Newcombe's paper on single proportions.
SELECT x, n, round(lower::numeric, 4) AS lower, round(upper::numeric, 4) AS upper
FROM (VALUES (81, 263), (15, 148), (0, 20), (1, 29), (29, 29)) v (x, n), sen.wilson(x, n);

-- At the ends the interval ends exactly at 0 or 1; counts of any size; a level near 0 or 1.
SELECT x, n, confidence, upper BETWEEN lower AND 1 AS upper_in_order, lower = 0 AS from_0, upper = 1 AS to_1,
       round(lower::numeric, 12) AS lower, round(upper::numeric, 12) AS upper
FROM (VALUES (0::float8, 1::float8, 0.95::float8), (1, 1, 0.95), (0, 1e-300, 0.95), (1e-300, 1e-300, 0.95),
      (0, 5e-324, 0.95), (5e-324, 5e-324, 0.95), (0, 1.7976931348623157e308, 0.95),
      (1.7976931348623157e308, 1.7976931348623157e308, 0.95),
             (5e307, 1e308, 0.95), (1, 1e15, 0.95), (1e-200, 1, 0.95), (7, 7, 0.998), (3, 10, 5e-324),
             (3, 10, 0.99999999999999989), (0, 3, 5e-324), (350176.99999995163, 350177, 0.998)) v (x, n, confidence),
     LATERAL (SELECT lower, upper FROM sen.wilson(x, n, confidence)) w;
-- A small proportion keeps its digits.
SELECT lower::numeric(30, 20), upper::numeric(30, 20) FROM sen.wilson(3, 1e12);
-- No minus sign before a 0.
SELECT w.lower, c.earlier, c.later, c.change, c.in_words, f
FROM (SELECT '-0'::float8 AS zero) z, sen.wilson(zero, 4) w, sen.proportion_change(zero, 1e308, zero, 1e308) c,
    sen.funnel_limits(zero, 5) f;

-- No cases: nulls. A null argument: null.
SELECT sen.wilson(0, 0) AS wilson, sen.newcombe(0, 0, 1, 2) AS first, sen.newcombe(1, 2, 0, 0) AS second,
       sen.funnel_limits(0.5, 0) AS funnel;
SELECT num_nonnulls(sen.wilson(NULL, 1), sen.wilson(1, NULL), sen.wilson(1, 1, NULL), sen.newcombe(NULL, 1, 1, 1),
                    sen.newcombe(1, NULL, 1, 1), sen.newcombe(1, 1, NULL, 1), sen.newcombe(1, 1, 1, NULL),
                    sen.newcombe(1, 1, 1, 1, NULL),
    sen.funnel_limits(NULL, 1), sen.funnel_limits(0.5, NULL), sen.funnel_limits(0.5, 1, NULL),
    sen.proportion_change(NULL, 1, 1, 1), sen.proportion_change(1, NULL, 1, 1), sen.proportion_change(1, 1, NULL, 1),
    sen.proportion_change(1, 1, 1, NULL), sen.proportion_change(1, 1, 1, 1, NULL));

-- Anything else is refused.
SELECT pg_temp.answers(
    $$SELECT sen.wilson(1, 100, 95)$$,
    $$SELECT sen.wilson(1, 100, 1)$$,
    $$SELECT sen.wilson(1, 100, 0)$$,
    $$SELECT sen.wilson(1, 100, -0.95)$$,
    $$SELECT sen.wilson(1, 100, 'NaN')$$,
    $$SELECT sen.wilson(0, 0, 1.5)$$,
    $$SELECT sen.wilson(-1, 100)$$,
    $$SELECT sen.wilson(101, 100)$$,
    $$SELECT sen.wilson(1, 0)$$,
    $$SELECT sen.wilson('NaN', 100)$$,
    $$SELECT sen.wilson('infinity', 100)$$,
    $$SELECT sen.wilson(1, -100)$$,
    $$SELECT sen.wilson(1, 'infinity')$$,
    $$SELECT sen.wilson(1, 'NaN')$$,
    $$SELECT sen.newcombe(5, 4, 1, 2)$$,
    $$SELECT sen.newcombe(1, 2, 5, 4)$$,
    $$SELECT sen.newcombe(1, -2, 1, 2)$$,
    $$SELECT sen.newcombe(1, 2, 1, 'infinity')$$,
    $$SELECT sen.newcombe(1, 2, 1, 2, 2)$$,
    $$SELECT sen.funnel_limits(46, 716)$$,
    $$SELECT sen.funnel_limits(-0.1, 716)$$,
    $$SELECT sen.funnel_limits('NaN', 716)$$,
    $$SELECT sen.funnel_limits(0.46, -1)$$,
    $$SELECT sen.funnel_limits(0.46, 'infinity')$$,
    $$SELECT sen.funnel_limits(0.46, 716, 99.8)$$,
    $$SELECT sen.proportion_change(5, 4, 1, 2)$$,
    $$SELECT sen.proportion_change(1, 2, 5, 4)$$,
    $$SELECT sen.proportion_change(1, 2, 1, 2, 95)$$
);

-- Newcombe -------------------------------------------------------------------
-- The table of the paper, method 10; a row below is a difference.
CREATE TEMPORARY TABLE newcombe_vector (a float8, m float8, b float8, n float8, lower float8, upper float8);
INSERT INTO newcombe_vector VALUES
    (56, 70, 48, 80, .05243147240, .3338726540), (9, 10, 3, 10, .17052272393, .8090179735),
    (6, 7, 2, 7, .05822792748, .8062496375), (5, 56, 0, 29, -.03813714790, .1925600139),
    (0, 10, 0, 20, -.16112515805, .2775327999), (0, 10, 0, 10, -.27753279986, .2775327999),
    (10, 10, 0, 20, .67908603714, 1), (10, 10, 0, 10, .60750935043, 1);
SELECT v.*, w FROM newcombe_vector v, sen.newcombe(a, m, b, n) w
WHERE NOT (abs(w.lower - v.lower) < 1e-10 AND abs(w.upper - v.upper) < 1e-10
           AND abs(w.difference - (a / m - b / n)) < 1e-15);
SELECT v.*, w FROM newcombe_vector v, sen.newcombe(b, n, a, m) w
WHERE NOT (abs(w.lower + v.upper) < 1e-10 AND abs(w.upper + v.lower) < 1e-10);
SELECT upper = 1 AS to_1, (sen.newcombe(0, 20, 10, 10)).lower = -1 AS from_minus_1 FROM sen.newcombe(10, 10, 0, 20);

-- Funnel ---------------------------------------------------------------------
-- England's 46.4% in 2024, for authorities of different sizes; the limits end at 0 and 1.
SELECT p, n, round(a.lower::numeric, 6) AS lower95, round(a.upper::numeric, 6) AS upper95,
       round(b.lower::numeric, 6) AS lower998, round(b.upper::numeric, 6) AS upper998
FROM (VALUES (0.464, 4::float8), (0.464, 100), (0.464, 716), (0.464, 90392), (0.01, 50), (0.99, 50), (0, 10), (1, 10),
      (0.5, 1e-320), (0.5, 1.7976931348623157e308)) v (p, n), sen.funnel_limits(p, n) a,
    sen.funnel_limits(p, n, 0.998) b;
SELECT lower, upper FROM sen.funnel_limits(0.5, 1e-320, 5e-324);

-- In words -------------------------------------------------------------------
SELECT a, m, b, n, in_words
FROM (VALUES (347, 1067, 90, 716), (90, 716, 347, 1067), (240, 1000, 350, 1000), (350, 1000, 240, 1000),
      (50, 100, 53, 100), (53, 100, 50, 100), (10, 20, 10, 20),
             (0, 30, 0, 40), (30, 30, 40, 40), (0, 20, 20, 20), (1000000, 2000000, 1000001, 2000000),
             (1000001, 2000000, 1000000, 2000000),
             (16, 80, 19, 80), (19, 80, 16, 80), (0, 0, 1, 2), (1, 2, 0, 0), (0, 0, 0, 0)) v (a, m, b, n),
             sen.proportion_change(a, m, b, n);
SELECT confidence, in_words
FROM unnest(ARRAY[0.5, 0.8, 0.9, 0.95, 0.99, 0.998, 0.999, 0.07, 0.29, 0.57, 0.9999999]) confidence,
       sen.proportion_change(240, 1000, 350, 1000, confidence);
-- An interval that ends at 0, since it has no width, holds 0.
SELECT in_words FROM sen.proportion_change(1, 2, 1, 2, 1e-300);
-- The columns; a side without cases.
SELECT round(earlier::numeric, 6) AS earlier, round(later::numeric, 6) AS later, round(change::numeric, 6) AS change,
       round(lower::numeric, 6) AS lower, round(upper::numeric, 6) AS upper, in_words
FROM (VALUES (347, 1067, 90, 716), (0, 0, 1, 2), (1, 2, 0, 0), (0, 0, 0, 0)) v (a, m, b, n),
    sen.proportion_change(a, m, b, n);

-- On summaries ---------------------------------------------------------------
SELECT s, round(sen.rate(s, 140), 6) AS rate, round(w.lower::numeric, 6) AS lower, round(w.upper::numeric, 6) AS upper,
       round(i.lower::numeric, 6) AS lower_including, round(i.upper::numeric, 6) AS upper_including,
       round(z.lower::numeric, 6) AS lower998, round(z.upper::numeric, 6) AS upper998
FROM unnest(ARRAY['v1 done{140:90,141:626} done_excepted{100:40,300:5}', 'v1 done{140:1} open{1:5} left{1:5}',
                  'v1 unusable{done:3}', 'v1 done_excepted{140:3}', 'v1 open{12:3}', 'v1']::sen.timeliness[]) s,
     sen.rate_interval(s, 140) w, sen.rate_interval(s, 140, true) i, sen.rate_interval(s, 140, confidence => 0.998) z;
SELECT round(earlier_rate::numeric, 6) AS earlier, round(later_rate::numeric, 6) AS later,
       round(change::numeric, 6) AS change, round(lower::numeric, 6) AS lower, round(upper::numeric, 6) AS upper,
       in_words
FROM (VALUES ('v1 done{140:347,141:720} done_excepted{140:1,141:1}'::sen.timeliness,
              'v1 done{83:90,200:626}'::sen.timeliness), ('v1', 'v1 done{1:1}'), ('v1 done{1:1}', 'v1 open{1:1}')) v (a,
                  b), sen.rate_change(a, b, 140);
SELECT in_words
FROM (SELECT sen.timeliness 'v1 done{140:240,141:760} done_excepted{140:10}' AS a,
      sen.timeliness 'v1 done{140:350,141:650} done_excepted{150:90}' AS b) v,
LATERAL (SELECT in_words FROM sen.rate_change(a, b, 140) UNION ALL SELECT in_words FROM sen.rate_change(a, b, 140, true)
         UNION ALL SELECT in_words FROM sen.rate_change(a, b, 139)
         UNION ALL SELECT in_words FROM sen.rate_change(a, b, 140, confidence => 0.998) UNION ALL SELECT in_words
             FROM sen.rate_change(b, a, 140)) w;
SELECT num_nonnulls(sen.rate_interval(NULL, 1), sen.rate_interval('v1', NULL), sen.rate_interval('v1', 1, NULL),
                    sen.rate_interval('v1', 1, true, NULL),
    sen.rate_change(NULL, 'v1', 1), sen.rate_change('v1', NULL, 1), sen.rate_change('v1', 'v1', NULL),
    sen.rate_change('v1', 'v1', 1, NULL), sen.rate_change('v1', 'v1', 1, true, NULL));
SELECT pg_temp.answers(
    $$SELECT sen.rate_interval('v1 done{1:1}', 140, false, 95)$$,
    $$SELECT sen.rate_interval('v1', 140, false, 95)$$,
    $$SELECT sen.rate_change('v1', 'v1', 140, false, 1)$$
);
