-- Room deadline: conditions on due dates, and what the planner makes of
-- them. Only whether an index serves them is shown,
-- not the plan. Random starts and days for every limit, and row estimates, are in test/pgtap/planner.sql.
\i sql/include/begin.sql
SET sen_improvement.as_of = '2025-01-20';

-- Three values: the final plan is due on 20 January 2025, today by the
-- setting above. ------------------------------------
CREATE TEMPORARY TABLE received (id integer PRIMARY KEY, received_on date, day date, l sen.time_limit);
INSERT INTO received VALUES (1, '2024-09-01', '2025-01-20', 'final_plan'),
    (2, '2024-09-02', '2025-01-20', 'final_plan'), (3, '2024-09-03', '2025-01-20', 'final_plan'),
    (4, NULL, '2025-01-20', 'final_plan'),
    (5, '2024-09-02', NULL, 'final_plan'), (6, 'infinity', '2025-01-20', 'final_plan'),
    (7, '-infinity', '2025-01-20', 'final_plan'), (8, '2024-09-02', 'infinity', 'final_plan'),
    (9, '2024-09-02', '-infinity', 'final_plan'), (10, 'infinity', 'infinity', 'final_plan'),
    (11, '-infinity', '-infinity', 'final_plan'), (12, '2024-09-02', '2025-01-20', NULL);
SELECT id, received_on, day, sen.due_before(l, received_on, day) AS before, sen.due_by(l, received_on, day) AS by,
       sen.due_after(l, received_on, day) AS after, sen.due_from(l, received_on, day) AS "from",
       sen.due_between(l, received_on, day, day) AS between, sen.is_overdue(l, received_on, day) AS overdue,
       sen.is_overdue(l, received_on) AS overdue_today
FROM received ORDER BY id;
-- The same with a constant limit, which the planner rewrites; rows below are differences.
SELECT id FROM received WHERE l IS NOT NULL
AND (sen.due_before(l, received_on, day), sen.due_by(l, received_on, day), sen.due_after(l, received_on, day),
     sen.due_from(l, received_on, day), sen.due_between(l, received_on, day, day), sen.is_overdue(l, received_on, day),
     sen.is_overdue(l, received_on))
    IS DISTINCT FROM (sen.due_before('final_plan', received_on, day), sen.due_by('final_plan', received_on, day),
                      sen.due_after('final_plan', received_on, day), sen.due_from('final_plan', received_on, day),
                      sen.due_between('final_plan', received_on, day, day),
                      sen.is_overdue('final_plan', received_on, day), sen.is_overdue('final_plan', received_on));
-- Unknown is not false: neither the rows nor their opposite, and an empty range is no range.
SELECT count(*) FILTER (WHERE sen.due_between('final_plan', received_on, '2025-01-01', '2025-12-31')) AS between,
       count(*) FILTER (WHERE NOT sen.due_between('final_plan', received_on, '2025-01-01', '2025-12-31'))
       AS not_between,
       count(*) FILTER (WHERE sen.due_between('final_plan', received_on, '2025-01-01', '2025-12-31') IS NULL)
           AS unknown, count(*) FILTER (WHERE sen.due_between('final_plan', received_on, '2025-12-31', '2025-01-01'))
           AS reversed,
       count(*) FILTER (WHERE sen.due_between('final_plan', received_on, NULL, '2025-12-31') IS NOT NULL)
           AS from_unknown,
       count(*) FILTER (WHERE sen.due_between('final_plan', received_on, '2025-12-31', NULL) IS NOT NULL) AS to_unknown,
       count(*) FILTER (WHERE sen.due_between('final_plan', received_on, '2025-12-31', day) IS NOT NULL
                        AND day IS NULL) AS to_null_column
FROM received;
SELECT sen.is_overdue('final_plan', NULL), sen.is_overdue('final_plan', NULL, '2025-01-20'),
       sen.is_overdue('final_plan', '2024-09-01', NULL), sen.is_overdue(NULL, '2024-09-01'),
       sen.due_before('final_plan', NULL, NULL);
SELECT sen.is_overdue('final_plan', '2024-09-01') AS yesterday, sen.is_overdue('final_plan', '2024-09-02') AS today,
       sen.is_overdue('cert_no_mediation', '2025-01-14') AS three_days_ago,
       sen.is_overdue('cert_no_mediation', '2025-01-15') AS just_in_time;

-- What is no due date is an error, whether a row meets it or not is up to
-- the rows. ---------------------------------------
SELECT pg_temp.answers(
    $$SELECT count(*) FROM received WHERE sen.is_overdue('draft_plan_issue', received_on)$$,
    $$SELECT count(*) FROM received
      WHERE sen.due_before('stay_at_special_school_after_no_plan', received_on, '2025-01-20')$$
);
SELECT count(*) FROM received WHERE id < 0 AND sen.is_overdue('draft_plan_issue', received_on);
SELECT count(*) FROM received
WHERE id < 0 AND sen.is_overdue('stay_at_special_school_after_no_plan', received_on, '2025-01-20');
SELECT pg_temp.answers(
    $$SELECT count(*) FROM received WHERE sen.is_overdue('final_plans', received_on)$$,
    $$SELECT count(*) FROM received WHERE sen.due_before('final_plan', received_on, '2025-02-30')$$
);
-- Far days: as true or false as any, for limits that are counted in months and working days too.
SELECT count(*) FILTER (WHERE sen.due_before('first_review', received_on, '5874897-12-31')) AS months,
       count(*) FILTER (WHERE sen.due_before(l, received_on, '5874897-12-31')) AS column_limit FROM received
WHERE isfinite(received_on);
SELECT count(*) FILTER (WHERE sen.due_by('first_review', received_on, '4714-11-24 BC')) AS months FROM received
WHERE isfinite(received_on);
SELECT count(*) FILTER (WHERE sen.is_overdue('cert_no_mediation', received_on, '2150-01-01')) AS working_days,
       count(*) FILTER (WHERE sen.due_from('la_response', received_on, '1900-01-01')) AS tribunal FROM received
WHERE isfinite(received_on);
SELECT count(*) FILTER (WHERE sen.due_between('cert_no_mediation', received_on, '1900-01-01',
                                              '2199-12-31')) AS working_days FROM received WHERE isfinite(received_on);

-- What the planner makes of it
-- ------------------------------------------------------------------------------------------
CREATE TEMPORARY TABLE many AS SELECT n AS id, date '2005-01-01' + (n * 7 % 7670) AS received_on, n % 5 = 0 AS flag
    FROM generate_series(1, 40000) n;
CREATE INDEX many_received_on ON many (received_on);
ANALYZE many;
-- Whether a condition can be an index condition, not whether that is cheapest: versions differ in costs.
SET enable_seqscan = off;
\set ECHO none
CREATE FUNCTION pg_temp.plan(query text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    plan jsonb;
BEGIN
    EXECUTE 'EXPLAIN (FORMAT JSON, VERBOSE) ' || query INTO plan;
    RETURN plan;
END $$;
CREATE FUNCTION pg_temp.parts(plan jsonb, key text) RETURNS text LANGUAGE sql
    RETURN (SELECT string_agg(DISTINCT p #>> '{}', ' ; ')
            FROM jsonb_path_query(plan, ('$.**."' || key || '"')::jsonpath) p);
-- indexed: an index condition on the column. constant: its bound was computed
-- while planning. exact: nothing is left to recheck.
CREATE FUNCTION pg_temp.served(condition text, OUT indexed boolean, OUT constant boolean, OUT exact boolean)
    LANGUAGE sql
    RETURN (SELECT ROW (coalesce(pg_temp.parts(p, 'Index Cond') ~ 'received_on', false),
                        coalesce(pg_temp.parts(p, 'Index Cond') !~ 'sen\.', false),
                        coalesce(pg_temp.parts(p, 'Filter'), '') !~ 'sen\.')
            FROM pg_temp.plan('SELECT id FROM many WHERE ' || condition) p);
\set ECHO all
SELECT condition, s.* FROM unnest(ARRAY[
    $$sen.is_overdue('final_plan', received_on, '2005-09-01')$$, $$sen.is_overdue('final_plan', received_on)$$,
    $$sen.is_overdue('final_plan', received_on, sen.today() - 7000)$$,
    $$sen.is_overdue('final_plan', received_on, current_date - 20000)$$,
    $$sen.is_overdue('recent_assessment_bar', received_on, '2005-09-01')$$,
    $$sen.is_overdue('first_review', received_on, '2006-02-01')$$,
    $$sen.is_overdue('cert_no_mediation', received_on, '2005-02-01')$$,
    $$sen.is_overdue('la_response', received_on, '2005-04-01')$$,
    $$sen.is_overdue('appeal_notice', received_on, '2005-04-01')$$,
    $$sen.is_overdue('post16_to_post16', received_on, '2005-01-01')$$,
    $$sen.is_overdue('order_cease', received_on, '2005-02-01')$$,
    $$sen.due_before('final_plan', received_on, '2005-09-01')$$,
    $$sen.due_by('final_plan', received_on, '2005-09-01')$$, $$sen.due_after('final_plan', received_on, '2026-02-01')$$,
    $$sen.due_from('final_plan', received_on, '2026-02-01')$$,
    $$sen.due_by('cert_no_mediation', received_on, '2005-02-01')$$,
    $$sen.due_after('cert_no_mediation', received_on, '2025-12-01')$$,
    $$sen.due_from('recent_assessment_bar', received_on, '2026-05-01')$$,
    $$sen.due_between('final_plan', received_on, '2015-01-01', '2015-01-31')$$,
    $$sen.due_between('final_plan', received_on, sen.today(), sen.today() + 30)$$,
    $$sen.due_between('cert_no_mediation', received_on, sen.today() - 7, sen.today())$$,
    $$sen.due_between('recent_assessment_bar', received_on, current_date - 4000, current_date - 3990)$$,
    $$sen.due_between('la_response', received_on, '2015-01-01', '2015-01-31')$$,
    $$sen.is_overdue('final_plan', received_on, 'infinity'::date)$$,
    $$sen.due_by('final_plan', received_on, '-infinity'::date)$$,
    $$sen.is_overdue('final_plan'::text::sen.time_limit, received_on, '2005-09-01')$$]) condition,
    LATERAL pg_temp.served(condition) s;
-- Neither a limit that is no constant nor a range of unknown days is rewritten, nor a limit that refuses some starts.
SELECT condition, s.indexed
FROM unnest(ARRAY[$$sen.is_overdue((SELECT 'final_plan'::sen.time_limit), received_on, '2005-09-01')$$,
                  $$sen.due_between('final_plan', received_on, '2015-01-01', NULL)$$,
    $$sen.is_overdue('phase_transfer_other', received_on, '2006-01-01')$$]) condition,
    LATERAL pg_temp.served(condition) s;
-- The start is computed once, as written.
SELECT regexp_count(f, 'random') AS computed
FROM (SELECT pg_temp.parts(pg_temp.plan($$SELECT id FROM many
                                          WHERE sen.due_between('final_plan', received_on + (random() * 10)::integer,
                                                                '2015-01-01', '2015-01-31')$$), 'Filter') AS f) x;
-- Nothing is overdue that the condition leaves out: the same rows as the due date itself.
SELECT count(*) FROM (SELECT id FROM many WHERE sen.is_overdue('appeal_notice', received_on, '2015-09-01')
                      EXCEPT SELECT id FROM many WHERE sen.due_date('appeal_notice', received_on) < '2015-09-01') x;
SELECT count(*) FROM (SELECT id FROM many WHERE sen.due_date('appeal_notice', received_on) < '2015-09-01'
                      EXCEPT SELECT id FROM many WHERE sen.is_overdue('appeal_notice', received_on, '2015-09-01')) x;

-- Constants fold; a constant limit in days or weeks is an addition.
SELECT pg_temp.parts(p, 'Output') ~ '^\[?"?''[0-9-]{10}''::date"?\]?$' AS folded, call
FROM unnest(ARRAY[$$sen.due_date('final_plan', '2025-01-01')$$, $$sen.due_date('cert_no_mediation', '2025-01-01')$$,
                  $$sen.due_date('review_papers', '2025-01-01', false)$$,
    $$sen.earliest_start('appeal_notice', '2025-01-01')$$, $$sen.appeal_due('2025-01-01', '2025-02-01')$$,
    $$sen.amended_plan_due('2025-01-01', '2025-02-01')$$]) call, LATERAL pg_temp.plan('SELECT ' || call) p;
SELECT pg_temp.parts(p, 'Output') ~ '\+ ''?140' AS weeks
FROM pg_temp.plan($$SELECT sen.due_date('final_plan', received_on) FROM many$$) p;
SELECT pg_temp.parts(p, 'Output') ~ '\+ ''?14' AS first_day_counts
FROM pg_temp.plan($$SELECT sen.due_date('draft_plan_comment_window', received_on) FROM many$$) p;
SELECT pg_temp.parts(p, 'Output') ~ 'due_date' AS months_stay
FROM pg_temp.plan($$SELECT sen.due_date('recent_assessment_bar', received_on) FROM many$$) p;

-- A day that a parameter brings, whether the plan is for it or for any.
PREPARE overdue(date) AS SELECT count(*) FROM many WHERE sen.is_overdue('final_plan', received_on, $1);
PREPARE due(date, date) AS SELECT count(*) FROM many WHERE sen.due_between('final_plan', received_on, $1, $2);
PREPARE of_limit(sen.time_limit, date) AS SELECT count(*) FROM many WHERE sen.is_overdue($1, received_on, $2);
SET plan_cache_mode = force_custom_plan;
SELECT pg_temp.parts(pg_temp.plan($$EXECUTE overdue('2005-09-01')$$), 'Index Cond') IS NOT NULL AS overdue,
       pg_temp.parts(pg_temp.plan($$EXECUTE due('2015-01-01', '2015-01-31')$$), 'Index Cond') IS NOT NULL AS due,
       pg_temp.parts(pg_temp.plan($$EXECUTE of_limit('final_plan', '2005-09-01')$$),
                     'Index Cond') IS NOT NULL AS of_limit;
EXECUTE overdue('2005-09-01');
EXECUTE due('2015-01-01', '2015-01-31');
EXECUTE of_limit('final_plan', '2005-09-01');
SET plan_cache_mode = force_generic_plan;
SELECT pg_temp.parts(pg_temp.plan($$EXECUTE overdue('2005-09-01')$$), 'Index Cond') IS NOT NULL AS overdue;
EXECUTE overdue('2005-09-01');
EXECUTE overdue(NULL);
EXECUTE overdue('infinity');
EXECUTE due('2015-01-01', '2015-01-31');
EXECUTE due('2015-01-01', NULL);
EXECUTE of_limit('final_plan', '2005-09-01');
EXECUTE of_limit('cert_no_mediation', '2005-09-01');
EXECUTE of_limit(NULL, '2005-09-01');
RESET plan_cache_mode;
-- A day that another table brings: an index serves each row of it.
CREATE TEMPORARY TABLE report (day date);
INSERT INTO report VALUES ('2005-09-01'), (NULL), ('-infinity');
ANALYZE report;
SELECT pg_temp.parts(p, 'Index Cond') ~ 'received_on' AS indexed
FROM pg_temp.plan($$SELECT r.day, m.id FROM report r
                    JOIN many m ON sen.is_overdue('final_plan', m.received_on, r.day)$$) p;
SELECT r.day, count(m.id) FROM report r LEFT JOIN many m ON sen.is_overdue('final_plan', m.received_on, r.day)
GROUP BY r.day ORDER BY r.day;

-- Indexes on the due date, and of what is overdue.
CREATE INDEX many_final_plan ON many ((sen.due_date('final_plan', received_on)));
CREATE INDEX many_certificate ON many ((sen.due_date('cert_no_mediation', received_on)));
CREATE INDEX many_old ON many (id) WHERE sen.is_overdue('first_review', received_on, '2006-02-01');
ANALYZE many;
SELECT pg_temp.parts(pg_temp.plan($$SELECT id FROM many WHERE sen.due_date('final_plan', received_on) < '2005-06-01'$$),
                     'Index Name') AS weeks,
       pg_temp.parts(pg_temp.plan($$SELECT id FROM many
                                    WHERE sen.due_date('cert_no_mediation', received_on) BETWEEN '2005-06-01' AND
                                    '2005-06-03'$$), 'Index Name') AS working_days,
       pg_temp.parts(pg_temp.plan($$SELECT id FROM many WHERE sen.is_overdue('first_review', received_on, '2006-02-01')
                                    AND id < 1000$$), 'Index Name') AS partial,
       pg_temp.parts(pg_temp.plan($$SELECT id FROM many ORDER BY sen.due_date('final_plan', received_on) LIMIT 10$$),
                     'Index Name') AS ordered;
CREATE TEMPORARY TABLE generated (received_on date,
                                  due_on date GENERATED ALWAYS AS (sen.due_date('appeal_notice', received_on)) STORED,
                                  CHECK (NOT sen.due_before('final_plan', received_on, '1990-01-01')));
INSERT INTO generated VALUES ('2025-06-15'), (NULL) RETURNING *;
INSERT INTO generated VALUES ('1980-06-15');

-- An operator of the same name elsewhere changes nothing.
CREATE SCHEMA predicates_hostile;
CREATE FUNCTION predicates_hostile.less(date, date) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE FUNCTION predicates_hostile.earliest_start(sen.time_limit, date) RETURNS date
    LANGUAGE sql IMMUTABLE AS $$SELECT 'infinity'::date$$;
CREATE OPERATOR predicates_hostile.< (LEFTARG = date, RIGHTARG = date, FUNCTION = predicates_hostile.less);
SET search_path = predicates_hostile, pg_catalog, public;
SELECT count(*) FROM pg_temp.many WHERE sen.is_overdue('final_plan', received_on, '2005-09-01');
SELECT count(*) FROM pg_temp.many WHERE sen.is_overdue('final_plan', received_on, sen.today() - 7000);
RESET search_path;
SELECT count(*) FROM many WHERE sen.is_overdue('final_plan', received_on, '2005-09-01');
SELECT count(*) FROM many WHERE sen.is_overdue('final_plan', received_on, sen.today() - 7000);
SET client_min_messages = warning;
DROP SCHEMA predicates_hostile CASCADE;

-- The views of a programme: an index on the day received serves what is overdue and what is due soon.
\set programme predicates_case
\i test/fixtures/ready_programme.sql
INSERT INTO predicates_case.ehc_request (local_authority, request_ref, received_on)
SELECT '344', 'R' || n, date '2005-01-01' + (n * 7 % 7670) FROM generate_series(1, 20000) n;
ANALYZE predicates_case.ehc_request;
SET sen_improvement.as_of = '2015-06-15';
SELECT pg_temp.parts(pg_temp.plan('SELECT request_ref FROM predicates_case.due_soon'),
                     'Index Cond') ~ 'received_on' AS due_soon;
SELECT count(*) = (SELECT count(*) FROM predicates_case.ehc_request
                   WHERE received_on + 140 BETWEEN '2015-06-15' AND '2015-07-15') AS right_rows
FROM predicates_case.due_soon;
SET sen_improvement.as_of = '2005-06-15';
SELECT pg_temp.parts(pg_temp.plan('SELECT request_ref FROM predicates_case.overdue_cases'),
                     'Index Cond') ~ 'received_on' AS overdue_cases;
SELECT count(*) = (SELECT count(*) FROM predicates_case.ehc_request
                   WHERE received_on + 140 < '2005-06-15') AS right_rows FROM predicates_case.overdue_cases;
DROP SCHEMA predicates_case CASCADE;
