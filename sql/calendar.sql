-- Room calendar: today as reports see it, and the periods they group by.
\i sql/include/begin.sql

-- Periods --------------------------------------------------------------------
-- What should come out was taken from a wall calendar; a row below is a difference.
SELECT v.*, sen.month(day), sen.quarter(day), sen.calendar_year(day), sen.academic_year(day), sen.financial_year(day)
FROM (VALUES
    (date '2025-01-01', date '2025-01-01', date '2025-01-01', date '2025-01-01', date '2024-09-01', date '2024-04-01'),
    ('2024-02-29', '2024-02-01', '2024-01-01', '2024-01-01', '2023-09-01', '2023-04-01'),
    ('2025-03-31', '2025-03-01', '2025-01-01', '2025-01-01', '2024-09-01', '2024-04-01'),
    ('2025-04-01', '2025-04-01', '2025-04-01', '2025-01-01', '2024-09-01', '2025-04-01'),
    ('2025-06-30', '2025-06-01', '2025-04-01', '2025-01-01', '2024-09-01', '2025-04-01'),
    ('2025-07-01', '2025-07-01', '2025-07-01', '2025-01-01', '2024-09-01', '2025-04-01'),
    ('2025-08-31', '2025-08-01', '2025-07-01', '2025-01-01', '2024-09-01', '2025-04-01'),
    ('2025-09-01', '2025-09-01', '2025-07-01', '2025-01-01', '2025-09-01', '2025-04-01'),
    ('2025-09-30', '2025-09-01', '2025-07-01', '2025-01-01', '2025-09-01', '2025-04-01'),
    ('2025-10-01', '2025-10-01', '2025-10-01', '2025-01-01', '2025-09-01', '2025-04-01'),
    ('2025-12-31', '2025-12-01', '2025-10-01', '2025-01-01', '2025-09-01', '2025-04-01'),
    ('1999-12-31', '1999-12-01', '1999-10-01', '1999-01-01', '1999-09-01', '1999-04-01'),
    ('1900-02-28', '1900-02-01', '1900-01-01', '1900-01-01', '1899-09-01', '1899-04-01'),
    ('0001-01-01', '0001-01-01', '0001-01-01', '0001-01-01', '0001-09-01 BC', '0001-04-01 BC'),
    ('0001-02-29 BC', '0001-02-01 BC', '0001-01-01 BC', '0001-01-01 BC', '0002-09-01 BC', '0002-04-01 BC'),
    ('5874897-12-31', '5874897-12-01', '5874897-10-01', '5874897-01-01', '5874897-09-01', '5874897-04-01'),
    ('4713-12-31 BC', '4713-12-01 BC', '4713-10-01 BC', '4713-01-01 BC', '4713-09-01 BC', '4713-04-01 BC'),
    ('infinity', 'infinity', 'infinity', 'infinity', 'infinity', 'infinity'),
    ('-infinity', '-infinity', '-infinity', '-infinity', '-infinity', '-infinity'),
    (NULL, NULL, NULL, NULL, NULL, NULL)
) v (day, month, quarter, calendar_year, academic_year, financial_year)
WHERE (sen.month(day), sen.quarter(day), sen.calendar_year(day), sen.academic_year(day), sen.financial_year(day))
      IS DISTINCT FROM (v.month, v.quarter, v.calendar_year, v.academic_year, v.financial_year);

-- The first dates that PostgreSQL has: a period that begins before them is an error, the next one is not.
SELECT pg_temp.answer($$SELECT sen.month('4714-11-24 BC')$$);
SELECT sen.month('4714-12-31 BC');
SELECT pg_temp.answer($$SELECT sen.quarter('4714-12-31 BC')$$);
SELECT sen.quarter('4713-01-01 BC');
SELECT pg_temp.answer($$SELECT sen.calendar_year('4714-12-31 BC')$$);
SELECT sen.calendar_year('4713-01-01 BC');
SELECT pg_temp.answer($$SELECT sen.academic_year('4713-08-31 BC')$$);
SELECT sen.academic_year('4713-09-01 BC');
SELECT pg_temp.answer($$SELECT sen.financial_year('4713-03-31 BC')$$);
SELECT sen.financial_year('4713-04-01 BC');

-- Labels ---------------------------------------------------------------------
SELECT v.*, sen.quarter_label(day), sen.academic_year_label(day), sen.financial_year_label(day)
FROM (VALUES
    (date '2025-01-01', '2025 Q1', '2024/25', '2024-25'),
    ('2025-03-31', '2025 Q1', '2024/25', '2024-25'),
    ('2025-04-01', '2025 Q2', '2024/25', '2025-26'),
    ('2025-06-30', '2025 Q2', '2024/25', '2025-26'),
    ('2025-07-01', '2025 Q3', '2024/25', '2025-26'),
    ('2025-08-31', '2025 Q3', '2024/25', '2025-26'),
    ('2025-09-01', '2025 Q3', '2025/26', '2025-26'),
    ('2025-10-01', '2025 Q4', '2025/26', '2025-26'),
    ('2025-12-31', '2025 Q4', '2025/26', '2025-26'),
    ('1999-09-01', '1999 Q3', '1999/00', '1999-00'),
    ('2000-03-31', '2000 Q1', '1999/00', '1999-00'),
    ('2009-12-31', '2009 Q4', '2009/10', '2009-10'),
    ('5874897-12-31', '5874897 Q4', '5874897/98', '5874897-98'),
    ('infinity', 'infinity', 'infinity', 'infinity'),
    ('-infinity', '-infinity', '-infinity', '-infinity'),
    (NULL, NULL, NULL, NULL)
) v (day, quarter, academic_year, financial_year)
WHERE (sen.quarter_label(day), sen.academic_year_label(day), sen.financial_year_label(day))
      IS DISTINCT FROM (v.quarter, v.academic_year, v.financial_year);
-- Unlike the periods, a label never fails: not even where the year began before the first date.
SELECT d AS day, sen.quarter_label(d) IS NOT NULL AND sen.academic_year_label(d) IS NOT NULL
       AND sen.financial_year_label(d) IS NOT NULL AS has_labels
FROM unnest('{4714-11-24 BC,0001-12-31 BC}'::date[]) d;

-- Today ----------------------------------------------------------------------
SELECT sen.today() = current_date AS is_current_date;
SHOW sen_improvement.as_of;
-- Not set, it is the current date of the session's time zone: these two are always on different days.
SET timezone = 'Etc/GMT+12';
SELECT sen.today() = current_date AS is_current_date, sen.today() AS west \gset
SELECT sen.today() = current_date AS is_current_date;
SET timezone = 'Pacific/Kiritimati';
SELECT sen.today() = current_date AS is_current_date, sen.today() > :'west' AS further_east_it_is_later;
RESET timezone;

SET sen_improvement.as_of = '2024-02-29';
SELECT sen.today();
-- The text of the setting means the same day whatever DateStyle says.
SET datestyle = 'SQL, DMY';
SET sen_improvement.as_of = '2024-03-04';
SELECT extract(day FROM sen.today()) AS day, extract(month FROM sen.today()) AS month;
SET datestyle = 'ISO, YMD';
SET sen_improvement.as_of = '0001-01-01';
SELECT sen.today();
SET sen_improvement.as_of = '9999-12-31';
SELECT sen.today();

-- A refused value leaves the one before.
SELECT pg_temp.answers_with('SET sen_improvement.as_of = %L',
    '2023-02-29', '1900-02-29', '2025-04-31', '2025-13-01', '2025-00-01', '2025-01-00', '2025-01-32', '0000-01-01',
    '2025-1-1', '20251231',
    '31-12-2025', '2025/12/31', '2025-12-31 ', ' 2025-12-31', '2025-12-31 00:00', '-025-12-31', '+025-12-31',
    '2025-12-3x', 'infinity', 'today', ' ');
SELECT pg_temp.answer($$SET sen_improvement.as_of = 0$$);
SELECT sen.today();

-- Empty and RESET both mean the current date again.
SET sen_improvement.as_of = '';
SELECT sen.today() = current_date AS is_current_date;
SET sen_improvement.as_of = '2024-02-29';
RESET sen_improvement.as_of;
SELECT sen.today() = current_date AS is_current_date;
SET sen_improvement.as_of = '2024-02-29';
SET sen_improvement.as_of TO DEFAULT;
SELECT sen.today() = current_date AS is_current_date;

-- It obeys transactions, functions and savepoints as any setting does.
BEGIN;
SET LOCAL sen_improvement.as_of = '2020-01-01';
SAVEPOINT s;
SET LOCAL sen_improvement.as_of = '2021-01-01';
SELECT sen.today();
ROLLBACK TO s;
SELECT sen.today();
COMMIT;
SELECT sen.today() = current_date AS is_current_date;
BEGIN;
SET sen_improvement.as_of = '2020-01-01';
ROLLBACK;
SELECT sen.today() = current_date AS is_current_date;
CREATE FUNCTION pg_temp.today_of_2019() RETURNS date LANGUAGE plpgsql
    SET sen_improvement.as_of = '2019-06-01' AS 'BEGIN RETURN sen.today(); END';
SELECT pg_temp.today_of_2019(), sen.today() = current_date AS is_current_date;

-- Misspelt, it is an error, so that nobody believes to have set it.
SELECT pg_temp.answer($$SET sen_improvement.asof = '2025-12-31'$$);

-- A new session knows nothing of the setting until the library is loaded: what was set is taken then,
-- and what is wrong is reported then.
\c -
\set SHOW_CONTEXT never
SET datestyle = 'ISO, YMD';
SET sen_improvement.as_of = '2024-02-29';
SELECT sen.today();
\c -
\set SHOW_CONTEXT never
SET datestyle = 'ISO, YMD';
SET sen_improvement.as_of = '2023-02-29';
SET sen_improvement.asof = '2024-02-29';
SELECT sen.month('2024-02-29');
RESET sen_improvement.asof;
SELECT sen.today();
\echo :LAST_ERROR_SQLSTATE
-- A report does not stand on the wrong day for that; set right or emptied, all is well again.
SELECT sen.timeliness('2025-01-01', '2025-01-02');
SELECT sen.days_left('final_plan', '2024-09-02');
SET sen_improvement.as_of = '2024-02-29';
SELECT sen.today();
RESET sen_improvement.as_of;
SELECT sen.today() = current_date AS is_current_date;
\c -
\set SHOW_CONTEXT never
SET sen_improvement.as_of = 'rubbish';
SELECT sen.today();
SET sen_improvement.as_of = '';
SELECT sen.today() = current_date AS is_current_date;

-- Parallel workers stand on the same day. The rows are many enough for a parallel plan, whatever it costs.
\c -
\set SHOW_CONTEXT never
\set ECHO none
CREATE TABLE calendar_day AS SELECT date '2024-01-01' + n % 400 AS day FROM generate_series(0, 19999) n;
ANALYZE calendar_day;
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
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
SET parallel_leader_participation = off;
SET sen_improvement.as_of = '2024-01-31';
\set query 'SELECT count(*), bool_and(sen.academic_year(day) < sen.today()) FROM calendar_day WHERE sen.month(day) <= sen.today()'
SELECT pg_temp.plan_contains(:'query', 'Gather') AS is_parallel;
-- 31 of 400 days: 50 rounds of 400 are in 20000 rows.
:query;
DROP TABLE calendar_day;
