-- Room words: days, counts, lists and percentages as reports say them.
\i sql/include/begin.sql

-- Days -------------------------------------------------------------------------
SELECT d, sen.date_words(d), sen.month_words(d)
FROM unnest('{2025-06-06,2024-02-29,1999-12-31,0001-01-01,0044-03-15 BC,12000-10-10,infinity,-infinity,NULL}'::date[])
    d;
-- The server's own words, on every day of a long time; the form of dates makes no difference.
SET datestyle = 'SQL, MDY';
SELECT d::date AS differs FROM generate_series(timestamp '1899-12-31', '2101-01-01', '1 day') d
WHERE sen.date_words(d::date) IS DISTINCT FROM to_char(d, 'FMDD FMMonth YYYY')
    OR sen.month_words(d::date) IS DISTINCT FROM to_char(d, 'FMMonth YYYY');
RESET datestyle;

-- Counts -----------------------------------------------------------------------
SELECT n, sen.count_words(n, 'action'), sen.count_words(n, 'child', 'children')
FROM unnest('{0,1,2,-1,1.0,1.00,0.1,1.5,11,101,1097,12345678901234567890,NaN,Infinity,NULL}'::numeric[]) n;
SELECT sen.count_words(2, NULL) IS NULL AND sen.count_words(2, 'child', NULL) IS NULL
       AND sen.count_words(1, NULL, 'children') IS NULL AS null_in_null_out;
SELECT n, sen.in_days(n) FROM unnest('{0,1,2,-1,-2,11,101,2147483647,-2147483648,NULL}'::integer[]) n;

-- Numbers: a comma before each three digits, and no zeros at the end after the point.
SELECT n, sen.number_words(n)
FROM unnest('{0,999,1000,1328,-1328.50,63.0,0.10,100000,12345678901234567890,NaN,Infinity,NULL}'::numeric[]) n;

-- Shares -----------------------------------------------------------------------
SELECT v.part, v.whole, sen.share_words(v.part, v.whole, 'action') AS share,
       sen.share_words(v.part, v.whole, 'child', 'children', 'in school') AS says
FROM (VALUES (5, 12), (1, 1), (0, 1), (0, 3), (3, 3), (0, 0), (1328, 2000), (NULL, 3), (3, NULL)) v (part, whole);
SELECT sen.share_words(1, 2, NULL) IS NULL AS null_without_noun,
       sen.share_words(1, 2, 'action', says => 'late') AS says;

-- Lists ------------------------------------------------------------------------
SELECT sen.list_words('; ', 'a', 'b', 'c') AS three, sen.list_words('; ', NULL, 'b', '', 'c', NULL) AS two,
       sen.list_words('; ', 'a') AS one, sen.list_words('', 'a', 'b') AS without_separator,
       sen.list_words(', ', ' ', 'a') AS a_blank_says_something;
SELECT sen.list_words('; ', NULL, '') IS NULL AND sen.list_words('; ', VARIADIC '{}') IS NULL
       AND sen.list_words(NULL, 'a') IS NULL AND sen.list_words('; ', VARIADIC NULL) IS NULL AS null_if_nothing_is_said;
SELECT sen.list_words(', ', VARIADIC '{{a,b},{c,d}}') AS in_their_order;

-- Percentages --------------------------------------------------------------------
SELECT v.part, v.whole, sen.percent(v.part, v.whole)
FROM (VALUES (1, 3), (2, 3), (1, 1), (0, 7), (7, 0), (0, 0), (3, 2), (-1, 3), (NULL, 3), (3, NULL)) v (part, whole);
-- Halves go away from zero, and no count is too large: 1 of 2,000 is 0.05 percent.
SELECT sen.percent(1, 2000) AS half_up, sen.percent(-1, 2000) AS half_down, sen.percent(5.5, 11) AS fractions,
       sen.percent(9223372036854775807, 9223372036854775806) AS many;
-- Of a proportion: the double precision one is taken by its fifteen digits.
SELECT p, sen.percent(p) FROM unnest('{0,1,0.0825,0.08249,1.5,-0.0825,NULL}'::numeric[]) p;
SELECT p, sen.percent(p) FROM unnest('{0,1,0.0825,0.08249,1.5,-0.0825,0.5555,NaN,NULL}'::double precision[]) p;
-- In words: the digits that the count bears, and no other number than what it is beside.
SELECT v.percent, v.whole, sen.percent_words(v.percent, v.whole)
FROM (VALUES (8.25, NULL), (8.2451, 1322), (63.0, NULL), (63.0, 1000), (25.81, 31), (25.81, 99), (25.81, 100), (0, 31),
             (0.4, 31), (0.4, 100), (0.04, 5000), (99.96, 5000), (99.6, 50), (100, 5000), (-3.44, NULL), (-0.04, NULL),
             (1234.56, NULL), ('NaN', 5), (NULL, 5)) v (percent, whole);
SELECT sen.figure_words(69.98, 'percent', 1000, 70) AS apart, sen.figure_words(69.6, 'percent', 23, NULL, 70) AS few,
       sen.figure_words(70.0, 'percent', 23, 70) AS same, sen.figure_words(69.6, 'percent', 23) AS alone,
       sen.figure_words(99.96, 'percent', 5000, 100) AS over, sen.figure_words(NULL, 'percent') IS NULL AS no_value,
       sen.figure_words(1, NULL) IS NULL AS no_unit;
-- A unit is a plural, and a singular of one.
-- One of each: what differs from English.
SELECT u.many, sen.figure_words(1, u.many) AS differs
FROM (VALUES ('branches', 'branch'), ('dashes', 'dash'), ('classes', 'class'), ('boxes', 'box'), ('houses', 'house'),
             ('cases', 'case'), ('progress', 'progress'), ('pieces of advice', 'piece of advice'),
             ('families a month', 'family a month'), ('people waiting', 'person waiting'), ('per pupil', 'per pupil'))
     u (many, one)
WHERE sen.figure_words(1, u.many) IS DISTINCT FROM '1 ' || u.one;
SELECT u, sen.figure_words(1328, u) AS many, sen.figure_words(1.0, u) AS one, sen.difference_words(1, u) AS difference
FROM unnest('{families,visits a month,open cases,business days,status points,children,young people,percent,GBP,""}'
            ::text[]) u;
SELECT d, sen.difference_words(d, 'percent'), sen.difference_words(d, 'weeks'),
       sen.difference_words(d, 'percent', true) AS bare, sen.difference_words(d, 'weeks', true) AS bare_weeks
FROM unnest('{20.83,1.02,1,-1,0.04,-0.04,0,-3.0,1328.25,NULL}'::numeric[]) d;
SELECT v.a, v.b, v.unit, sen.range_words(v.a, v.b, v.unit)
FROM (VALUES (90, 1120, ' days'), (12.0, 12.0, '%'), (0, 4.50, '%'), (NULL, 1, ''), (1, NULL, ''), (1, 2, NULL))
    v (a, b, unit);
SELECT sen.range_words(3, 1328) AS no_unit, sen.range_words('NaN', 'NaN') AS none;
SELECT v.n, sen.at_most_words(v.n) FROM (VALUES (0), (1), (1328), (NULL)) v (n);
-- The planner puts in its place what it stands for, as of sen.in_days(): neither is called for each row.
CREATE FUNCTION pg_temp.calls(query text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE plan text;
BEGIN
    EXECUTE 'EXPLAIN (VERBOSE, COSTS off, FORMAT json) ' || query INTO plan;
    RETURN plan ~ 'sen\.(percent|in_days)';
END $$;
SELECT pg_temp.calls('SELECT sen.percent(n, n), sen.percent(n / 3.0), sen.percent(n::float8), sen.in_days(n)
                     FROM generate_series(1, 3) n') AS calls_them,
       pg_temp.calls('SELECT sen.month(current_date + n), ''sen.in_days'' FROM generate_series(1, 3) n') AS would_show;
