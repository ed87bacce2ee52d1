-- What the sections of the pack say that paragraph 5 of the notice asks for beside measures and actions: the first
-- page, every duty, waits, audits, exceptions, feedback, advisers, the mitigation plan, decisions and attendance.
-- Sentences are written by hand or put together from rows counted in plain SQL. Then who may read them, and what a
-- section says when it has no row. The other sections: pack_says.sql.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
SELECT no_plan();
\set programme parts
\ir ../fixtures/ready_programme.sql
SELECT set_config('search_path', 'parts, ' || current_setting('search_path'), true) AS path \gset
SET LOCAL sen_improvement.as_of = '2025-06-30';

INSERT INTO partner VALUES ('council', 'Council', 'local government'), ('icb', 'Health Board', 'health'),
    ('forum', 'Parent Carer Forum', 'parents and carers'), ('dfe', 'Department', 'DfE');
INSERT INTO post (post_id, partner_id, title, attends_as) VALUES ('dcs', 'council', 'Director', 'member'),
    ('nurse', 'icb', 'Chief nurse', 'member'), ('chair', 'forum', 'Chair', 'member'),
    ('adviser', 'dfe', 'SEND adviser', 'external attendee'), ('clerk', 'council', 'Clerk', 'none');
INSERT INTO notice (notice_id, title, issued_by, issued_to, issued_on, source)
VALUES ('n', 'The notice', 'DfE', 'council', '2025-01-15', 'test');
INSERT INTO requirement (notice_id, paragraph, position, heading, kind, asks, test)
VALUES ('n', '1', 1, 'h', 'duty', 'Own it.', 'actions have owners and areas have targets'),
    ('n', '2', 2, 'h', 'duty', 'Write it down.', 'found done by a review');
INSERT INTO area (notice_id, area_number, kind, title) VALUES ('n', 1, 'priority action', 'Timeliness');
INSERT INTO meeting (meeting_id, title, planned_on, held_on, cancelled_on, source) VALUES
    ('old', 'Of spring 2024', '2024-06-29', '2024-06-29', NULL, 'test'),
    ('m1', 'February', '2025-02-11', '2025-02-11', NULL, 'test'),
    ('m2', 'April', '2025-04-29', '2025-04-29', NULL, 'test'),
    ('m3', 'June', '2025-06-30', '2025-06-30', NULL, 'test'), ('m4', 'July', '2025-07-22', NULL, NULL, 'test'),
    ('mx', 'May', '2025-05-20', NULL, '2025-05-19', 'test'), ('my', 'Early June', '2025-06-03', NULL, NULL, 'test');
INSERT INTO evidence (evidence_id, kind, title, dated_on, illustrative)
VALUES ('inv', 'document', 'Invented', '2025-01-01', true);
CREATE TEMPORARY TABLE pack (section integer, heading text, line integer, item text, in_words text, detail text);
CREATE FUNCTION pg_temp.said(heading text) RETURNS TABLE (item text, in_words text, detail text)
    LANGUAGE sql AS $$ SELECT p.item, p.in_words, p.detail FROM pack p WHERE p.heading = $1 ORDER BY p.line $$;

-- Duties. 2025 to 30 June: 8 decisions in 40 days and 2 in 50; 2024: 5 and 15. Three requests wait, one for 43 days.
INSERT INTO ehc_request (local_authority, request_ref, received_on, request_outcome, request_outcome_on)
SELECT '344', v.what || n, v.decided - v.days, CASE WHEN v.days > 0 THEN 'N' END,
       CASE WHEN v.days > 0 THEN v.decided END
FROM (VALUES ('a', date '2025-03-03', 40, 8), ('b', '2025-04-04', 50, 2), ('c', '2024-05-05', 40, 5),
             ('d', '2024-12-06', 50, 15)) v (what, decided, days, cases), generate_series(1, v.cases) n;
INSERT INTO ehc_request (local_authority, request_ref, received_on, request_outcome)
VALUES ('344', 'w1', '2025-05-18', 'A'), ('344', 'w2', '2025-05-19', 'A'), ('344', 'w3', '2025-06-29', 'A');
-- 1,100 plans that nobody reviewed within twelve months, the first by 28 February 2025; one that is due today.
INSERT INTO annual_review (local_authority, review_ref, plan_made_on, last_reviewed_on)
SELECT '344', 'r' || n, '2020-01-01', date '2024-03-01' + n % 100 FROM generate_series(1, 1100) n;
INSERT INTO annual_review (local_authority, review_ref, plan_made_on, last_reviewed_on)
VALUES ('344', 'today', '2020-01-01', '2024-07-01');
INSERT INTO mediation (local_authority, mediation_ref, wanted_on) VALUES ('344', 'x1', '2025-05-01');
INSERT INTO case_event (local_authority, concerns, case_ref, event, happened_on, time_limit)
VALUES ('344', 'mediation', 'x2', 'mediation_agreed', '2025-03-03', 'mediation_agreement_other') ON CONFLICT DO NOTHING;
INSERT INTO pack SELECT * FROM sen.board_pack('parts');
SELECT results_eq($$SELECT * FROM pg_temp.said('Every other statutory duty') WHERE item !~ '^Overdue'$$, $$VALUES
    ('Decisions whether to assess within 6 weeks', '80% in time',
     '8 of 10 from 1 January to 30 June 2025; 25% of 20 last year; '
     || (SELECT c.in_words FROM sen.proportion_change(5, 20, 8, 10) c)
     || '; 1 of 3 open cases past the time limit; at the end of last year no open cases'),
    ('Families told within 16 weeks that there will be no plan', 'none finished this year',
     'none of 3 open cases past 16 weeks, in which a refusal would be late; at the end of last year no open cases')$$,
    'decisions: this year beside the whole of last year, and who waits');
SELECT is((SELECT in_words || ' / ' || detail FROM pack
           WHERE item LIKE 'Overdue on 30 June 2025: review the plan again%'),
          '1,100 / the longest by ' || date '2025-06-30' - date '2025-02-28' || ' days; owed by: local authority',
          '1,100 reviews that are overdue are in the pack');
SELECT is((SELECT detail FROM pack WHERE item = 'Other duties by law'),
          'Most: review the plan again, in each period of 12 months, 1,100; and '
          || (SELECT count(DISTINCT time_limit) - 1 FROM deadlines
              WHERE state = 'overdue' AND time_limit <> 'final_plan')
          || CASE (SELECT count(DISTINCT time_limit) - 1 FROM deadlines
                   WHERE state = 'overdue' AND time_limit <> 'final_plan')
                  WHEN 1 THEN ' other duty.' ELSE ' other duties.' END, 'and on its first page');
SELECT results_eq('SELECT local_authority, time_limit, overdue, longest_since, longest_days FROM overdue_duties', $$
    SELECT local_authority, time_limit, count(*), min(due_on), max(date '2025-06-30' - due_on) FROM deadlines
    WHERE state = 'overdue' GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2$$, 'the totals of what deadlines calls overdue');
SELECT cmp_ok((SELECT count(*) FROM overdue_duties), '>=', 3::bigint, 'of several duties');
SELECT results_eq($$SELECT definition, finished_excluding, in_time_excluding, percent_in_time_excluding,
                    finished_excluding_last_year, in_time_excluding_last_year, open_at_end, overdue_at_end
                    FROM statutory_duties WHERE finished_excluding > 0$$, $$
    SELECT t.definition, t.finished_excluding, t.in_time_excluding, t.percent_in_time_excluding, l.finished_excluding,
           l.in_time_excluding, t.open_at_end, t.overdue_at_end
    FROM compliance_year_to_date t LEFT JOIN compliance_by_year l ON l.definition = t.definition AND l.year = 2024
    WHERE t.finished_excluding > 0$$, 'the duties as the other views count them');

-- Requests by quarter, and the year as the view of years has it.
SELECT results_eq($$SELECT item, in_words, detail FROM pg_temp.said(
    'Requests, refusals, plans and reviews against the year before')$$, $$
    SELECT '1 January to 30 June 2025', y.requests || ' requests',
           y.requests_year_before || ' a year before; '
           || sen.share_words(y.refused, y.requests, 'request', NULL, 'refused') || ' ('
           || sen.percent_words(y.percent_refused, y.requests) || '), '
           || sen.percent_words(y.percent_refused_year_before, y.requests_year_before) || ' a year before; '
           || y.plans_issued || ' plans issued, ' || y.plans_issued_year_before || ' a year before'
    FROM requests_by_year y WHERE y.year = 2025
    UNION ALL
    (SELECT sen.date_words(q.quarter) || ' to ' || sen.date_words(q.to_day),
            sen.count_words(q.requests, 'request'),
            sen.list_words('; ', q.requests_year_before || ' a year before',
                           CASE WHEN q.requests > 0 THEN sen.share_words(q.refused, q.requests, 'request', NULL,
                               'refused')
                                || ' (' || sen.percent_words(q.percent_refused, q.requests) || ')'
                                || coalesce(', ' || sen.percent_words(q.percent_refused_year_before,
                                    q.requests_year_before)
                                            || ' a year before', '') END,
                           sen.count_words(q.plans_issued, 'plan') || ' issued'
                           || coalesce(', ' || q.plans_issued_year_before || ' a year before', ''))
     FROM requests_by_quarter q WHERE q.quarter >= '2024-07-01' ORDER BY q.quarter DESC)$$,
         'requests of the year and of four quarters');

-- Waits and audits, from the rows.
INSERT INTO wait (local_authority, wait_ref, service, referred_on, assessed_on, last_contact_on)
SELECT '344', v.what || n, 'neurodevelopmental', date '2025-06-30' - v.days, date '2025-06-30' - v.done, v.contact
FROM (VALUES ('a', 30, NULL::integer, date '2025-06-01', 4), ('b', 100, NULL, '2025-01-01', 3),
      ('c', 400, NULL, NULL, 2),
             ('d', 200, 150, NULL, 6), ('e', 300, 20, NULL, 5)) v (what, days, done, contact, cases),
     generate_series(1, v.cases) n;
INSERT INTO plan_audit (local_authority, audit_ref, audited_on, grade, multi_agency)
SELECT '344', v.what || n, v.day, v.grade, v.together
FROM (VALUES ('a', date '2025-06-10', 'good', true, 6), ('b', '2025-05-10', 'inadequate', false, 2),
             ('c', '2025-02-10', 'good', true, 1), ('d', '2025-03-10', 'inadequate', true, 4))
     v (what, day, grade, together, audits), generate_series(1, v.audits) n;
TRUNCATE pack; INSERT INTO pack SELECT * FROM sen.board_pack('parts');
SELECT results_eq($$SELECT * FROM pg_temp.said('Children who wait for a specialist service')$$, $$
    SELECT 'Neurodevelopmental', '9 waiting',
           '5 for more than 13 weeks; 2 for more than 52 weeks; longest wait '
           || (SELECT round(max(date '2025-06-30' - referred_on) / 7.0, 1) FROM wait WHERE assessed_on IS NULL)
           || ' weeks, median ' || round(100 / 7.0, 1)
           || '; 44% were referred, or heard from the service, in three months; 55% of 11 '
           'assessed in twelve months waited no longer than 13 weeks'$$, 'waits');
SELECT is((SELECT string_agg(in_words || ': ' || replace(detail, '; against the three months before: '
              || (SELECT in_words FROM sen.proportion_change(1, 5, 6, 8)), ''), ' | ') FROM pack
           WHERE heading = 'The quality of EHC plans'),
          '75%: 6 of 8 plans, to 30 June 2025; 95% interval '
          || (SELECT round(100 * w.lower::numeric, 1) || ' to ' || round(100 * w.upper::numeric, 1)
              FROM sen.wilson(6, 8) w)
          || '; 6 of 8 plans audited by several agencies', 'audits of three months');
SELECT is((SELECT substring(detail FROM 'against the three months before: (.*); 6 of 8') FROM pack
           WHERE heading = 'The quality of EHC plans'), (SELECT in_words FROM sen.proportion_change(1, 5, 6, 8)),
          'beside the three before');

-- Measures off track, and what their owners say.
INSERT INTO objective (objective_id, plan, title, owner_post, agreed_on)
VALUES ('o', 'Plan', 'Plans in time', 'dcs', '2025-01-20');
INSERT INTO measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
                     target_value, how_measured, every_months, owner_post, period_kind)
SELECT v.id, 'o', v.title, 'percent', 'increase', '2025-01-01', 20, '2025-12-27', 80, 'Counted.', 1, v.owner, 'on a day'
FROM (VALUES ('k1', 'Silent', 'nurse'), ('k2', 'Of May', NULL), ('k3', 'Said', NULL), ('k4', 'Well', NULL),
             ('k5', 'By another', 'nurse'), ('k6', 'Too late', 'nurse')) v (id, title, owner);
INSERT INTO measurement (measure_id, period_to, value) VALUES ('k1', '2025-06-15', 21), ('k2', '2025-05-15', 21),
    ('k2', '2025-06-15', 21), ('k3', '2025-05-15', 21), ('k3', '2025-06-15', 21), ('k4', '2025-06-15', 79),
    ('k5', '2025-06-15', 21), ('k6', '2025-06-15', 21);
INSERT INTO commentary (measure_id, written_on, written_by, figure_on, why, what_is_done, back_on, evidence_id) VALUES
    ('k2', '2025-05-20', 'dcs', '2025-05-15', 'Staff left.', 'Posts are advertised.', NULL, NULL),
    ('k3', '2025-05-20', 'dcs', '2025-05-15', 'Older.', 'Older.', NULL, NULL),
    ('k3', '2025-06-20', 'dcs', '2025-06-15', 'Cases are old.', 'Oldest first.', '2025-09-30', 'inv'),
    ('k4', '2025-06-20', 'dcs', '2025-06-15', 'No need.', 'Nothing.', NULL, NULL),
    ('k5', '2025-06-20', 'dcs', '2025-06-15', 'Late data', 'Data are asked for', '2025-06-29', NULL),
    ('k6', '2025-07-01', 'nurse', '2025-06-15', 'Still to come.', 'Still to come.', NULL, NULL);
TRUNCATE pack; INSERT INTO pack SELECT * FROM sen.board_pack('parts');
SELECT results_eq($$SELECT * FROM pg_temp.said('Measures off track: why, and what is done')$$, $$VALUES
    ('Silent', 'no commentary by its owner, Chief nurse', NULL),
    ('Too late', 'no commentary by its owner, Chief nurse', NULL),
    ('Of May', 'the latest commentary, of 20 May 2025, is about the figure of 15 May 2025; owner: Director',
     'Why: Staff left. What is done: Posts are advertised.'),
    ('By another', 'commentary of 20 June 2025 by Director; owner: Chief nurse',
     'Why: Late data. What is done: Data are asked for. It was to be on track again by 29 June 2025, 1 day ago.'),
    ('Said', 'commentary of 20 June 2025 by Director',
     'Why: Cases are old. What is done: Oldest first. To be on track again by 30 September 2025. (illustrative)')$$,
    'each measure off track with what its owner says, those without first');
-- What printed pages count is neither red nor without data, nor did it move.
SELECT is_empty($$SELECT b.item FROM board_paper b JOIN dashboard d ON d.title = b.item
                  WHERE b.heading = 'Is it moving, is it on track' AND (b.counted_as IS NULL)
                      <> (d.verdict NOT IN ('met', 'on track') OR coalesce(d.moving IN ('better', 'worse'), false))$$,
                'a measure is counted if it is in order and did not move');
SELECT results_eq($$SELECT counted_as IS NULL, count(*) FROM board_paper
                    WHERE heading = 'Is it moving, is it on track' GROUP BY 1 ORDER BY 1$$,
                  $$VALUES (false, 1::bigint), (true, 5::bigint)$$, 'of six measures one');
UPDATE objective SET owner_post = NULL;
SELECT is((SELECT string_agg(title || ': ' || in_words, '; ' ORDER BY title) FROM exception_report WHERE owner IS NULL
           AND state <> 'missing'),
               'Of May: the latest commentary, of 20 May 2025, is about the figure of 15 May 2025; '
          'Said: commentary of 20 June 2025 by Director', 'nobody answers for it');
DELETE FROM commentary WHERE measure_id = 'k2';
SELECT is((SELECT in_words FROM exception_report WHERE measure_id = 'k2'),
          'no commentary, and no post answers for it', 'nor says anything');
UPDATE objective SET owner_post = 'dcs';
-- Of a measure counted from the cases there is another figure each day.
INSERT INTO measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
                     target_value, how_measured, every_months, definition, local_authority, counted_over,
                     excluding_exceptions)
VALUES ('k7', 'o', 'Counted', 'percent', 'increase', '2024-12-31', 98, '2025-12-31', 99, 'Counted.', 1,
        'decisions_in_6_weeks', '344', 'year', true);
INSERT INTO commentary VALUES ('k7', '2025-04-28', 'dcs', '2025-03-31', 'w', 'd');
SELECT is((SELECT verdict || ', ' || state || ', ' || latest_on FROM exception_report WHERE measure_id = 'k7'),
          'off track, of an older figure, 2025-06-30',
          'what was written before the last meeting is of an older figure');
UPDATE commentary SET written_on = '2025-04-29' WHERE measure_id = 'k7';
SELECT is((SELECT state FROM exception_report WHERE measure_id = 'k7'), 'current', 'on its day or later it is not');
DELETE FROM commentary WHERE measure_id = 'k7';
DELETE FROM measure WHERE measure_id = 'k7';

-- Feedback: of fewer than five people, or of nobody knows how many, no words; of fewer than five no number.
INSERT INTO feedback (received_on, from_whom, channel, respondents, satisfied, tone, summary, theme, speaks_for_many,
                      evidence_id)
VALUES ('2025-06-01', 'parents and carers', 'survey', 40, 10, 'mixed', 'Waits are long.', 'waiting', false, NULL),
    ('2025-06-02', 'parents and carers', 'letter', 1, 0, 'negative', 'SECRET one', 'waiting', false, NULL),
    ('2025-06-03', 'parents and carers', 'call', NULL, NULL, 'negative', 'SECRET two', 'waiting', false, NULL),
    ('2025-06-04', 'parents and carers', 'forum', NULL, NULL, 'positive', 'Heard at last.', 'being heard', true, 'inv'),
    ('2025-06-05', 'children and young people', 'talk', 4, 2, 'positive', 'SECRET three', 'provision', false, NULL),
    ('2025-06-06', 'children and young people', 'talk', 5, 5, 'positive', 'Five say so.', NULL, false, NULL),
    ('2024-07-01', 'schools', 'event', 9, NULL, 'mixed', 'First day that counts.', 'staff', false, NULL),
    ('2024-06-30', 'schools', 'event', 99, NULL, 'mixed', 'The day before.', 'staff', false, NULL),
    ('2025-07-01', 'schools', 'event', 99, NULL, 'mixed', 'Still to come.', 'staff', false, NULL),
    ('2025-01-01', 'schools', 'event', 5, NULL, 'mixed', 'New year.', 'staff', false, NULL),
    ('2025-02-01', 'schools', 'event', 5, NULL, 'mixed', 'Later.', 'staff', false, NULL),
    ('2025-03-01', 'schools', 'event', 5, NULL, 'positive', 'Latest.', 'staff', false, NULL);
TRUNCATE pack; INSERT INTO pack SELECT * FROM sen.board_pack('parts');
SELECT results_eq($$SELECT * FROM pg_temp.said('What families, schools and others said')$$, $$VALUES
    ('Parents and carers: waiting', '1 mixed, 2 negative; 41 people answered; 24% of those asked are satisfied',
     '"Waits are long." (survey, 1 June 2025) The words of 2 pieces are not shown: too few people said them, or nobody '
     'knows how many.'),
    ('Parents and carers: being heard', '1 positive', '"Heard at last." (forum, 4 June 2025) (illustrative)'),
    ('Children and young people: provision', '1 positive; fewer than 5 people',
     'The words of 1 piece are not shown: too few people said them, or nobody knows how many.'),
    ('Children and young people: without a theme', '1 positive; 5 people answered; 100% of those asked are satisfied',
     '"Five say so." (talk, 6 June 2025)'),
    ('Schools: staff', '1 positive, 3 mixed; 24 people answered',
     '"Latest." (event, 1 March 2025) "Later." (event, 1 February 2025) "New year." (event, 1 January 2025)')$$,
    'what was said, by theme, and nobody can be recognised');
SELECT is((SELECT count(*) FROM pack p WHERE p::text LIKE '%SECRET%'), 0::bigint, 'nowhere in the pack');
UPDATE feedback_theme SET shown_from = 42 WHERE theme = 'waiting';
SELECT is((SELECT in_words || ' / ' || said FROM feedback_by_theme WHERE theme = 'waiting'),
          '1 mixed, 2 negative; fewer than 42 people / The words of 3 pieces are not shown: too few people said them, '
          'or nobody knows how many.', 'how many are few is the programme''s own choice');
UPDATE feedback_theme SET shown_from = 5 WHERE theme = 'waiting';

-- Advisers.
INSERT INTO adviser_update (post_id, given_on, notice_id, area_number, finding, summary, evidence_id) VALUES
    ('adviser', '2025-06-01', 'n', 1, 'concern', 'Slow.', 'inv'),
    ('adviser', '2025-01-20', 'n', NULL, 'progress', 'Begun.', NULL),
    ('adviser', '2024-07-01', 'n', NULL, 'progress', 'First that counts.', NULL),
    ('adviser', '2024-06-30', 'n', NULL, 'concern', 'Old.', NULL),
    ('adviser', '2025-07-01', 'n', 1, 'concern', 'To come.', NULL);
TRUNCATE pack; INSERT INTO pack SELECT * FROM sen.board_pack('parts');
SELECT results_eq($$SELECT * FROM pg_temp.said('What the advisers found')$$, $$VALUES
    ('1 June 2025, SEND adviser', 'concern', '1 Timeliness: Slow. (illustrative)'),
    ('20 January 2025, SEND adviser', 'progress', 'Begun.'),
    ('1 July 2024, SEND adviser', 'progress', 'First that counts.')$$, 'what the advisers found in twelve months');
SELECT results_eq('SELECT given_on, is_new FROM adviser_findings', $$VALUES ('2025-06-01'::date, true),
    ('2025-01-20', false), ('2024-07-01', false), ('2024-06-30', false)$$, 'all of them, and what is new');

-- The mitigation plan, row by row; the view: mitigation_plan.sql.
INSERT INTO risk (risk_id, title, owner_post, appetite, opened_on) VALUES ('q1', 'Staff leave', 'dcs', 6, '2025-01-10'),
    ('q2', 'Money ends', NULL, 20, '2025-01-10');
INSERT INTO risk_assessment (risk_id, assessed_on, inherent_likelihood, inherent_impact, current_likelihood,
                             current_impact)
VALUES ('q1', '2025-04-29', 4, 5, 4, 3);
INSERT INTO mitigation (risk_id, mitigation_number, what, owner_post, due_on) VALUES
    ('q1', 1, 'Pay more', 'dcs', '2025-06-28'), ('q1', 2, 'Ask', NULL, '2025-07-02'), ('q2', 1, 'Save', 'nurse', NULL);
TRUNCATE pack; INSERT INTO pack SELECT * FROM sen.board_pack('parts');
SELECT results_eq($$SELECT * FROM pg_temp.said('Mitigation plan')$$, $$VALUES
    ('Pay more', '2 days overdue (due 28 June 2025)', 'against: Staff leave, score 12, high; owner: Director'),
    ('Ask', 'due in 2 days, on 2 July 2025; nobody answers for it', 'against: Staff leave, score 12, high'),
    ('Save', 'standing: no day is set', 'against: Money ends; owner: Chief nurse')$$, 'what is done about each risk');

-- Decisions.
INSERT INTO decision (put_on, put_by, meeting_id, what, outcome, decided, risk_id, evidence_id) VALUES
    ('2025-02-01', 'dcs', 'm1', 'Of the meeting before', 'approved', NULL, NULL, NULL),
    ('2025-04-20', 'dcs', 'm2', 'Hire two', 'approved with changes', 'Three are hired.', 'q1', 'inv'),
    ('2025-04-20', NULL, 'm2', 'Move the day.', 'put off', NULL, NULL, NULL),
    ('2025-04-20', NULL, 'm2', 'Never written down', NULL, NULL, NULL, NULL),
    ('2025-05-10', NULL, 'mx', 'Of a meeting that fell out', NULL, NULL, NULL, NULL),
    ('2025-05-10', NULL, 'my', 'Of a meeting nobody knows of', NULL, NULL, NULL, NULL),
    ('2025-06-20', 'nurse', 'm3', 'Of today', 'refused', 'Not known yet.', NULL, NULL),
    ('2025-06-20', 'nurse', 'm4', 'Of July', NULL, NULL, NULL, NULL),
    ('2025-07-01', 'nurse', 'm4', 'Still to be put', NULL, NULL, NULL, NULL);
TRUNCATE pack; INSERT INTO pack SELECT * FROM sen.board_pack('parts');
SELECT results_eq($$SELECT * FROM pg_temp.said('Decisions of the Board')$$, $$VALUES
    ('Of July', 'to be decided on 22 July 2025', 'Put by: Chief nurse.'),
    ('Of today', 'to be decided on 30 June 2025', 'Put by: Chief nurse.'),
    ('Of a meeting nobody knows of', 'not decided: the meeting planned for 3 June 2025 is not recorded as held', NULL),
    ('Of a meeting that fell out', 'not decided: the meeting of 20 May 2025 was cancelled', NULL),
    ('Never written down', 'no outcome recorded of the meeting of 29 April 2025', NULL),
    ('Hire two', 'approved with changes on 29 April 2025',
     'Three are hired. About: Staff leave. Put by: Director. (illustrative)'),
    ('Move the day', 'put off on 29 April 2025', NULL)$$, 'what is to be decided, and what the last meeting decided');
SET LOCAL sen_improvement.as_of = '2025-07-01';
SELECT is((SELECT string_agg(in_words || ': ' || coalesce(decided, '-'), '; ') FROM board_decisions
           WHERE what = 'Of today'),
          'refused on 30 June 2025: Not known yet.', 'the day after, the outcome is known');
SET LOCAL sen_improvement.as_of = '2025-06-30';

-- Who came, by the name of the post. Expected: members at m1, m2 and not at old, which is longer ago than a year.
INSERT INTO invitation VALUES ('m2', 'adviser', '2025-04-01'), ('m1', 'adviser', '2025-02-12');
INSERT INTO attendance VALUES ('old', 'dcs', 'absent'), ('m1', 'dcs', 'present'), ('m2', 'dcs', 'present'),
    ('m1', 'nurse', 'absent'), ('m2', 'nurse', 'deputy'), ('m1', 'chair', 'apologies'), ('m2', 'adviser', 'apologies'),
    ('m2', 'clerk', 'present'), ('m3', 'dcs', 'absent');
TRUNCATE pack; INSERT INTO pack SELECT * FROM sen.board_pack('parts');
SELECT results_eq($$SELECT * FROM pg_temp.said('Who came to the last meeting')$$, $$VALUES
    ('Chief nurse (Health Board)', 'sent a deputy',
     'came to 0 of 2 meetings in twelve months; a deputy came to 1; absent from 1'),
    ('Clerk (Council)', 'present', 'came to 1 of 1 meeting in twelve months'),
    ('Director (Council)', 'present', 'came to 2 of 2 meetings in twelve months'),
    ('Chair (Parent Carer Forum)', 'not recorded',
     'came to 0 of 2 meetings in twelve months; apologies for 1; not recorded for 1'),
    ('SEND adviser (Department)', 'sent apologies', 'came to 0 of 1 meeting in twelve months; apologies for 1')$$,
    'members and then others, by sector');

-- The first page.
INSERT INTO action (action_id, objective_id, title, owner_post, agreed_on, due_on) VALUES
    ('a1', 'o', 'Hire', 'dcs', '2025-01-20', '2025-06-29'), ('a2', 'o', 'Train', 'nurse', '2025-01-20', '2025-06-01'),
    ('a3', 'o', 'Ask', 'dcs', '2025-01-20', '2025-06-20'), ('a4', 'o', 'Wait', 'dcs', '2025-01-20', '2025-06-30');
INSERT INTO escalation (raised_on, what, escalated_to) VALUES ('2025-05-01', 'No money.', 'nurse'),
    ('2025-06-01', 'No staff', 'dcs');
INSERT INTO measurement (measure_id, period_to, value) VALUES ('k1', '2025-04-01', 30), ('k4', '2025-04-01', 40),
    ('k5', '2025-04-01', 25);
TRUNCATE pack; INSERT INTO pack SELECT * FROM sen.board_pack('parts');
SELECT results_eq($$SELECT * FROM pg_temp.said('The first page')$$, $$VALUES
    ('Measures', '1 on track, 5 off track',
     'Off track: By another; Of May; and 3 more. Without commentary on the latest figure: 3.'),
    ('What moved since the last meeting', '1 for the better, 2 for the worse', 'Worse: By another; Silent.'),
    ('EHC plans within 20 weeks', 'no plan issued from 1 January to 30 June 2025',
     'none of 3 open requests over 20 weeks.'),
    ('Other duties by law', (SELECT to_char(count(*), 'FM9,999') FROM deadlines WHERE state = 'overdue')
                            || ' overdue on 30 June 2025',
     (SELECT detail FROM pack WHERE item = 'Other duties by law')),
    ('Late, and whose', '3 actions and 1 mitigation, the longest by 29 days', 'Director, 3; Chief nurse, 1.'),
    ('For decision', '5', 'Never written down; Of a meeting that fell out; Of a meeting nobody knows of; and 2 more.'),
    ('Escalated and not resolved', '2', 'The oldest: No money, to the Chief nurse, 60 days ago.'),
    ('Risks', '1 of 2 open risks above the appetite for it', 'The highest: Staff leave, score 12, high.'),
    ('Families, in twelve months', '6 pieces of feedback: 3 positive, 1 mixed, 2 negative',
     'Most of: waiting, provision, being heard.'),
    ('The advisers say', 'concern', '1 June 2025: Slow.'),
    ('The notice', 'none of 2 duties met', 'Open: paragraphs 1, 2.'),
    ('Next meeting of the Board', '30 June 2025', (SELECT in_words FROM meeting_readiness WHERE meeting_id = 'm3')),
    ('How old the data are', 'all recent', 'Cases to 29 June 2025 (not stated); Waits for specialist assessment to '
     || '10 June 2025 (not stated); Audits of plans to 10 June 2025 (not stated).')$$,
    'the first page, from top to bottom');

-- Milestones: what was missed, what comes next; then what was moved, by the log.
INSERT INTO milestone (measure_id, due_on, value, title)
VALUES ('k1', '2025-05-31', 40, 'Half'), ('k4', '2025-07-31', 70, NULL), ('k4', '2025-08-31', 75, 'Later');
SET LOCAL sen_improvement.meeting = 'm1';
INSERT INTO action (action_id, objective_id, title, owner_post, agreed_on, due_on)
VALUES ('a5', 'o', 'Move', 'dcs', '2025-01-20', '2025-07-31');
SET LOCAL sen_improvement.meeting = 'm2';
UPDATE action SET due_on = '2025-09-30' WHERE action_id = 'a5';
SET LOCAL sen_improvement.meeting = 'm4';
UPDATE action SET due_on = '2025-12-31' WHERE action_id = 'a5';
SET LOCAL sen_improvement.meeting = '';
TRUNCATE pack; INSERT INTO pack SELECT * FROM sen.board_pack('parts');
SELECT results_eq($$SELECT * FROM pg_temp.said('Milestones, and what was moved')$$, $$VALUES
    ('Silent: Half', 'missed, due on 31 May 2025',
     '30% on 1 April 2025 was 10 points short; still not reached by 21% on 15 June 2025.'),
    ('Well', 'next, due on 31 July 2025',
     'Due in 31 days; 79% on 15 June 2025 is there already, and keeps up with the plan.'),
    ('Well: Later', 'later, due on 31 August 2025', 'Due in 62 days; 79% on 15 June 2025 is there already.'),
    ('Move', 'moved', 'due day: moved by 61 days from 31 July 2025 to 30 September 2025; on 29 April 2025 by '
                      || 'the owner of the programme' || ', for April')$$,
                      'milestones, the missed first, and what was moved');
SELECT results_eq($$SELECT in_words, detail FROM pack WHERE heading = 'The first page' AND item = 'Milestones'$$,
                  $$VALUES ('1 missed, 2 to come', 'Missed: Silent. Next: Well, 31 July 2025.')$$,
                  'counted on the first page');

-- Who may read what: a reader the pack and its views, no row behind them.
CREATE ROLE sen_tap_reader;
SELECT sen.grant_access('parts', 'sen_tap_reader', 'reader') \g /dev/null
CREATE TEMPORARY TABLE mine AS SELECT * FROM pack;
GRANT SELECT ON mine TO sen_tap_reader;
SET LOCAL ROLE sen_tap_reader;
SELECT set_eq('SELECT * FROM sen.board_pack(''parts'')', 'SELECT * FROM mine', 'a reader reads the same pack');
SELECT lives_ok(format('SELECT count(*) FROM %I', v), 'a reader reads ' || v)
FROM unnest('{statutory_duties,overdue_duties,attendance_by_post,adviser_findings,board_decisions,exception_report,
              feedback_by_theme}'::text[]) v;
SELECT throws_ok(format('SELECT count(*) FROM %I', t), '42501', NULL, 'and not ' || t)
FROM unnest('{feedback,decision,commentary,adviser_update,attendance,deadlines,first_page}'::text[]) t;
SELECT lives_ok('SELECT theme, shown_from FROM feedback_theme', 'but the themes');
RESET ROLE;

-- What a section says without a row: whether nothing is recorded, or all is well. Of a programme with nothing:
-- sql/notice_compliance.sql.
\set programme calm
\ir ../fixtures/ready_programme.sql
SET LOCAL search_path = calm, public;
INSERT INTO calm.partner SELECT 'p' || position, sector, sector FROM calm.sector;
INSERT INTO calm.notice (notice_id, title, issued_by, issued_to, issued_on, source)
VALUES ('n', 'N', 'D', 'c', '2025-01-15', 't');
INSERT INTO calm.post (post_id, partner_id, title, attends_as)
SELECT 'post' || s.position, 'p' || s.position, s.sector, 'member' FROM calm.sector s WHERE s.expected_on_board;
INSERT INTO calm.meeting (meeting_id, title, planned_on, held_on, source)
VALUES ('m', 'M', '2025-06-01', '2025-06-01', 't');
INSERT INTO calm.objective (objective_id, plan, title, owner_post, agreed_on)
VALUES ('o', 'P', 'O', 'post1', '2025-06-20');
INSERT INTO calm.measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
                          target_value, how_measured, every_months, period_kind)
VALUES ('k', 'o', 'K', 'percent', 'increase', '2025-06-01', 20, '2025-12-27', 80, 'Counted.', 1, 'on a day');
INSERT INTO calm.measurement (measure_id, period_to, value) VALUES ('k', '2025-06-20', 79);
INSERT INTO calm.risk (risk_id, title, owner_post, opened_on) VALUES ('q', 'Q', 'post1', '2025-06-20');
INSERT INTO calm.escalation (raised_on, what, escalated_to, resolved_on)
VALUES ('2025-05-01', 'W', 'post1', '2025-06-01');
INSERT INTO calm.decision (put_on, meeting_id, what, outcome) VALUES ('2024-01-01', 'm', 'W', 'noted');
INSERT INTO calm.meeting (meeting_id, title, planned_on, held_on, source)
VALUES ('m2', 'M2', '2025-06-10', '2025-06-10', 't');
INSERT INTO calm.invitation SELECT m.meeting_id, p.post_id, '2025-05-01' FROM calm.meeting m, calm.post p;
INSERT INTO calm.feedback (received_on, from_whom, channel, tone, summary)
VALUES ('2024-01-01', 'staff', 's', 'mixed', 's');
INSERT INTO calm.adviser_update (post_id, given_on, notice_id, finding, summary)
VALUES ('post1', '2024-01-01', 'n', 'progress', 's');
TRUNCATE pack; INSERT INTO pack SELECT * FROM sen.board_pack('calm');
SELECT results_eq($$SELECT heading, item FROM pack WHERE in_words IS NULL ORDER BY section$$, $$VALUES
    ('EHC plans within 20 weeks, and the families who wait', 'No request for an EHC plan is recorded'),
    ('Requests, refusals, plans and reviews against the year before', 'No request for an EHC plan is recorded'),
    ('The recovery plan, and when the backlog is cleared', 'No scenario of a recovery plan is recorded'),
    ('EHC plans in force', 'No number of plans in force is recorded'),
    ('Every other statutory duty', 'No case under any other duty is recorded'),
    ('Beside other areas', 'No published release with figures of the council is loaded'),
    ('Children who wait for a specialist service', 'Nobody is recorded as waiting or assessed'),
    ('The quality of EHC plans', 'No audit of an EHC plan is recorded'),
    ('Measures off track: why, and what is done', 'No measure is off track'),
    ('Figures that were typed in, beside the cases',
     'No measure that is typed in is said to be counted from the cases'),
    ('Milestones, and what was moved', 'No milestone is recorded'),
    ('Is it a change, or chance', 'No chart has enough figures to tell'),
    ('What families, schools and others said', 'No feedback is recorded in twelve months'),
    ('Complaints, by theme and outcome', 'No complaint is recorded'),
    ('What the advisers found', 'No update of an adviser is recorded in twelve months'),
    ('Areas of the notice', 'No area is recorded for the notice in force'),
    ('Actions, by how far they have come', 'No action is recorded'),
    ('Money, planned and spent', 'No budget of an objective is recorded'),
    ('Slow to progress', 'No objective or action is slow'),
    ('Where contributions need to be strengthened', 'No partner has a gap'),
    ('What the log says since the last meeting', 'The log has no entry since the meeting of 10 June 2025'),
    ('Mitigation plan', 'No mitigation of an open risk is recorded'),
    ('Matters escalated and not resolved', 'Every matter that was escalated is resolved'),
    ('Decisions of the Board', 'Nothing is to be decided, and nothing was decided at the last meeting'),
    ('Is every paragraph of the notice met', 'No paragraph is recorded for the notice in force'),
    ('The council''s own assessment for the next review', 'No paragraph of the notice asks for an own assessment'),
    ('What this pack rests on', 'No evidence is recorded')$$, 'what a section without a row says');
SELECT is_empty($$SELECT heading FROM pack WHERE in_words IS NULL AND detail IS NULL$$, 'and what would stand there');
SELECT * FROM finish();
ROLLBACK;
