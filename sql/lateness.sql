-- Room timeliness: days counted from a due date, and cases that left before finishing.
-- Which case counts as what by start and finish alone is in timeliness.sql.
\i sql/include/begin.sql
SET sen_improvement.as_of = '2025-06-30';

-- Lateness: which case counts as what ----------------------------------------
-- As on 30 June 2025; a row below is a difference.
SELECT v.*, s FROM (VALUES
    -- Early, on the day, late.
    (date '2025-06-10', date '2025-06-08', 'v1 done{-2:1}'),
    ('2025-06-10', '2025-06-10', 'v1 done{0:1}'),
    ('2025-06-10', '2025-06-11', 'v1 done{1:1}'),
    ('2025-07-10', '2025-06-30', 'v1 done{-10:1}'),
    ('2024-03-01', '2024-02-28', 'v1 done{-2:1}'),
    -- Open: overdue, due today, not yet due.
    ('2025-06-10', NULL, 'v1 open{20:1}'),
    ('2025-06-30', NULL, 'v1 open{0:1}'),
    ('2025-07-10', NULL, 'v1 open{-10:1}'),
    -- Finished after the day of the report, or never: open.
    ('2025-06-10', '2025-07-01', 'v1 open{20:1}'),
    ('2025-07-10', '2025-07-01', 'v1 open{-10:1}'),
    ('2025-06-10', 'infinity', 'v1 open{20:1}'),
    -- Without a number of days.
    (NULL, '2025-06-30', 'v1 unusable{done:1}'),
    ('infinity', '2025-06-30', 'v1 unusable{done:1}'),
    ('-infinity', '2025-06-30', 'v1 unusable{done:1}'),
    ('2025-06-10', '-infinity', 'v1 unusable{done:1}'),
    (NULL, '2025-07-01', 'v1 unusable{open:1}'),
    (NULL, 'infinity', 'v1 unusable{open:1}'),
    ('infinity', NULL, 'v1 unusable{open:1}'),
    ('-infinity', NULL, 'v1 unusable{open:1}'),
    -- No case.
    (NULL, NULL, 'v1'),
    -- 300 years apart, either way, and as far as dates go.
    ('1725-06-30', '2025-06-30', 'v1 done{109573:1}'),
    ('2325-06-30', '2025-06-30', 'v1 done{-109572:1}'),
    ('2325-06-30', NULL, 'v1 open{-109572:1}'),
    ('5874897-12-31', '4714-11-24 BC', 'v1 done{' || date '4714-11-24 BC' - date '5874897-12-31' || ':1}')
) v (due, finished, expected)
CROSS JOIN LATERAL (SELECT sen.lateness(c.due, c.finished) AS s FROM (VALUES (v.due, v.finished)) c (due, finished)) t
WHERE s::text IS DISTINCT FROM expected;

-- The exception moves a case to the other class; null is no exception.
SELECT exception, sen.lateness(due, finished, exception)
FROM (VALUES (date '2025-06-10', date '2025-06-08'), ('2025-07-10', NULL), (NULL, '2025-06-30'), (NULL, '2025-07-01'),
      (NULL, NULL)) c (due, finished)
CROSS JOIN (VALUES (true), (false), (NULL)) e (exception)
GROUP BY exception ORDER BY exception;

-- The day given instead of today; each row may have its own.
SELECT as_of, sen.lateness(due, finished, false, as_of)
FROM (VALUES (date '2025-06-10', date '2025-06-08'), ('2025-06-10', NULL), (NULL, '2025-06-08')) c (due, finished)
CROSS JOIN (VALUES (date '2025-06-07'), ('2025-06-08'), ('2025-06-10'), ('2025-06-11')) d (as_of)
GROUP BY as_of ORDER BY as_of;
SELECT pg_temp.answers(
    $$SELECT sen.lateness('2025-06-10', '2025-06-08', false, NULL)$$,
    $$SELECT sen.lateness('2025-06-10', NULL, false, 'infinity')$$,
    $$SELECT sen.lateness('2025-06-10', NULL, false, '-infinity')$$
);
SELECT sen.lateness(NULL, NULL, false, NULL) AS no_case;

-- Left: which case counts as what --------------------------------------------
SELECT v.*, s FROM (VALUES
    -- Left before, on and after the day of finishing.
    (date '2025-01-01', date '2025-01-11', date '2025-01-10', 'v1 left{9:1}'),
    ('2025-01-01', '2025-01-11', '2025-01-11', 'v1 done{10:1}'),
    ('2025-01-01', '2025-01-11', '2025-01-12', 'v1 done{10:1}'),
    ('2025-01-01', '2025-01-11', NULL, 'v1 done{10:1}'),
    -- Left, and never finished, or only after the report.
    ('2025-01-01', NULL, '2025-01-10', 'v1 left{9:1}'),
    ('2025-01-01', NULL, '2025-01-01', 'v1 left{0:1}'),
    ('2025-01-01', NULL, '2025-06-30', 'v1 left{180:1}'),
    ('2025-01-01', '2025-07-01', '2025-06-30', 'v1 left{180:1}'),
    ('2025-01-01', 'infinity', '2025-06-30', 'v1 left{180:1}'),
    -- Not yet left.
    ('2025-01-01', NULL, '2025-07-01', 'v1 open{180:1}'),
    ('2025-01-01', '2025-07-02', '2025-07-01', 'v1 open{180:1}'),
    ('2025-01-01', '2025-01-11', '2025-07-01', 'v1 done{10:1}'),
    ('2025-01-01', NULL, 'infinity', 'v1 open{180:1}'),
    ('2025-01-01', '2025-01-11', 'infinity', 'v1 done{10:1}'),
    -- Neither.
    ('2025-01-01', NULL, NULL, 'v1 open{180:1}'),
    ('2025-07-01', NULL, NULL, 'v1'),
    ('2025-07-01', '2025-07-03', '2025-07-02', 'v1'),
    (NULL, NULL, NULL, 'v1'),
    -- Without a number of days: left before the start, start unknown, left for ever ago.
    ('2025-01-01', NULL, '2024-12-31', 'v1 unusable{left:1}'),
    ('2025-07-01', NULL, '2025-06-30', 'v1 unusable{left:1}'),
    ('2025-01-01', '2025-01-11', '2024-12-31', 'v1 unusable{left:1}'),
    ('2025-01-01', '2024-12-30', '2024-12-31', 'v1 unusable{done:1}'),
    (NULL, NULL, '2025-01-10', 'v1 unusable{left:1}'),
    (NULL, '2025-01-11', '2025-01-10', 'v1 unusable{left:1}'),
    (NULL, '2025-01-11', '2025-01-11', 'v1 unusable{done:1}'),
    (NULL, NULL, '2025-07-01', 'v1 unusable{open:1}'),
    (NULL, NULL, 'infinity', 'v1 unusable{open:1}'),
    ('infinity', NULL, '2025-01-10', 'v1 unusable{left:1}'),
    ('-infinity', NULL, '2025-01-10', 'v1 unusable{left:1}'),
    ('2025-01-01', NULL, '-infinity', 'v1 unusable{left:1}'),
    ('2025-01-01', '2025-01-11', '-infinity', 'v1 unusable{left:1}'),
    ('2025-01-01', '-infinity', '-infinity', 'v1 unusable{done:1}'),
    -- 300 years.
    ('1725-06-30', NULL, '2025-06-30', 'v1 left{109573:1}')
) v (started, finished, left_on, expected)
CROSS JOIN LATERAL (SELECT sen.timeliness(c.started, c.finished, false, c.left_on, '2025-06-30') AS s
                    FROM (VALUES (v.started, v.finished, v.left_on)) c (started, finished, left_on)) t
WHERE s::text IS DISTINCT FROM expected;

-- A case that left is in one class, under an exception or not; null is no exception.
SELECT exception, sen.timeliness(started, finished, exception, left_on, '2025-06-30')
FROM (VALUES (date '2025-01-01', date '2025-01-11', NULL::date), ('2025-01-01', NULL, NULL),
      ('2025-01-01', NULL, '2025-01-10'), (NULL, NULL, '2025-01-10'), (NULL, NULL, NULL)) c (started, finished, left_on)
CROSS JOIN (VALUES (true), (false), (NULL)) e (exception)
GROUP BY exception ORDER BY exception;
-- As each day saw it: open, then left, and left it stays.
SELECT as_of, sen.timeliness('2025-01-01', '2025-01-21', false, '2025-01-11', as_of)
FROM (VALUES (date '2024-12-31'), ('2025-01-01'), ('2025-01-10'), ('2025-01-11'), ('2025-01-12'),
      ('2025-02-01')) d (as_of)
GROUP BY as_of ORDER BY as_of;
SELECT pg_temp.answers(
    $$SELECT sen.timeliness('2025-01-01', NULL, false, '2025-01-11', NULL)$$,
    $$SELECT sen.timeliness(NULL, NULL, false, '2025-01-11', NULL)$$,
    $$SELECT sen.timeliness('2025-01-01', NULL, false, '2025-01-11', 'infinity')$$,
    $$SELECT sen.timeliness('2025-01-01', NULL, false, '2025-01-11', '-infinity')$$
);
-- A row that is no case does not need a day.
SELECT sen.timeliness(NULL, NULL, true, NULL, NULL) AS no_case;

-- As aggregates: nothing, null, FILTER, DISTINCT, ORDER BY, GROUP BY, windows --
CREATE TABLE lateness_case (la text, started date, due date, finished date, left_on date, exception boolean);
SELECT sen.lateness(due, finished) AS two, sen.lateness(due, finished, exception) AS three,
       sen.lateness(due, finished, exception, '2025-06-30') AS four,
       sen.timeliness(started, finished, exception, left_on, '2025-06-30') AS five FROM lateness_case;
SELECT la, sen.lateness(due, finished), sen.timeliness(started, finished, exception, left_on, '2025-06-30')
FROM lateness_case GROUP BY la;
INSERT INTO lateness_case VALUES
    ('344', '2025-01-01', '2025-05-21', '2025-05-20', NULL, false),
    ('344', '2025-01-01', '2025-05-21', '2025-05-20', NULL, false),
    ('344', '2025-01-01', '2025-05-21', NULL, '2025-02-01', NULL),
    ('344', '2025-03-01', '2025-07-19', NULL, NULL, NULL), ('344', NULL, NULL, '2025-05-20', '2025-05-19', true),
    ('343', '2025-01-01', '2025-05-21', '2025-06-20', '2025-06-21', true), ('343', NULL, NULL, NULL, NULL, NULL);
SELECT la, sen.lateness(due, finished, exception) AS plain,
       sen.lateness(due, finished, exception) FILTER (WHERE finished IS NOT NULL) AS filtered,
       sen.lateness(DISTINCT due, finished, exception) AS distinct_ones,
       sen.lateness(due, finished, exception ORDER BY finished DESC) AS ordered,
       sen.lateness(due, finished, exception) FILTER (WHERE false) AS none
FROM lateness_case GROUP BY GROUPING SETS ((la), ()) ORDER BY la;
SELECT la, sen.timeliness(started, finished, exception, left_on, '2025-06-30') AS plain,
       sen.timeliness(started, finished, exception, left_on,
                      '2025-06-30') FILTER (WHERE left_on IS NOT NULL) AS filtered,
       sen.timeliness(DISTINCT started, finished, exception, left_on, '2025-06-30') AS distinct_ones,
       sen.timeliness(started, finished, exception, left_on, '2025-06-30' ORDER BY left_on) AS ordered,
       sen.timeliness(started, finished, exception, left_on, '2025-06-30') FILTER (WHERE false) AS none
FROM lateness_case GROUP BY GROUPING SETS ((la), ()) ORDER BY la;
SELECT sen.lateness(NULL, NULL) AS lateness, sen.timeliness(NULL, NULL, NULL, NULL, '2025-06-30') AS timeliness
FROM generate_series(1, 3);
SELECT la, sen.lateness(due, finished) OVER w AS running,
       sen.timeliness(started, finished, exception, left_on, '2025-06-30') OVER w AS running_left
FROM lateness_case
WHERE la = '344' WINDOW w AS (ORDER BY started, due, finished, left_on ROWS BETWEEN 1 PRECEDING AND CURRENT ROW);
-- The two and three argument forms stand on sen.today().
SET sen_improvement.as_of = '2025-05-19';
SELECT sen.lateness(due, finished) AS two, sen.lateness(due, finished, exception) AS three,
       sen.lateness(due, finished, exception, '2025-05-19') AS four FROM lateness_case;
RESET sen_improvement.as_of;
-- Only an aggregate may call the transition functions.
SELECT pg_temp.answers(
    $$SELECT sen._lateness_accum(NULL, '2025-01-01', '2025-02-01')$$,
    $$SELECT sen._timeliness_accum(NULL, '2025-01-01', '2025-02-01', false, NULL, '2025-06-30')$$
);
DROP TABLE lateness_case;
