-- Room deadline: the catalogue of limits, the types sen.time_limit and sen.exception, and what lifts which limit.
-- Every row of the law against its fixture is in test/pgtap/law_model.sql.
\i sql/include/begin.sql

-- The catalogue --------------------------------------------------------------
-- Against the law as written down a second time; a row below is a limit that
-- differs. Sections and texts, and what each exception
-- says, are compared with doc/time_limits.md in test/t/007_time_limits_page.pl.
\set fixture `cat "$PG_ABS_SRCDIR/test/fixtures/time_limits.csv"`
\set ECHO none
CREATE TEMPORARY TABLE exception_key (key text, kinds text[]);
INSERT INTO exception_key VALUES
    ('EX-A', '{school_closure,early_years_closure,personal_circumstances,absence_4_weeks}'),
    ('EX-B', '{circumstances,absence_4_weeks,missed_appointment}'),
    ('EX-C', '{school_closure,early_years_closure,personal_circumstances,absence_4_weeks,absence_2_weeks}'),
    ('EX-D', '{school_closure,personal_circumstances,absence_4_weeks}'),
    ('EX-E', '{circumstances,absence_4_weeks,missed_appointment}'),
    ('EX-F', '{school_closure,personal_circumstances,absence_2_weeks}'),
    ('tribunal', '{tribunal_direction}'), ('consent', '{consent}'), ('agreement', '{agreement}');
CREATE TEMPORARY TABLE law AS
SELECT place - 1 AS place, f[1] AS name, f[4] AS counting, f[5] AS length, f[6] AS unit, f[7] = 'minimum'
       OR f[4] = 'LEAD' AS at_least, f[4] IN ('AFTER', 'FROM', 'LEAD') AS has_period, f[10] AS in_2020,
       f[11] AS standing,
       (SELECT string_agg(DISTINCT k, ' ' ORDER BY k) FROM exception_key e, unnest(e.kinds) k
        WHERE e.key = ANY (string_to_array(f[9], ' '))) AS exceptions
FROM string_to_table(:'fixture', E'\n') WITH ORDINALITY AS l (line, place), string_to_array(line, ',') AS f
WHERE place > 1 AND line <> '';
CREATE TEMPORARY VIEW expected AS
SELECT name, concat_ws('; ', place,
                       CASE WHEN has_period THEN concat_ws(' ', CASE WHEN at_least THEN 'at least' ELSE 'at most' END,
                                                           length, unit) END,
    CASE counting WHEN 'AFTER' THEN 'the first day is not counted' WHEN 'FROM' THEN 'the first day is day 1'
         WHEN 'NOW' THEN 'the same day'
                  WHEN 'LEAD' THEN 'before the day given; clear days unless chosen otherwise'
                  WHEN 'BEFORE' THEN CASE length WHEN '331' THEN 'before 31 March of that year'
                                          WHEN '215' THEN 'before 15 February of that year' END END,
    standing, CASE in_2020 WHEN 'X' THEN 'lifted where impractical' WHEN 'G' THEN 'as soon as reasonably practicable'
                   WHEN '-' THEN 'not changed' END, exceptions) AS limit
FROM law;
CREATE TEMPORARY VIEW got AS
SELECT name::text, concat_ws('; ', row_number() OVER (),
    CASE WHEN unit IS NOT NULL THEN concat_ws(' ', sense, length,
                                              CASE WHEN unit LIKE 'working days, %' THEN 'tribunal days'
                                                   WHEN unit LIKE 'days, %' THEN 'tribunal dates'
                                                   WHEN unit LIKE 'days on %' THEN 'school days' ELSE unit END) END,
    counting, standing,
    CASE WHEN in_2020 LIKE '1 May to 24 September 2020, perhaps the 25th%'
         THEN substring(in_2020 FROM 'lifted where impractical|as soon as reasonably practicable') ELSE in_2020 END,
    (SELECT string_agg(x.exception::text, ' ' ORDER BY x.exception::text) FROM sen.exceptions(name) x)) AS limit
FROM sen.time_limits();
\set ECHO all
SELECT name, g.limit AS got, e.limit AS expected FROM got g FULL JOIN expected e USING (name)
WHERE g.limit IS DISTINCT FROM e.limit;
SELECT e.limit AS three_of_them FROM expected e WHERE name IN ('final_plan', 'order_assess_notice', 'review_papers');
-- Texts are there, and tidy. Rows below are faults.
SELECT name, t
FROM sen.time_limits() l, unnest(ARRAY[section, duty, clock_starts, owed_by, owed_to, citation, standing, certainty]) t
WHERE coalesce(t !~ '^[[:alpha:]0-9(]' OR t ~ '  |^ | $|\.$', true);
SELECT name, remark FROM sen.time_limits() WHERE remark !~ '^[A-Z0-9(].*\.$' OR remark ~ '  ';
SELECT name FROM sen.time_limits() WHERE (length IS NULL) <> (unit IS NULL) OR (sense IS NULL) <> (unit IS NULL)
       OR unit IS NOT NULL AND counting IS NULL;
SELECT name FROM sen.time_limits() WHERE counting IS NULL AND remark IS NULL;
SELECT name FROM sen.time_limits()
WHERE remark ~ 'limit |See |binds' AND EXISTS (SELECT FROM regexp_matches(remark, '\m[a-z0-9]+(?:_[a-z0-9]+)+\M', 'g') m
                                               WHERE m[1] NOT IN (SELECT n.name::text FROM sen.time_limits() n));
SELECT count(*), count(DISTINCT name) AS names,
       bool_and(name::text ~ '^[a-z][a-z0-9_]+$' AND length(name::text) < 64) AS are_names FROM sen.time_limits();
-- The views for reports say the same.
SELECT count(*) FROM sen.time_limit_catalogue c FULL JOIN sen.time_limits() l ON l.name::text = c.time_limit
WHERE (c.section, c.duty, c.clock_starts, c.sense, c.length, c.unit, c.counting, c.owed_by, c.owed_to, c.citation,
       c.in_2020, c.standing, c.certainty, c.remark)
      IS DISTINCT FROM (l.section, l.duty, l.clock_starts, l.sense, l.length, l.unit, l.counting, l.owed_by, l.owed_to,
                        l.citation, l.in_2020, l.standing, l.certainty, l.remark);
SELECT count(*), count(DISTINCT time_limit) AS limits, count(DISTINCT exception) AS kinds,
       count(DISTINCT (time_limit, exception)) AS pairs FROM sen.time_limit_exceptions;
SELECT c.relname, has_table_privilege('public', c.oid, 'SELECT') AS everyone FROM pg_class c
WHERE c.relnamespace = 'sen'::regnamespace AND c.relname LIKE 'time\_limit%' ORDER BY 1;

-- Exceptions -----------------------------------------------------------------
SELECT * FROM sen.exception_kinds();
-- What each lifts and says is printed and compared in
-- test/t/007_time_limits_page.pl; here that the function and the view tell the
-- same.
SELECT time_limit, coalesce(v.exception, f.exception::text) AS exception, v.citation, f.citation AS by_function
FROM sen.time_limit_exceptions v
FULL JOIN (SELECT name::text AS time_limit, x.* FROM sen.time_limits(), LATERAL sen.exceptions(name) x) f
    USING (time_limit) WHERE f.exception::text = v.exception AND (v.citation, v.content) IS DISTINCT FROM (f.citation,
        f.content);
SELECT exception, citation, left(content, 40) AS content FROM sen.exceptions('final_plan');
-- None at all: a school's holiday does not excuse a late review or amended plan.
SELECT count(*) FROM sen.exceptions('review_decision');
SELECT count(*) FROM sen.exceptions(NULL);
SELECT sen.exception_applies('assess_decision', 'school_closure') AS closure_to_decide,
       sen.exception_applies('assess_advice_response', 'school_closure') AS closure_for_advice,
       sen.exception_applies('no_assess_determination_notice', 'personal_circumstances') AS none_listed,
       sen.exception_applies('order_name_school', 'absence_2_weeks') AS not_in_44_3,
       sen.exception_applies('unopposed_assess_final', 'absence_2_weeks') AS not_in_45_7,
       sen.exception_applies('final_plan', 'absence_2_weeks') AS two_weeks_are_too_few,
       sen.exception_applies('final_plan', NULL) AS unknown, sen.exception_applies(NULL, 'consent') AS no_limit;
SELECT pg_temp.answers_with($$SELECT sen.exception_applies('final_plan', %L)$$, 'staff_shortage', 'absence',
                            'School_closure');
SELECT pg_temp.answer($$SELECT ''::sen.exception$$);

-- 2020 -----------------------------------------------------------------------
SELECT due, sen.relaxed_2020('final_plan', due) AS excepted, sen.relaxed_2020('review_decision', due) AS relaxed,
       sen.relaxed_2020('review_papers', due) AS untouched,
       sen.relaxed_2020('school_consult_response', due) AS guidance,
       sen.relaxed_2020('draft_plan_issue', due) AS no_figure
FROM (VALUES (date '2020-04-30'), ('2020-05-01'), ('2020-09-24'), ('2020-09-25'), ('2020-09-26'), ('2021-05-01'),
      ('infinity'), ('-infinity'), (NULL)) v (due);
SELECT sen.relaxed_2020(NULL, '2020-06-01') AS no_limit;
-- Phase transfers, comment windows, notice of meetings and of mediation were not relaxed; nor what the Tribunal times.
SELECT name FROM sen.time_limits() WHERE counting IS NOT NULL AND NOT sen.relaxed_2020(name, '2020-06-01')
ORDER BY name;

-- Type sen.time_limit --------------------------------------------------------
SELECT 'final_plan'::sen.time_limit, pg_typeof('final_plan'::sen.time_limit),
       pg_column_size('final_plan'::sen.time_limit);
SELECT encode(sen.time_limit_send('final_plan'), 'escape') AS limit_sent,
       encode(sen.exception_send('consent'), 'escape') AS exception_sent;
-- The order is that of the process.
SET search_path = sen, public;
SELECT 'assess_decision'::time_limit < 'final_plan' AS lt, 'final_plan'::time_limit <= 'final_plan' AS le,
       'final_plan'::time_limit = 'final_plan' AS eq, 'final_plan'::time_limit <> 'final_plan' AS ne,
       'final_plan'::time_limit >= 'first_review' AS ge, 'senco_qualification'::time_limit > 'appeal_notice' AS gt,
       time_limit_cmp('appeal_notice', 'first_review') AS cmp, 'final_plan'::time_limit = NULL AS unknown;
SELECT 'school_closure'::exception < 'consent' AS lt, 'consent'::exception <= 'consent' AS le,
       'consent'::exception = 'consent' AS eq, 'consent'::exception <> 'agreement' AS ne,
       'consent'::exception >= 'agreement' AS ge, 'consent'::exception > 'tribunal_direction' AS gt,
       exception_cmp('consent', 'agreement') AS cmp;
SELECT array_agg(l ORDER BY l DESC)
FROM unnest('{final_plan,assess_decision,appeal_notice,first_review,senco_qualification}'::time_limit[]) l;
CREATE TEMPORARY TABLE duty_of (l time_limit PRIMARY KEY, e exception);
INSERT INTO duty_of SELECT name, CASE WHEN exceptions IS NOT NULL THEN 'personal_circumstances'::exception END
FROM time_limits();
SELECT pg_temp.answer($$INSERT INTO duty_of VALUES ('final_plan')$$);
SET enable_mergejoin = off; SET enable_nestloop = off;
SELECT count(*) FROM duty_of a JOIN duty_of b USING (l);
SET enable_hashjoin = off; SET enable_mergejoin = on;
SELECT count(*) FROM duty_of a JOIN duty_of b USING (l);
RESET enable_hashjoin; RESET enable_mergejoin; RESET enable_nestloop;
SELECT e, count(*) FROM duty_of GROUP BY e ORDER BY e;
SELECT l FROM duty_of ORDER BY l LIMIT 3;
-- Any way in, the same value; binary is the name too.
SELECT count(*) FROM time_limits()
WHERE name::text::time_limit <> name OR encode(time_limit_send(name), 'escape') <> name::text;
SELECT count(*) FROM exception_kinds()
WHERE name::text::exception <> name OR encode(exception_send(name), 'escape') <> name::text;
SELECT time_limit_hash('final_plan') = time_limit_hash('final_plan') AS same,
       time_limit_hash_extended('final_plan', 0) <> time_limit_hash_extended('final_plan', 1) AS seeded,
       exception_hash('consent') = exception_hash('consent') AS same,
       exception_hash_extended('consent', 0) <> exception_hash_extended('consent', 1) AS seeded;
RESET search_path;

-- Names that are none --------------------------------------------------------
SELECT pg_temp.answers_with('SELECT %L::sen.time_limit',
    'final_plans', 'Final_plan', ' final_plan', 'twenty weeks', 'reasess_decision', 'order_name', 'mediation', '',
    '108', 'naïve');
\set VERBOSITY sqlstate
SELECT repeat('final_plan', 1000)::sen.time_limit;
SELECT repeat('consent', 100000)::sen.exception;
\set VERBOSITY default
SELECT pg_temp.answers(
    $$SELECT sen.due_date('final_pan', '2025-01-01')$$,
    $$SELECT 108::sen.time_limit$$
);
