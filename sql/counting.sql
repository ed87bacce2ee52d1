-- Room deadline: due dates in every mode of counting, combined limits, closures, and what is refused.
-- Every limit on every day of 2014 to 2030 is in test/pgtap/law_model.sql, the sources' examples in law_vectors.sql.
\i sql/include/begin.sql
SET sen_improvement.as_of = '2025-01-20';

-- One limit in each mode. Counted on a wall calendar by doc/deadline.md; a
-- row below is a difference. ------------------
SELECT v.*, sen.due_date(l::sen.time_limit, given) AS got
FROM (VALUES
    -- Weeks and days after, and from.
    ('icb_reports_agreement', date '2025-02-24', date '2025-03-03'),
    ('arrange_mediation', '2025-01-31', '2025-03-02'),
    ('arrange_mediation', '2024-01-31', '2024-03-01'),
    ('recommendation_social_response', '2025-03-03', '2025-04-06'),
    ('recommendation_copy_to_sos_social', '2025-03-03', '2025-03-09'),
    ('amendment_comment_window', '2025-12-20', '2026-01-03'),
    -- Months after, and from.
    ('contact_mediation_adviser', '2024-12-31', '2025-02-28'),
    ('contact_mediation_adviser', '2023-12-31', '2024-02-29'),
    ('contact_mediation_adviser', '2025-07-31', '2025-09-30'),
    ('direct_payment_first_review', '2025-11-30', '2026-02-28'),
    ('senco_qualification', '2024-02-29', '2027-02-28'),
    ('senco_qualification', '2021-02-28', '2024-02-28'),
    ('first_review', '2024-03-01', '2025-02-28'),
    ('first_review', '2023-03-01', '2024-02-29'),
    ('first_review', '2024-02-29', '2025-02-28'),
    ('first_review', '2023-02-28', '2024-02-27'),
    ('plan_transfer_review_after_transfer', '2025-11-30', '2026-02-28'),
    ('plan_transfer_review_after_transfer', '2025-11-29', '2026-02-28'),
    ('plan_transfer_review_after_transfer', '2025-11-28', '2026-02-27'),
    ('plan_transfer_review_after_transfer', '2025-12-01', '2026-02-28'),
    ('plan_transfer_review_after_transfer', '2025-01-31', '2025-04-30'),
    ('plan_transfer_review_after_transfer', '2025-02-01', '2025-04-30'),
    -- At least so long before, clear.
    ('review_papers', '2025-03-17', '2025-03-02'),
    ('post16_to_post16', '2025-09-01', '2025-03-31'),
    ('post16_to_post16', '2025-07-31', '2025-02-27'),
    ('post16_to_post16', '2025-07-28', '2025-02-27'),
    ('post16_to_post16', '2024-07-31', '2024-02-28'),
    ('post16_to_post16', '2026-01-15', '2025-08-14'),
    -- Before a day of the year, whatever the day given in it.
    ('phase_transfer_other', '2026-01-01', '2026-02-14'),
    ('phase_transfer_other', '2026-02-14', '2026-02-14'),
    ('phase_transfer_post16', '2024-02-29', '2024-03-30'),
    ('phase_transfer_post16', '0001-03-30 BC', '0001-03-30 BC'),
    -- The same day.
    ('order_cease', '2025-12-25', '2025-12-25'),
    ('plan_transfer_on_move', '5874897-12-31', '5874897-12-31'),
    -- Working days after, from (a day that is none begins with the next), and before.
    ('cert_no_mediation', '2025-04-16', '2025-04-23'),
    ('cert_no_mediation', '2025-04-19', '2025-04-24'),
    ('cert_no_mediation', '2025-12-24', '2025-12-31'),
    ('icb_move_request', '2025-03-03', '2025-03-21'),
    ('icb_move_request', '2025-03-01', '2025-03-21'),
    ('icb_move_request', '2025-03-02', '2025-03-21'),
    ('icb_change_notice', '2022-09-12', '2022-10-03'),
    ('mediation_date_notice', '2025-03-17', '2025-03-07'),
    ('mediation_date_notice', '2025-04-24', '2025-04-14'),
    ('mediation_date_notice', '2025-03-16', '2025-03-07'),
    ('disclose_plan_he', '2025-08-08', '2025-09-01'),
    -- The Tribunal's.
    ('la_response', '2025-07-31', '2025-10-10'),
    ('la_response', '2025-08-31', '2025-10-10'),
    ('la_response', '2025-12-24', '2026-02-12'),
    ('appeal_notice', '2025-05-31', '2025-07-31'),
    ('appeal_notice', '2025-06-01', '2025-09-01'),
    ('appeal_notice', '2025-06-30', '2025-09-01'),
    ('appeal_notice', '2024-06-30', '2024-09-02'),
    ('appeal_notice', '2025-10-24', '2025-12-24'),
    ('appeal_notice', '2025-10-25', '2026-01-02'),
    ('appeal_notice', '2025-11-01', '2026-01-02'),
    ('appeal_notice', '2022-11-01', '2023-01-03'),
    ('appeal_notice', '2025-02-18', '2025-04-22'),
    ('appeal_notice_after_certificate', '2025-03-18', '2025-04-22'),
    ('appeal_notice_after_certificate', '2022-08-19', '2022-09-20'),
    ('costs_application', '2021-12-23', '2022-01-14'),
    ('costs_application', '2025-07-25', '2025-09-08'),
    ('costs_application', '2025-08-31', '2025-09-15'),
    ('costs_application', '2025-12-31', '2026-01-15'),
    ('costs_application', '2026-01-01', '2026-01-15'),
    ('set_aside_application', '2025-11-28', '2026-01-05'),
    -- Infinite and unknown.
    ('first_review', 'infinity', 'infinity'), ('post16_to_post16', '-infinity', '-infinity'),
    ('phase_transfer_other', 'infinity', 'infinity'), ('cert_no_mediation', 'infinity', 'infinity'),
    ('la_response', '-infinity', '-infinity'), ('appeal_notice', 'infinity', 'infinity'),
    ('order_cease', '-infinity', '-infinity'), ('first_review', NULL, NULL), (NULL, '2025-01-01', NULL)
) v (l, given, due)
WHERE sen.due_date(l::sen.time_limit, given) IS DISTINCT FROM due;

-- Clear days or not: only where the law says "at least so long before".
SELECT l, sen.due_date(l, day, true) AS clear, sen.due_date(l, day, false) AS not_clear,
       sen.due_date(l, day) AS by_default
FROM (VALUES ('review_papers'::sen.time_limit, date '2025-03-17'), ('post16_to_post16', '2025-09-01'),
      ('mediation_date_notice', '2025-03-17'), ('mediation_date_notice', '2025-03-18'), ('final_plan', '2025-01-01'),
      ('first_review', '2025-01-01')) v (l, day);
SELECT sen.due_date('review_papers', NULL, true) AS no_day,
       sen.due_date('review_papers', '2025-03-17', NULL::boolean) AS no_choice,
       sen.due_date('review_papers', 'infinity', false) AS infinite;

-- The first and the last that PostgreSQL can store.
SELECT sen.due_date('first_review', '5874896-12-31') AS a, sen.due_date('first_review', '5874897-01-01') AS b,
       sen.due_date('phase_transfer_other', '5874897-01-01') AS c,
       sen.due_date('post16_to_post16', '5874897-12-31') AS d, sen.due_date('post16_to_post16', '4713-04-25 BC') AS e,
       sen.due_date('review_papers', '4714-12-09 BC') AS f;
SELECT pg_temp.answers(
    $$SELECT sen.due_date('first_review', '5874897-01-02')$$,
    $$SELECT sen.due_date('post_reassessment_review', '5874897-01-01')$$,
    $$SELECT sen.due_date('post16_to_post16', '4713-04-24 BC')$$,
    $$SELECT sen.due_date('review_papers', '4714-12-08 BC')$$,
    $$SELECT sen.due_date('amendment_comment_window', '5874897-12-18')$$
);
-- Three years on, the day number has long passed what an integer holds.
\set VERBOSITY terse
SELECT sen.due_date('senco_qualification', '5874897-12-31');
\echo :LAST_ERROR_SQLSTATE
\set VERBOSITY default

-- Calendars ------------------------------------------------------------------
-- Working days in another calendar: an authority that closes between Christmas and New Year.
SELECT sen.due_date('cert_no_mediation', '2025-12-24') AS by_default,
       sen.due_date('cert_no_mediation', '2025-12-24',
                    sen.with_holidays(sen.england_and_wales(), '{2025-12-29,2025-12-30,2025-12-31}'::date[])) AS closed,
       sen.due_date('final_plan', '2025-12-24',
                    sen.with_holidays(sen.england_and_wales(), '{2025-12-29}'::date[])) AS weeks_do_not_look,
       sen.due_date('mediation_date_notice', '2026-01-05',
                    sen.with_holidays(sen.england_and_wales(), '{2025-12-29,2025-12-30,2025-12-31}'::date[])) AS before,
       sen.due_date('appeal_notice', '2025-11-01',
                    sen.with_holidays(sen.england_and_wales(), '{2026-01-02}'::date[])) AS rolled;
-- Days on which an institution is open: there is no default, and its own calendar will do.
SELECT sen.due_date('stay_at_special_school_after_no_plan', '2025-03-31',
                    sen.with_holidays(sen.england_and_wales(), '{[2025-04-05,2025-04-21]}'::datemultirange))
       AS ten_days,
       sen.due_date('stay_at_special_school_after_no_plan', NULL, sen.england_and_wales()) AS unknown,
       sen.due_date('stay_at_special_school_after_no_plan', 'infinity', sen.england_and_wales()) AS infinite,
       sen.due_date('final_plan', '2025-03-31', NULL::sen.calendar) AS no_calendar;
SELECT pg_temp.answers(
    $$SELECT sen.due_date('stay_at_special_school_after_no_plan', '2025-03-31')$$,
    $$SELECT sen.due_date('stay_at_special_school_after_no_plan', '2025-03-31', true)$$,
    $$SELECT sen.days_left('stay_at_special_school_after_no_plan', '2025-03-31')$$,
    $$SELECT sen.earliest_start('stay_at_special_school_after_no_plan', '2025-03-31')$$,
    $$SELECT sen.due_before('stay_at_special_school_after_no_plan', '2025-03-31', '2025-05-01')$$
);
-- A calendar that is too short: never a wrong date.
SELECT pg_temp.answers(
    $$SELECT sen.due_date('icb_move_request', '2025-12-20',
                          sen.calendar('2025-01-01', '2025-12-31', '{2025-12-25,2025-12-26}'))$$,
    $$SELECT sen.due_date('mediation_date_notice', '2025-01-06', sen.calendar('2025-01-01', '2025-12-31', '{}'))$$,
    $$SELECT sen.due_date('icb_move_request', '2024-12-20', sen.calendar('2025-01-01', '2025-12-31', '{}'))$$,
    $$SELECT sen.due_date('icb_move_request', '2026-12-20', sen.calendar('2025-01-01', '2025-12-31', '{}'))$$,
    $$SELECT sen.due_date('appeal_notice', '2025-11-01', sen.calendar('2025-01-01', '2025-12-31', '{}'))$$,
    $$SELECT sen.due_date('cert_no_mediation', '2025-01-01', sen.calendar('2025-01-01', '2025-01-01', '{}'))$$,
    $$SELECT sen.due_date('stay_at_special_school_after_no_plan', '2025-01-01',
                          sen.with_holidays(sen.calendar('2025-01-01', '2025-12-31', '{}'),
                                            '{[2025-01-01,2026-01-01)}'::datemultirange))$$
);
-- The years that are known: 1978 to 2099.
SELECT sen.due_date('cert_no_mediation', '2099-12-28') AS last_one,
       sen.due_date('icb_move_request', '1978-01-02') AS first_one;
SELECT pg_temp.answers(
    $$SELECT sen.due_date('cert_no_mediation', '2099-12-29')$$,
    $$SELECT sen.due_date('cert_no_mediation', '1977-12-30')$$,
    $$SELECT sen.due_date('icb_move_request', '2100-01-01')$$,
    $$SELECT sen.due_date('mediation_date_notice', '1978-01-09')$$,
    $$SELECT sen.due_date('la_response', '2099-12-01')$$,
    $$SELECT sen.due_date('appeal_notice', '2099-11-01')$$,
    $$SELECT sen.due_date('appeal_notice', '5874897-12-31')$$,
    $$SELECT sen.due_date('costs_application', '5874897-12-31')$$,
    $$SELECT sen.due_date('disclose_plan_he', '4714-11-24 BC')$$
);

-- No figure: each is an error that says why --------------------------------------
\set ECHO none
CREATE FUNCTION pg_temp.refused(call text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    state text; message text; detail text; hint text;
BEGIN
    EXECUTE call;
    RETURN 'not refused';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL,
    hint = PG_EXCEPTION_HINT;
    RETURN concat_ws(' | ', state, message, detail, hint);
END $$;
\set ECHO all
SELECT pg_temp.refused(format('SELECT sen.due_date(%L, ''2025-01-01'')', name)) AS refused FROM sen.time_limits()
WHERE counting IS NULL ORDER BY name;
-- By every function, in every form, and for infinite dates too.
SELECT name, call FROM sen.time_limits(), unnest('{
    "sen.due_date(%L, ''infinity'')", "sen.due_date(%L, ''2025-01-01'', true)", "sen.due_date(%L, ''2025-01-01'',
        sen.england_and_wales())", "sen.days_left(%L, ''2025-01-01'')", "sen.days_left(%L, ''2025-01-01'',
        ''2025-01-01'')",
    "sen.is_met(%L, ''2025-01-01'', NULL)", "sen.is_met(%L, ''2025-01-01'', ''2025-01-01'', ''2025-01-01'')",
        "sen.earliest_start(%L, ''2025-01-01'')", "sen.latest_start(%L, ''-infinity'')", "sen.due_before(%L,
        ''2025-01-01'', ''2025-01-01'')",
    "sen.due_by(%L, ''2025-01-01'', ''2025-01-01'')", "sen.due_after(%L, ''2025-01-01'', ''2025-01-01'')",
        "sen.due_from(%L, ''2025-01-01'', ''2025-01-01'')", "sen.due_between(%L, ''2025-01-01'', ''2025-01-01'',
        ''2025-01-01'')",
    "sen.is_overdue(%L, ''2025-01-01'')", "sen.is_overdue(%L, ''2025-01-01'', ''2025-01-01'')"}'::text[]) call
WHERE counting IS NULL AND pg_temp.refused(format('SELECT ' || call, name)) NOT LIKE '22023 | time limit "'
    || name::text || '" has no fixed length, so it has no due date | %';
-- No row, no error.
SELECT sen.due_date('draft_plan_issue', date '2025-01-01' + n) FROM generate_series(1, 0) n;

-- Met, and days left, where the day is moved or the period must have run ------------
SELECT v.*, sen.is_met(l::sen.time_limit, started, done, as_of) AS got
FROM (VALUES
    ('mediation_date_notice', date '2025-03-17', date '2025-03-07', date '2025-04-01', true),
    ('mediation_date_notice', '2025-03-17', '2025-03-08', '2025-04-01', false),
    ('phase_transfer_other', '2026-01-01', '2026-02-14', '2026-09-01', true),
    ('phase_transfer_other', '2026-01-01', '2026-02-15', '2026-09-01', false),
    ('phase_transfer_other', '2026-01-01', '2025-11-20', '2026-09-01', true),
    ('final_plan', '2025-01-06', '2025-01-06', '2025-09-01', true),
    ('final_plan', '2025-01-06', '2025-01-05', '2025-09-01', NULL),
    ('final_plan', '2025-01-06', '2025-01-05', '2025-01-04', NULL),
    ('first_review', '2025-01-06', '2025-01-05', '2026-09-01', NULL),
    ('order_cease', '2025-06-15', '2025-06-14', '2025-09-01', NULL),
    ('amendment_comment_window', '2025-03-03', '2025-03-02', '2025-04-01', NULL),
    ('amendment_comment_window', '2025-03-03', '2025-03-03', '2025-04-01', false),
    ('review_papers', '2025-03-17', '2025-02-01', '2025-04-01', true),
    ('final_plan', '2025-01-06', '-infinity', '2025-09-01', NULL),
    ('final_plan', 'infinity', '2025-01-05', '2025-09-01', NULL),
    ('final_plan', '-infinity', '-infinity', '2025-09-01', true),
    ('first_review', '2024-03-10', '2025-03-09', '2025-04-01', true),
    ('first_review', '2024-03-10', '2025-03-10', '2025-04-01', false),
    ('appeal_notice', '2025-06-15', '2025-09-01', '2025-10-01', true),
    ('appeal_notice', '2025-06-15', '2025-09-02', '2025-10-01', false),
    ('order_cease', '2025-06-15', '2025-06-15', '2025-06-15', true),
    ('order_cease', '2025-06-15', NULL, '2025-06-15', NULL),
    ('order_cease', '2025-06-15', NULL, '2025-06-16', false),
    ('amendment_comment_window', '2025-03-03', '2025-03-17', '2025-04-01', false),
    ('amendment_comment_window', '2025-03-03', '2025-03-18', '2025-04-01', true),
    ('amendment_comment_window', '2025-03-03', '2025-03-18', '2025-03-17', NULL),
    ('amendment_comment_window', '2025-03-03', NULL, '2026-03-17', NULL),
    ('reassess_bar', '2025-01-31', '2025-07-31', '2025-08-01', false),
    ('reassess_bar', '2025-01-31', '2025-08-01', '2025-08-01', true)
) v (l, started, done, as_of, met)
WHERE sen.is_met(l::sen.time_limit, started, done, as_of) IS DISTINCT FROM met;
SELECT sen.days_left('cert_no_mediation', '2025-04-16', '2025-04-20') AS over_easter,
       sen.days_left('phase_transfer_other', '2025-01-01') AS to_14_february,
       sen.days_left('order_cease', '2025-01-20') AS today;

-- A later day of the year may be that of the transfer, or of a review before the next one:
-- refused everywhere, and a column is compared as one day is.
SELECT pg_temp.answers(
    $$SELECT sen.due_date('phase_transfer_other', '2026-02-15')$$,
    $$SELECT sen.due_date('phase_transfer_other', '2026-09-01')$$,
    $$SELECT sen.due_date('phase_transfer_post16', '2025-10-10')$$,
    $$SELECT sen.due_date('phase_transfer_post16', '2025-10-10', true)$$,
    $$SELECT sen.days_left('phase_transfer_post16', '2025-10-10')$$,
    $$SELECT sen.is_met('phase_transfer_post16', '2025-10-10', NULL)$$,
    $$SELECT sen.is_overdue('phase_transfer_post16', '2025-10-10', '2026-09-01')$$,
    $$SELECT count(*) FROM (VALUES (date '2026-01-01'), ('2025-10-10')) v (d)
      WHERE sen.due_before('phase_transfer_post16', d, '2026-09-01')$$,
    $$SELECT count(*) FROM (VALUES (date '2026-01-01'), ('2026-03-30')) v (d)
      WHERE sen.due_before('phase_transfer_post16', d, '2026-09-01')$$
);

-- First and last starts ---------------------------------------------------------
SELECT l, day, sen.earliest_start(l, day) AS earliest, sen.latest_start(l, day) AS latest
FROM (VALUES ('final_plan'::sen.time_limit, date '2025-01-20'), ('recommendation_social_response', '2025-04-06'),
      ('review_papers', '2025-03-02'), ('order_cease', '2025-01-20'),
             ('recent_assessment_bar', '2025-02-28'), ('recent_assessment_bar', '2025-02-27'),
             ('first_review', '2025-02-28'), ('post16_to_post16', '2025-02-27'),
             ('phase_transfer_other', '2025-02-14'), ('phase_transfer_other', '2025-02-15'),
             ('cert_no_mediation', '2025-04-23'), ('cert_no_mediation', '2025-04-20'),
             ('appeal_notice', '2025-09-01'), ('appeal_notice', '2025-08-15'), ('la_response', '2025-10-10'),
             ('first_review', 'infinity'), ('first_review', '-infinity'), ('final_plan', '-infinity'),
             ('first_review', NULL), (NULL, '2025-01-01'),
             ('final_plan', '4714-11-24 BC'), ('final_plan', '5874897-12-31'), ('review_papers', '4714-11-24 BC'),
             ('review_papers', '5874897-12-31')) v (l, day);
-- Far days, outside of what can be stored or of the calendar: no start is due so late,
-- or so early, and that is no error. Rows below are faults.
\set ECHO none
CREATE FUNCTION pg_temp.is_true(condition text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    found boolean;
BEGIN
    EXECUTE 'SELECT ' || condition INTO found;
    RETURN found::text;
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE || ': ' || SQLERRM;
END $$;
\set ECHO all
SELECT condition, pg_temp.is_true(condition) AS found
FROM unnest('{recent_assessment_bar,first_review,senco_qualification,phase_transfer_other,post16_to_post16}'::text[]) l,
     unnest('{"sen.earliest_start(%L, ''5874897-12-31'') > ''5874890-01-01''", "sen.latest_start(%L,
         ''5874897-12-31'') > ''5874890-01-01''",
              "sen.earliest_start(%L, ''4714-11-24 BC'') < ''4712-01-01 BC''", "sen.latest_start(%L,
                  ''4714-11-24 BC'') < ''4712-01-01 BC''"}'::text[]) c, format(c, l) AS condition
WHERE pg_temp.is_true(condition) IS DISTINCT FROM 'true';
SELECT condition, pg_temp.is_true(condition) AS found
FROM unnest('{cert_no_mediation,icb_move_request,mediation_date_notice,la_response,appeal_notice,'
            'costs_application}'::text[]) l,
     unnest('{"sen.earliest_start(%L, ''2150-01-01'') > ''2099-01-01''", "sen.latest_start(%L,
         ''2150-01-01'') > ''2099-01-01''",
              "sen.earliest_start(%L, ''1970-01-01'') < ''1979-01-01''", "sen.latest_start(%L,
                  ''1970-01-01'') < ''1979-01-01''", "sen.earliest_start(%L, ''2099-12-30'') > ''2099-01-01''",
                  "sen.latest_start(%L, ''1978-01-03'') < ''1979-01-01''"}'::text[]) c, format(c, l) AS condition
WHERE pg_temp.is_true(condition) IS DISTINCT FROM 'true';

-- Combined limits ---------------------------------------------------------------
SELECT sen.amended_plan_due('2024-11-01', '2024-11-25') AS notice_binds,
       sen.amended_plan_due('2024-11-01', '2024-12-20') AS meeting_binds,
       sen.amended_plan_due('2024-11-01', '2024-11-29') AS equal,
       sen.amended_plan_due('2024-11-01', NULL) AS no_notice, sen.amended_plan_due(NULL, '2024-11-25') AS no_meeting,
       sen.amended_plan_due(NULL, NULL) AS neither, sen.amended_plan_due('infinity', '2024-11-25') AS far;
SELECT sen.transfer_review_due('2024-09-10', '2025-03-01') AS review_binds,
       sen.transfer_review_due('2024-03-10', '2025-03-01') AS transfer_binds,
       sen.transfer_review_due('2024-06-01', '2025-03-01') AS equal,
       sen.transfer_review_due(NULL, '2025-03-01') AS no_review,
       sen.transfer_review_due('2024-09-10', NULL) AS no_transfer;
SELECT sen.appeal_due('2025-10-01') AS no_certificate, sen.appeal_due('2025-10-01', '2025-10-20') AS decision_binds,
       sen.appeal_due('2025-10-01', '2025-11-29') AS certificate_binds,
       sen.appeal_due('2025-05-31', '2025-06-15') AS not_in_august,
       sen.appeal_due('2025-05-31', '2025-07-01') AS into_august, sen.appeal_due(NULL, '2025-10-20') AS no_decision,
       sen.appeal_due(NULL) AS nothing, sen.appeal_due('infinity', '2025-10-20') AS far;
SELECT moved, aware, sen.plan_transfer_due(moved, aware) AS plan, sen.plan_transfer_due(moved, aware, true) AS clear,
       sen.icb_move_due(moved, aware) AS board, sen.icb_move_due(moved, aware, clear_days => true) AS board_clear
FROM (VALUES (date '2025-03-24', date '2025-02-28'), ('2025-03-24', '2025-03-01'), ('2025-03-24', '2025-03-03'),
      ('2025-03-24', '2025-03-04'), ('2025-03-24', '2025-03-24'), ('2025-03-24', '2025-04-01'),
      ('2025-03-24', '2024-01-01'),
             ('2025-05-10', '2025-04-15'), ('2025-05-10', '2025-04-16'), ('2025-05-10', '2025-04-17'),
             (NULL, '2025-03-03'), ('2025-03-24', NULL)) v (moved, aware);
SELECT sen.plan_transfer_due('2025-03-24', '2025-03-03', NULL) AS no_choice;
SELECT pg_temp.answers($$SELECT sen.plan_transfer_due('infinity', '2025-03-03')$$,
                       $$SELECT sen.plan_transfer_due('1978-01-03', '2025-03-03')$$,
                       $$SELECT sen.icb_move_due('2025-03-24', '2100-03-03')$$);
SELECT transfer, sen.phase_transfer_due('post-16 to post-16', transfer, true) AS clear,
       sen.phase_transfer_due('post-16 to post-16', transfer, false) AS not_clear,
       sen.phase_transfer_due('primary to secondary', transfer, true) AS by_the_year
FROM unnest('{2025-09-01,2026-01-31,2026-07-31,infinity,NULL}'::date[]) transfer;
SELECT sen.phase_transfer_due('secondary to post-16', '2026-09-01', NULL) AS no_choice,
       sen.phase_transfer_due(NULL, '2026-09-01', true) AS no_phase;
SELECT pg_temp.answers($$SELECT sen.phase_transfer_due('post-16 to post-16', 2026)$$,
                       $$SELECT sen.phase_transfer_due('sixth form to college', '2026-09-01', true)$$,
                       $$SELECT sen.phase_transfer_due('primary to secondary', '0001-09-01 BC', true)$$);
SELECT phase, sen.phase_transfer_due(phase, 2026)
FROM unnest('{early years to school,infant to junior,primary to middle,primary to secondary,middle to '
            'secondary,secondary to post-16}'::text[]) phase;
SELECT sen.phase_transfer_due('primary to secondary', 1) AS first,
       sen.phase_transfer_due('secondary to post-16', 9999) AS last, sen.phase_transfer_due(NULL, 2026) AS no_phase,
       sen.phase_transfer_due('primary to secondary', NULL) AS no_year;
SELECT pg_temp.answers(
    $$SELECT sen.phase_transfer_due('primary to secondary', 0)$$,
    $$SELECT sen.phase_transfer_due('primary to secondary', -2026)$$,
    $$SELECT sen.phase_transfer_due('primary to secondary', 10000)$$,
    $$SELECT sen.phase_transfer_due('primary to secondary', 2147483647)$$
);
SELECT pg_temp.answers_with('SELECT sen.phase_transfer_due(%L, 2026)', 'year 6 to year 7', 'Primary to secondary', '');

-- Closures ------------------------------------------------------------------------
SELECT sen.closure_window('2025-07-19', '2025-09-02') AS summer,
       sen.closure_window('2025-07-19', '2025-08-16') AS four_weeks,
       sen.closure_window('2025-07-19', '2025-08-15') AS a_day_less,
       sen.closure_window('2025-12-20', '2026-01-05') AS christmas,
       sen.closure_window('2025-07-19', '2025-07-19') AS no_day, sen.closure_window(NULL, '2025-09-02') AS no_start,
       sen.closure_window('2025-07-19', NULL) AS no_end;
SELECT pg_temp.answers(
    $$SELECT sen.closure_window('2025-09-02', '2025-07-19')$$,
    $$SELECT sen.closure_window('2025-07-19', 'infinity')$$,
    $$SELECT sen.closure_window('-infinity', '2025-07-19')$$,
    $$SELECT sen.closure_window('4714-11-24 BC', '4713-11-24 BC')$$
);
SELECT asked, sen.closure_excuses(asked, '{"[2025-07-19,2025-09-02)","[2025-12-20,2026-01-05)"}') AS excused
FROM unnest('{2025-07-11,2025-07-12,2025-08-26,2025-08-27,2025-12-22}'::date[]) asked;
-- The last day of a closure may be given instead; empty and unknown ranges count for nothing.
SELECT sen.closure_excuses('2025-08-26', '{"[2025-07-19,2025-09-01]"}') AS closed_range,
       sen.closure_excuses('2025-08-26', '{empty}') AS empty_range,
       sen.closure_excuses('2025-08-26', '{NULL,"[2025-07-19,2025-09-02)"}') AS with_unknown,
       sen.closure_excuses('2025-08-26', '{}') AS none, sen.closure_excuses('2025-08-26', NULL) AS unknown,
       sen.closure_excuses(NULL, '{"[2025-07-19,2025-09-02)"}') AS no_day,
       sen.closure_excuses('infinity', '{"[2025-07-19,2025-09-02)"}') AS infinite_day;
SELECT pg_temp.answers_with($$SELECT sen.closure_excuses('2025-08-26', %L)$$, '{"[2025-07-19,)"}', '{"(,2025-07-19)"}',
                            '{"[2025-07-19,infinity)"}');
-- Two closures that touch are two, as they are given.
SELECT sen.closure_excuses('2025-08-01', '{"[2025-07-19,2025-08-09)","[2025-08-09,2025-09-02)"}') AS three_weeks_twice;
