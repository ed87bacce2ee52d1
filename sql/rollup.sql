-- Room timeliness: summaries merge without loss, in any split, order and plan.
\i sql/include/begin.sql
SET sen_improvement.as_of = '2025-06-30';

-- By hand --------------------------------------------------------------------
SELECT sen.timeliness 'v1' OPERATOR(sen.+) 'v1' AS nothing,
       sen.timeliness 'v1 done{1:1}' OPERATOR(sen.+) 'v1' AS something,
       sen.timeliness 'v1 done{1:1,3:1} open{5:1} unusable{left:1}' OPERATOR(sen.+)
           'v1 done{2:1,3:4} done_excepted{7:1} open_excepted{5:2} left{0:1} unusable{done:1,left:2}' AS all_classes,
       sen.timeliness 'v1 done{-2147483648:1,-1025:1,4096:1}' OPERATOR(sen.+) 'v1 done{-1025:1,-1024:1,4095:1,4096:1,'
       '2147483647:1}' AS far_days;
SELECT sen.rollup(NULL) AS nulls, sen.rollup(s) AS none FROM (SELECT NULL::sen.timeliness AS s WHERE false) e;
SELECT sen.rollup(t::sen.timeliness), sen.rollup(t::sen.timeliness) FILTER (WHERE t LIKE '%open%') AS filtered
FROM unnest(ARRAY['v1 done{1:1}', NULL, 'v1', 'v1 open{4:2}', 'v1 done{1:2} unusable{open:1}']) t;
-- Empty and null groups are empty summaries; DISTINCT would need an order, which summaries do not have.
SELECT la, sen.rollup(s), sen.rollup(s) FILTER (WHERE false) AS none
FROM (VALUES ('343', NULL::sen.timeliness), ('343', NULL), ('344', NULL), ('344', 'v1 done{1:1}')) v (la, s)
GROUP BY GROUPING SETS ((la), ()) ORDER BY la;
SELECT la, sen.rollup(s) FROM (VALUES ('343', sen.timeliness 'v1')) v (la, s) WHERE false GROUP BY la;
SELECT pg_temp.answer($$SELECT sen.rollup(DISTINCT s) FROM (SELECT sen.timeliness 'v1 done{1:1}' AS s) v$$);
-- Distinct summaries first, then: by GROUP BY or SELECT DISTINCT.
SELECT sen.rollup(s)
FROM (SELECT DISTINCT t::sen.timeliness AS s FROM unnest(ARRAY['v1 done{1:1}', 'v1 done{1:1}', 'v1 open{1:1}']) t) d;
-- The counts of one class on one day end at 4294967295, usable or not, dense
-- or far; and a full one is no obstacle to others.
SELECT sen.timeliness 'v1 done{1:4294967294}' OPERATOR(sen.+) 'v1 done{1:1,2:1} open{1:1}' AS just_fits;
SELECT pg_temp.answers(
    $$SELECT sen.timeliness 'v1 done{1:4294967295}' OPERATOR(sen.+) 'v1 done{1:1}'$$,
    $$SELECT sen.timeliness 'v1 done{5000:4294967295}' OPERATOR(sen.+) 'v1 done{5000:1}'$$,
    $$SELECT sen.timeliness 'v1 unusable{left:4294967295}' OPERATOR(sen.+) 'v1 unusable{left:1}'$$,
    $$SELECT sen.rollup(t::sen.timeliness)
      FROM unnest(ARRAY['v1 open{9:4294967295}', 'v1 open{8:1}', 'v1 open{9:1}']) t$$,
    $$SELECT sen.rollup('v1 left{-5000:1073741824}') FROM generate_series(1, 4)$$
);

-- Any split, any order -------------------------------------------------------
-- Every kind of case, in every class; some far away, so that both stores of the working form are used.
\set ECHO none
CREATE TABLE rollup_case AS
SELECT n, CASE n % 3 WHEN 0 THEN '343' WHEN 1 THEN '344' ELSE '345' END AS la,
       CASE WHEN n % 97 = 0 THEN NULL WHEN n % 101 = 0 THEN '-infinity' ELSE date '2020-01-01' + n * 7919 % 2200
       END AS started,
       CASE WHEN n % 5 = 0 THEN NULL WHEN n % 103 = 0 THEN 'infinity' WHEN n % 89 = 0 THEN date '2019-06-01'
            ELSE date '2020-01-01' + (n * 7919 % 2200 + n::bigint * 104729 % 700)::integer END AS finished,
       CASE n % 7 WHEN 0 THEN true WHEN 1 THEN NULL ELSE false END AS exception
FROM generate_series(1, 30000) n;
UPDATE rollup_case SET started = '1980-01-01'::date + n % 5000 WHERE n % 50 = 1;
ANALYZE rollup_case;
\set ECHO all
SELECT sen.timeliness(started, finished, exception) AS whole FROM rollup_case \gset
SELECT md5(:'whole') <> md5('v1') AS not_empty,
       sen.cases(:'whole') = count(*) FILTER (WHERE NOT (started IS NULL AND finished IS NULL)
           AND (started > '2025-06-30' AND isfinite(started)
                AND coalesce(finished > '2025-06-30', true)) IS NOT TRUE) AS counts_the_rows
FROM rollup_case;
SELECT split, sen.rollup(s)::text = :'whole' AS same
FROM (SELECT split, part, sen.timeliness(started, finished, exception) AS s
      FROM rollup_case
      CROSS JOIN LATERAL (VALUES ('authority', la), ('month', sen.month(finished)::text), ('tens', (n % 10)::text),
                          ('thousands', (n / 1000)::text),
           ('one by one', n::text)) v (split, part)
      GROUP BY split, part) p
GROUP BY split ORDER BY split;
SELECT bool_and(s::text = :'whole') AS same
FROM (SELECT sen.rollup(s ORDER BY part) AS s
      FROM (SELECT n % 17 AS part, sen.timeliness(started, finished, exception ORDER BY n DESC) AS s FROM rollup_case
            GROUP BY 1) a
      UNION ALL
      SELECT sen.rollup(s ORDER BY part DESC)
      FROM (SELECT n % 17 AS part, sen.timeliness(started, finished, exception ORDER BY finished) AS s FROM rollup_case
            GROUP BY 1) a) o;
-- Rolled up twice, and by +.
SELECT sen.rollup(q)::text = :'whole' AS same
FROM (SELECT sen.rollup(s) AS q FROM (SELECT la, n % 100 AS part, sen.timeliness(started, finished, exception) AS s
                                      FROM rollup_case GROUP BY 1, 2) p GROUP BY la) r;
SELECT (a OPERATOR(sen.+) b)::text = :'whole' AND (b OPERATOR(sen.+) a)::text = :'whole' AS same
FROM (SELECT sen.timeliness(started, finished, exception) FILTER (WHERE n % 2 = 0) AS a,
      sen.timeliness(started, finished, exception) FILTER (WHERE n % 2 = 1) AS b FROM rollup_case) h;

-- Windows: growing and moving frames give what an aggregate over the frame's rows gives.
SELECT count(*) AS frames,
       count(*) FILTER (WHERE running::text = (SELECT sen.timeliness(c.started, c.finished, c.exception)::text
                                               FROM rollup_case c WHERE c.n <= w.n)) AS running_same,
       count(*) FILTER (WHERE moving::text = (SELECT sen.timeliness(c.started, c.finished, c.exception)::text
                                              FROM rollup_case c WHERE c.n BETWEEN w.n - 5 AND w.n + 2)) AS moving_same
FROM (SELECT n, sen.timeliness(started, finished, exception) OVER (ORDER BY n) AS running,
             sen.timeliness(started, finished,
                            exception) OVER (ORDER BY n ROWS BETWEEN 5 PRECEDING AND 2 FOLLOWING) AS moving
      FROM rollup_case) w WHERE n <= 60;
SELECT month, sen.rollup(s) OVER (ORDER BY month ROWS 2 PRECEDING) AS three_months
FROM (VALUES (date '2025-01-01', sen.timeliness 'v1 done{1:1}'), ('2025-02-01', 'v1 done{2:1}'),
      ('2025-03-01', 'v1 done{3:1}'), ('2025-04-01', 'v1 done{1:4}')) v (month, s);

-- Parallel -------------------------------------------------------------------
\set ECHO none
CREATE FUNCTION pg_temp.plan_contains(query text, words text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    line text;
BEGIN
    FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
        IF position(words IN line) > 0 THEN RETURN true; END IF;
    END LOOP;
    RETURN false;
END $$;
\set ECHO all
SELECT md5(string_agg(la || s::text, ',' ORDER BY la)) AS by_authority
FROM (SELECT la, sen.timeliness(started, finished, exception) AS s FROM rollup_case GROUP BY la) g \gset
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
SET parallel_leader_participation = off;
\set query 'SELECT sen.timeliness(started, finished, exception) AS got FROM rollup_case'
SELECT pg_temp.plan_contains(:'query', 'Gather') AS gathers,
       pg_temp.plan_contains(:'query', 'Partial Aggregate') AS in_parts;
:query \gset
SELECT :'got' = :'whole' AS same;
\set query 'SELECT sen.timeliness(started, finished, exception, \'2025-06-30\') AS got FROM rollup_case'
SELECT pg_temp.plan_contains(:'query', 'Partial Aggregate') AS in_parts;
:query \gset
SELECT :'got' = :'whole' AS same;
\set query 'SELECT sen.timeliness(started, finished) AS got FROM rollup_case WHERE n % 2 = 0'
SELECT pg_temp.plan_contains(:'query', 'Partial Aggregate') AS in_parts;
:query \gset
SELECT :'got' = t AS same FROM (SELECT sen.timeliness(started, finished, NULL)::text AS t
                                FROM (SELECT * FROM rollup_case WHERE n % 2 = 0 OFFSET 0) c) s;
-- The measures may be used inside of a worker, too.
\set query 'SELECT count(*) AS got FROM rollup_case WHERE sen.within(sen.timeliness_plus(\'v1 done{1:1}\', \'v1 done{140:1}\'), n % 200) = 2'
SELECT pg_temp.plan_contains(:'query', 'Partial Aggregate') AS in_parts;
-- 60 of every 200 are 140 to 199.
:query \gset
SELECT :got AS rows_counted;
CREATE TABLE rollup_part AS SELECT n % 500 AS part, sen.timeliness(started, finished, exception) AS s FROM rollup_case
    GROUP BY 1;
ANALYZE rollup_part;
\set query 'SELECT sen.rollup(s) AS got FROM rollup_part'
SELECT pg_temp.plan_contains(:'query', 'Partial Aggregate') AS in_parts;
:query \gset
SELECT :'got' = :'whole' AS same;
-- No rows at all, and workers without rows.
\set query 'SELECT sen.timeliness(started, finished, exception) AS got FROM rollup_case WHERE abs(n) < 0'
SELECT pg_temp.plan_contains(:'query', 'Partial Aggregate') AS in_parts;
:query;
-- An error in a worker arrives, and nothing else happens.
\set VERBOSITY sqlstate
SELECT sen.timeliness(started, finished, exception, CASE WHEN n < 20000 THEN date '2025-06-30' END) FROM rollup_case;
\set VERBOSITY default

-- Partitions, each aggregated by itself.
CREATE TABLE rollup_partitioned (LIKE rollup_case) PARTITION BY LIST (la);
CREATE TABLE rollup_partition_343 PARTITION OF rollup_partitioned FOR VALUES IN ('343');
CREATE TABLE rollup_partition_344 PARTITION OF rollup_partitioned FOR VALUES IN ('344');
CREATE TABLE rollup_partition_345 PARTITION OF rollup_partitioned FOR VALUES IN ('345');
INSERT INTO rollup_partitioned SELECT * FROM rollup_case;
ANALYZE rollup_partitioned;
SET enable_partitionwise_aggregate = on;
\set query 'SELECT sen.timeliness(started, finished, exception) AS got FROM rollup_partitioned'
SELECT pg_temp.plan_contains(:'query', 'Partial Aggregate') AS in_parts,
       pg_temp.plan_contains(:'query', 'Append') AS over_partitions;
:query \gset
SELECT :'got' = :'whole' AS same;
\set query 'SELECT la, sen.timeliness(started, finished, exception) AS s FROM rollup_partitioned GROUP BY la'
SELECT pg_temp.plan_contains(:'query', 'Append') AS over_partitions;
SELECT md5(string_agg(la || s::text, ',' ORDER BY la)) = :'by_authority' AS same FROM (:query) g;
SET max_parallel_workers_per_gather = 0;
\set query 'SELECT n % 2 AS half, sen.timeliness(started, finished, exception) AS s FROM rollup_partitioned GROUP BY 1'
SELECT sen.rollup(s)::text = :'whole' AS same FROM (:query) g;
-- Hashed groups that do not fit into memory go to disk and come back.
SET work_mem = '64kB';
SET enable_sort = off;
SELECT sen.rollup(s)::text = :'whole' AS same
FROM (SELECT n % 5000 AS part, sen.timeliness(started, finished, exception) AS s FROM rollup_case GROUP BY 1) g;
RESET ALL;

-- A summary per month, stored and rolled up later, as over a materialised view.
SET sen_improvement.as_of = '2025-06-30';
CREATE MATERIALIZED VIEW rollup_month AS SELECT sen.month(coalesce(finished, started)) AS month,
    sen.timeliness(started, finished, exception, '2025-06-30') AS s FROM rollup_case GROUP BY 1;
SELECT sen.rollup(s)::text = :'whole' AS same FROM rollup_month;
-- Fixed by its argument, it does not change with the day of the report; refreshed, neither.
SET sen_improvement.as_of = '2026-01-01';
REFRESH MATERIALIZED VIEW rollup_month;
SELECT sen.rollup(s)::text = :'whole' AS same FROM rollup_month;
DROP MATERIALIZED VIEW rollup_month;
DROP TABLE rollup_case, rollup_part, rollup_partitioned;
