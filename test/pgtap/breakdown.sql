-- Breakdowns by need, age and phase of school: counted another way, and what readers see of them. Whether a hidden
-- number
-- can be worked out is asked of every small table.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SELECT no_plan();
\set programme brk
\ir ../fixtures/ready_programme.sql
SET LOCAL search_path = brk, public;
SET LOCAL sen_improvement.as_of = '2025-12-31';

-- 600 requests of two authorities: plans in and out of time, refusals; needs, months of birth, bands, phases, and some
-- of which nothing is recorded.
INSERT INTO ehc_request (local_authority, request_ref, received_on, request_outcome, request_outcome_on,
                         assessment_outcome, assessment_outcome_on, week20)
SELECT CASE WHEN n % 3 = 0 THEN '343' ELSE '344' END, 'R' || n, r.received_on,
       CASE WHEN n % 10 = 7 THEN 'N' ELSE 'Y' END, r.received_on + 30 + n % 25,
       CASE WHEN n % 10 = 7 THEN NULL WHEN n % 10 = 3 THEN 'N' ELSE 'Y' END,
       CASE WHEN n % 10 <> 7 THEN r.received_on + 90 + (n * 37) % 120 END, n % 11 = 0
FROM generate_series(1, 600) n CROSS JOIN LATERAL (SELECT date '2023-06-01' + (n * 53) % 700 AS received_on) r;
INSERT INTO case_characteristic (local_authority, request_ref, primary_need, birth_month, age_band, school_phase)
SELECT r.local_authority, r.request_ref, (ARRAY['ASD', 'ASD', 'SEMH', 'SLCN', 'DS', NULL])[1 + n % 6],
       CASE WHEN n % 7 > 1 THEN date_trunc('month', r.received_on - (n * 97) % 9000 - 200)::date END,
       CASE WHEN n % 7 = 1 THEN '5 to 10' END, CASE WHEN n % 13 = 1 THEN 'early years' END
FROM ehc_request r CROSS JOIN LATERAL (SELECT substr(r.request_ref, 2)::integer AS n) n
WHERE n % 9 > 0 AND r.received_on > '1990-01-01'::date + 9300;

-- The same, counted from the tables: a plan or a refusal counts in the year in which it was finished. Ages by the day:
-- years between two days, and the number of birthdays by 31 August.
CREATE TEMPORARY TABLE told AS
SELECT r.local_authority, v.definition, extract(year FROM v.done_on)::integer AS year,
       v.done_on <= r.received_on + v.days AS in_time,
       coalesce(r.week20, false) AND v.definition = 'plans_in_20_weeks' AS has_exception, k.primary_need AS need,
       coalesce(k.age_band, (SELECT b.age_band FROM age_band b
                             WHERE date_part('year', age(r.received_on, k.birth_month)) BETWEEN b.from_age
                             AND b.to_age))
           AS age,
       coalesce(k.school_phase, (
           SELECT CASE WHEN birthdays < 4 THEN 'early years' WHEN birthdays < 11 THEN 'primary'
                       WHEN birthdays < 16 THEN 'secondary' WHEN birthdays < 26 THEN 'post-16' END
           FROM (SELECT count(*) AS birthdays
                 FROM generate_series(k.birth_month + interval '1 year', (
                     SELECT max(d) FROM (VALUES (make_date(extract(year FROM r.received_on)::integer, 8, 31)),
                                                (make_date(extract(year FROM r.received_on)::integer - 1, 8, 31))) s (d)
                     WHERE d < r.received_on), interval '1 year')) b
           WHERE k.birth_month IS NOT NULL)) AS phase
FROM ehc_request r
LEFT JOIN case_characteristic k USING (local_authority, request_ref)
CROSS JOIN LATERAL (VALUES ('decisions_in_6_weeks', r.request_outcome_on, 42),
                    ('plans_in_20_weeks', CASE r.assessment_outcome WHEN 'Y' THEN r.assessment_outcome_on END, 140),
                    ('no_plan_decisions_in_16_weeks', CASE r.assessment_outcome WHEN 'N'
                                                           THEN r.assessment_outcome_on END, 112))
    v (definition, done_on,
                                                               days)
WHERE v.done_on <= '2025-12-31';
SELECT results_eq(
    $$SELECT definition, local_authority, year::integer, breakdown, word, finished, in_time, finished_excluding,
             in_time_excluding
      FROM breakdown_by_year WHERE finished > 0 ORDER BY 1, 2, 3, 4, 5$$,
    $$SELECT t.definition, t.local_authority, t.year, w.breakdown, w.word, count(*), count(*) FILTER (WHERE t.in_time),
             count(*) FILTER (WHERE NOT t.has_exception), count(*) FILTER (WHERE t.in_time AND NOT t.has_exception)
      FROM told t CROSS JOIN LATERAL (VALUES ('need', t.need), ('age', t.age), ('phase', t.phase)) w (breakdown, word)
      GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5$$, 'each breakdown is what is counted another way');
SELECT cmp_ok((SELECT count(DISTINCT (t.need, t.age, t.phase)) FROM told t), '>', 20::bigint, 'of many kinds of cases');
SELECT is_empty($$SELECT definition, local_authority, year, breakdown FROM breakdown_by_year b
                  GROUP BY 1, 2, 3, 4 HAVING (sum(finished), sum(in_time)) <> (
                      SELECT c.finished, c.in_time FROM compliance_by_year c WHERE c.definition = b.definition
                      AND c.local_authority = b.local_authority AND c.year = b.year)$$,
                'and adds up to what compliance_by_year shows');
SELECT is((SELECT count(DISTINCT word) FROM breakdown_by_year WHERE breakdown = 'need'), 13::bigint,
          'also the words without a case have a row');

-- Who is at a border: born on any day of August, a child is of the year before one born in September.
INSERT INTO ehc_request (local_authority, request_ref, received_on, request_outcome, request_outcome_on)
VALUES ('999', 'a', '2025-08-31', 'N', '2025-09-10'), ('999', 'b', '2025-09-01', 'N', '2025-09-10'),
    ('999', 'c', '2025-09-01', 'N', '2025-09-10');
INSERT INTO case_characteristic (local_authority, request_ref, birth_month)
VALUES ('999', 'a', '2014-08-01'), ('999', 'b', '2014-08-01'), ('999', 'c', '2014-09-01');
SELECT results_eq($$SELECT breakdown, word, finished FROM breakdown_by_year
                    WHERE local_authority = '999' AND finished > 0
                    AND breakdown <> 'need' AND definition = 'decisions_in_6_weeks' ORDER BY 1, 2$$,
                  $$VALUES ('age', '11 to 15', 3::bigint), ('phase', 'primary', 2), ('phase', 'secondary', 1)$$,
                  'a school year begins on 1 September');

UPDATE case_characteristic SET birth_month = '2025-10-01' WHERE local_authority = '999' AND request_ref = 'a';
SELECT results_eq($$SELECT finding, severity, how_many FROM data_quality
                    WHERE subject = 'characteristics for authority 999'$$,
                  $$VALUES ('born after the request was received', 'error', 1::bigint)$$,
                  'a child cannot be born later');
SELECT results_eq($$SELECT breakdown, finished FROM breakdown_by_year WHERE local_authority = '999' AND word IS NULL
                    AND definition = 'decisions_in_6_weeks' ORDER BY 1$$,
                  $$VALUES ('age', 1::bigint), ('need', 3), ('phase', 1)$$, 'and is of no age then');

-- What readers see.
SELECT results_eq($$SELECT word, meaning, year, breakdown FROM breakdown_guarded$$,
                  $$SELECT word, meaning, year, breakdown FROM breakdown_by_year$$, 'the same rows');
SELECT is_empty($$SELECT g.word FROM breakdown_guarded g JOIN breakdown_by_year b
                  ON (b.definition, b.local_authority, b.year, b.breakdown) = (g.definition, g.local_authority, g.year,
                                                                              g.breakdown)
                  AND b.word IS NOT DISTINCT FROM g.word
                  WHERE CASE WHEN g.is_hidden THEN num_nonnulls(g.finished, g.in_time, g.percent_in_time) > 0
                             ELSE (g.finished, g.in_time) <> (b.finished, b.in_time)
                                 OR g.percent_in_time IS DISTINCT FROM b.percent_in_time
                                 OR b.finished BETWEEN 1 AND 4 OR b.in_time BETWEEN 1 AND 4
                                 OR b.finished - b.in_time BETWEEN 1 AND 4 END$$,
                'a row is shown as it is or not at all, and no number from 1 to 4');
SELECT ok(bool_or(is_hidden) AND bool_or(NOT is_hidden AND finished > 0), 'some are hidden, and some are not')
FROM breakdown_guarded;
UPDATE small_numbers SET rounded_to = 5;
SELECT is_empty($$SELECT finished, in_time FROM breakdown_guarded
                  WHERE finished % 5 <> 0 OR in_time % 5 <> 0 OR in_time > finished
                  OR percent_in_time IS DISTINCT FROM sen.percent(in_time, finished)$$,
                'rounded, with a share of what is shown');
UPDATE small_numbers SET rounded_to = 1, shown_from = 1;
SELECT is((SELECT count(*) FROM breakdown_guarded WHERE is_hidden), 0::bigint, 'a council that hides nothing');
UPDATE small_numbers SET shown_from = 5, hides_another = false;
SELECT is_empty($$SELECT g.word FROM breakdown_guarded g JOIN breakdown_by_year b
                  ON (b.definition, b.local_authority, b.year, b.breakdown) = (g.definition, g.local_authority, g.year,
                                                                              g.breakdown)
                  AND b.word IS NOT DISTINCT FROM g.word
                  WHERE g.is_hidden <> (b.finished BETWEEN 1 AND 4 OR b.in_time BETWEEN 1 AND 4
                                        OR b.finished - b.in_time BETWEEN 1 AND 4)$$,
                'or small numbers alone');
CREATE ROLE sen_tap_breakdown;
SELECT sen.grant_access('brk', 'sen_tap_breakdown', 'reader') IS NOT NULL AS granted \gset
SET LOCAL ROLE sen_tap_breakdown;
SELECT throws_ok('SELECT * FROM brk.breakdown_by_year', '42501', NULL, 'readers do not see the exact numbers');
SELECT throws_ok('SELECT * FROM brk.case_characteristic', '42501', NULL, 'nor the children');
SELECT throws_ok('UPDATE brk.small_numbers SET shown_from = 1', '42501', NULL, 'nor can they change the rule');
SELECT lives_ok('SELECT * FROM brk.breakdown_guarded', 'but what is guarded');
RESET ROLE;
SELECT sen.grant_access('brk', 'sen_tap_breakdown', 'secretariat') IS NOT NULL AS granted \gset
SET LOCAL ROLE sen_tap_breakdown;
SELECT throws_ok('UPDATE brk.small_numbers SET shown_from = 1', '42501', NULL, 'nor can anyone but the owner');
SELECT lives_ok('SELECT * FROM brk.breakdown_by_year', 'who are staff of the programme see them all');
RESET ROLE;

-- Can a hidden number be worked out? Every table of so many rows with totals up to so many: those that look the same
-- (the
-- same rows hidden, the same numbers shown, the same totals) are what somebody who knows the rules has to choose
-- from. A
-- number that is the same in all of them is found out; unless the total alone says so, being 0.
CREATE FUNCTION pg_temp.shares(total integer, rows integer) RETURNS SETOF bigint[] LANGUAGE sql AS $$
    WITH RECURSIVE s AS (
        SELECT '{}'::bigint[] AS given, total AS remains
        UNION ALL
        SELECT s.given || g::bigint, s.remains - g FROM s CROSS JOIN LATERAL generate_series(
            CASE WHEN cardinality(s.given) = rows - 1 THEN s.remains ELSE 0 END, s.remains) g
        WHERE cardinality(s.given) < rows
    ) SELECT s.given FROM s WHERE cardinality(s.given) = rows $$;
CREATE FUNCTION pg_temp.sums(a bigint[], b bigint[]) RETURNS bigint[] LANGUAGE sql IMMUTABLE AS $$
    SELECT array_agg(x + y ORDER BY n) FROM unnest(a, b) WITH ORDINALITY u (x, y, n) $$;
CREATE FUNCTION pg_temp.found_out(rows integer, most integer, shown_from integer, hides_another boolean,
                                  OUT hidden bigint, OUT found_out bigint) LANGUAGE sql AS $$
    WITH every AS MATERIALIZED (
        SELECT t.total AS in_time_in_all, l.total AS late_in_all, a.given AS in_time, b.given AS late,
               sen.hidden_rows(pg_temp.sums(a.given, b.given), a.given, shown_from, hides_another) AS hidden
        FROM generate_series(0, most) t (total) CROSS JOIN generate_series(0, most) l (total)
        CROSS JOIN LATERAL pg_temp.shares(t.total, rows) a (given)
        CROSS JOIN LATERAL pg_temp.shares(l.total, rows) b (given)
    ), looks AS (
        SELECT e.*, (SELECT string_agg(CASE WHEN h THEN 'c' ELSE x || '+' || y END, ',' ORDER BY n)
                     FROM unnest(e.hidden, e.in_time, e.late) WITH ORDINALITY u (h, x, y, n)) AS look
        FROM every e WHERE true = ANY (e.hidden)
    ), cells AS (
        SELECT l.in_time_in_all, l.late_in_all, l.look, n,
               CASE WHEN l.in_time_in_all > 0 THEN count(DISTINCT x) ELSE 2 END AS in_time,
               CASE WHEN l.late_in_all > 0 THEN count(DISTINCT y) ELSE 2 END AS late, count(DISTINCT x + y) AS finished
        FROM looks l CROSS JOIN LATERAL unnest(l.hidden, l.in_time, l.late) WITH ORDINALITY u (h, x, y, n)
        WHERE h GROUP BY 1, 2, 3, 4
    ) SELECT count(*), count(*) FILTER (WHERE least(in_time, late, finished) < 2) FROM cells $$;
SELECT is(f.found_out, 0::bigint, format('%s rows, totals up to %s, shown from %s: none of %s hidden rows is found out',
                                         v.rows, v.most, v.shown_from, f.hidden))
FROM (VALUES (2, 12, 3), (2, 22, 5), (3, 8, 3), (4, 5, 3)) v (rows, most, shown_from)
CROSS JOIN LATERAL pg_temp.found_out(v.rows, v.most, v.shown_from, true) f;
SELECT cmp_ok((pg_temp.found_out(3, 6, 3, false)).found_out, '>', 0::bigint,
              'where small numbers alone are hidden, some are found out');

-- The rules one by one, and what is no table.
SELECT is(sen.hidden_rows('{40,30,20,3}', '{20,15,10,1}', 5), '{f,f,t,t}', 'a small row, and the last one before it');
SELECT is(sen.hidden_rows('{40,30,20,3}', '{20,15,10,1}', 5, false), '{f,f,f,t}', 'the small row alone');
SELECT is(sen.hidden_rows('{40,30,9,3}', '{20,15,0,0}', 5), '{f,t,t,t}',
          'more rows, while those hidden together have few in time');
SELECT is(sen.hidden_rows('{40,30,20}', '{20,15,10}', 5), '{f,f,f}', 'nothing small');
SELECT is(sen.hidden_rows('{40,30,0}', '{20,15,0}', 5), '{f,f,f}', '0 tells of nobody');
SELECT is(sen.hidden_rows('{7,7}', '{2,7}', 5), '{t,t}', 'in time from 1 to 4');
SELECT is(sen.hidden_rows('{7,17}', '{5,17}', 5), '{t,t}', 'late from 1 to 4');
SELECT is(sen.hidden_rows('{}', '{}', 5), '{}', 'no rows');
SELECT throws_ok($$SELECT sen.hidden_rows('{1,2}', '{1}', 5)$$, '2202E', '2 rows and 1 parts', 'rows without a part');
SELECT throws_ok($$SELECT sen.hidden_rows('{1,2}', '{1,NULL}', 5)$$, '22004', 'row 2 has no number', 'a null');
SELECT throws_ok($$SELECT sen.hidden_rows('{1,2}', '{1,3}', 5)$$, '22023', 'row 2: 3 of 2', 'more than all');
SELECT throws_ok($$SELECT sen.hidden_rows('{1,2}', '{1,-1}', 5)$$, '22023', 'row 2: -1 of 2', 'less than none');
SELECT throws_ok($$SELECT sen.hidden_rows('{{1}}', '{{1}}', 5)$$, '2202E', NULL, 'rows of rows');
SELECT throws_ok(format('SELECT sen.hidden_rows(''{1}'', ''{1}'', %s)', n), '22023',
                 'smallest number shown out of range: ' || n, 'shown from ' || n) FROM unnest('{0,-1,2}'::integer[]) n;
SELECT * FROM finish();
ROLLBACK;
