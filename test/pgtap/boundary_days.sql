-- Every comparison with a day that the views make, on the day before, on
-- the day, and on the day after. One row for each:
-- what is recorded, what is asked, and the three answers, written by hand.
-- In the first table the day of the report moves
-- past a record; in the second the record moves past another one, and the report stands on a day long after.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
SELECT no_plan();
\set programme days
\ir ../fixtures/ready_programme.sql
SELECT set_config('search_path', 'days, ' || current_setting('search_path'), true) AS path \gset

-- What all rows begin from: nothing has happened yet but what lies years back.
INSERT INTO partner VALUES ('council', 'Council', 'local government'), ('icb', 'Board', 'health'),
    ('dfe', 'Department', 'DfE'), ('nhse', 'NHS England', 'NHS England');
INSERT INTO post (post_id, partner_id, title, attends_as, notice_role)
VALUES ('dcs', 'council', 'Director', 'member', NULL), ('nurse', 'icb', 'Nurse', 'member', NULL),
    ('adviser', 'dfe', 'Adviser', 'external attendee', 'DfE SEND adviser'),
    ('lead', 'dfe', 'Lead', 'external attendee', 'DfE case lead'),
    ('nhs', 'nhse', 'NHS', 'external attendee', 'NHS England adviser');
INSERT INTO notice (notice_id, title, issued_by, issued_to, issued_on, review_every_months, source)
VALUES ('n', 'Notice', 'DfE', 'council', '2023-01-01', 6, 'test');
INSERT INTO area VALUES ('n', 1, 'priority action', 'Area');
INSERT INTO requirement (notice_id, paragraph, position, heading, kind, asks, test)
SELECT 'n', row_number() OVER ()::text, row_number() OVER (), 'Heading', 'duty', t.test, t.test FROM compliance_test t
WHERE t.test NOT IN ('all its parts', 'every other duty');
INSERT INTO objective (objective_id, plan, title, owner_post, agreed_on)
VALUES ('o', 'Plan', 'Objective', 'dcs', '2023-01-02');
INSERT INTO objective_area VALUES ('o', 'n', 1);
-- Short ways to record something.
CREATE FUNCTION pg_temp.act(agreed date, due date DEFAULT NULL, done date DEFAULT NULL) RETURNS void
    LANGUAGE sql AS $$ INSERT INTO action (action_id, objective_id, title, owner_post, agreed_on, due_on, done_on)
                      VALUES ('a', 'o', 'Action', 'dcs', agreed, due, done) $$;
CREATE FUNCTION pg_temp.meet(planned date, held date DEFAULT NULL, id text DEFAULT 'm') RETURNS void
    LANGUAGE sql AS $$ INSERT INTO meeting (meeting_id, title, planned_on, held_on, papers_days_ahead, source)
                      VALUES (id, id, planned, held, 5, 'test') $$;
CREATE FUNCTION pg_temp.enter(d date, meeting text DEFAULT NULL, status text DEFAULT 'on track') RETURNS void
    LANGUAGE sql AS $$ INSERT INTO log_entry (meeting_id, entered_on, action_id, delivery_status, progress)
                      VALUES (meeting, d, 'a', status, 'Said.') $$;
CREATE FUNCTION pg_temp.put(opened date, closed date DEFAULT NULL) RETURNS void
    LANGUAGE sql AS $$ INSERT INTO risk (risk_id, title, opened_on, closed_on) VALUES ('r', 'Risk', opened, closed) $$;
CREATE FUNCTION pg_temp.assess(d date, meeting text DEFAULT NULL) RETURNS void
    LANGUAGE sql AS $$ INSERT INTO risk_assessment (risk_id, assessed_on, meeting_id, inherent_likelihood,
                                                    inherent_impact, current_likelihood, current_impact)
                      VALUES ('r', d, meeting, 4, 5, 2, 3) $$;
CREATE FUNCTION pg_temp.gauge(baseline date, target date, agreed date DEFAULT NULL) RETURNS void LANGUAGE sql AS $$
    INSERT INTO measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
                         target_value, how_measured, every_months, agreed_on)
    VALUES ('k', 'o', 'Measure', 'percent', 'increase', baseline, 20, target, 80, 'Counted.', 1, agreed) $$;
-- These plan their view once, not at every call.
CREATE FUNCTION pg_temp.evidence_for(asked text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    RETURN (SELECT status || ': ' || evidence FROM notice_compliance WHERE test = asked);
END $$;
CREATE FUNCTION pg_temp.finding(like_this text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    RETURN (SELECT count(*) FROM data_quality WHERE finding LIKE like_this);
END $$;

-- The three answers. In the statements {at} is the day; {day} is the one before, on or after it. Nothing stays but how
-- a question is planned, which takes longer than to answer it.
CREATE FUNCTION pg_temp.three(setup text, question text, at date, report date) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    answers text[] := '{}';
    answer text;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_prepared_statements WHERE name = md5(question)) THEN
        EXECUTE format('PREPARE %I AS SELECT (%s)::text', md5(question), question);
    END IF;
    FOR n IN -1 .. 1 LOOP
        BEGIN
            PERFORM set_config('sen_improvement.as_of', coalesce(report, at + n)::text, true);
            EXECUTE replace(replace(setup, '{at}', quote_literal(at) || '::date'), '{day}',
                            quote_literal(at + n) || '::date');
            answer := NULL;
            EXECUTE format('EXECUTE %I', md5(question)) INTO answer;
            RAISE EXCEPTION USING ERRCODE = 'P0T3N';
        EXCEPTION WHEN SQLSTATE 'P0T3N' THEN
            answers := answers || coalesce(answer, '-');
        END;
    END LOOP;
    RETURN array_to_string(answers, ' | ');
END $$;

-- The report moves past a record of 16 June 2025 ------------------------------------------------------------------
CREATE TEMPORARY TABLE turn (n integer GENERATED ALWAYS AS IDENTITY, what text, setup text, question text,
                             answers text) ON COMMIT DROP;
-- Cases.
INSERT INTO turn (what, setup, question, answers)
SELECT c.what, 'INSERT INTO ehc_request (local_authority, request_ref, received_on, ' || c.columns
       || ') VALUES (''344'', ''x'', ' || c.vals || ')', c.question, c.answers
FROM (VALUES
    ('a request: due', 'rya', '{at} - 140, NULL', 'SELECT in_words FROM open_cases',
     '1 day left | due today | overdue by 1 day'),
    ('a request: overdue_cases', 'rya', '{at} - 140, NULL', 'SELECT count(*) FROM overdue_cases', '0 | 0 | 1'),
    ('a request: no longer due soon', 'rya', '{at} - 140, NULL', 'SELECT count(*) FROM due_soon', '1 | 1 | 0'),
    ('a request: due soon, 30 days before', 'rya', '{at} + 30 - 140, NULL', 'SELECT count(*) FROM due_soon',
     '0 | 1 | 1'),
    ('a request: received', 'rya', '{at}, NULL', 'SELECT status FROM case_status', '- | open | open'),
    ('a request: decided', 'request_outcome, request_outcome_on', '{at} - 9, ''Y'', {at}',
     'SELECT stage FROM case_status', 'awaiting decision | in assessment | in assessment'),
    ('a request: refused', 'request_outcome, request_outcome_on', '{at} - 9, ''N'', {at}',
     'SELECT concat_ws('', '', status, ended_on) FROM case_status',
     'open | not assessed, 2025-06-16 | not assessed, 2025-06-16'),
    ('a request: a plan is agreed', 'assessment_outcome, request_outcome, request_outcome_on',
     '{at} - 9, ''Y'', ''Y'', {at}', 'SELECT stage FROM case_status', 'awaiting decision | plan agreed | plan agreed'),
    ('a request: a plan is issued', 'assessment_outcome, assessment_outcome_on', '{at} - 9, ''Y'', {at}',
     'SELECT concat_ws('', '', status, plan_issued_on, ended_on) FROM case_status',
     'open | plan issued, 2025-06-16, 2025-06-16 | plan issued, 2025-06-16, 2025-06-16'),
    ('a request: a plan starts', 'assessment_outcome, plan_start_on', '{at} - 9, ''Y'', {at}',
     'SELECT plan_start_on FROM case_status', '- | 2025-06-16 | 2025-06-16'),
    ('a request: no plan', 'assessment_outcome, assessment_outcome_on', '{at} - 9, ''N'', {at}',
     'SELECT concat_ws('', '', status, no_plan_on, ended_on) FROM case_status',
     'open | no plan, 2025-06-16, 2025-06-16 | no plan, 2025-06-16, 2025-06-16'),
    ('a request: withdrawn', 'request_outcome, closed_on', '{at} - 9, ''W'', {at}',
     'SELECT concat_ws('', '', status, ended_on) FROM case_status',
     'open | withdrawn, 2025-06-16 | withdrawn, 2025-06-16'),
    ('a request: moved away', 'exported_to, closed_on', '{at} - 9, ''343'', {at}', 'SELECT status FROM case_status',
     'open | moved away | moved away'),
    ('a request: closed', 'closed_on', '{at} - 9, {at}', 'SELECT concat_ws('', '', status, ended_on) FROM case_status',
     'open | closed, 2025-06-16 | closed, 2025-06-16'),
    ('the totals: over 20 weeks, this year', 'rya', '{at} - 140, NULL',
     'SELECT concat_ws('', '', (SELECT overdue_at_end FROM timeliness_year_to_date), (SELECT overdue_at_end FROM '
     'timeliness_by_year WHERE year = 2025), (SELECT overdue_at_end FROM timeliness_by_month WHERE month = '
     '''2025-06-01''), (SELECT overdue_at_end FROM timeliness_rolling ORDER BY twelve_months_to DESC LIMIT 1))',
     '0, 0, 0, 0 | 0, 0, 0, 0 | 1, 1, 1, 1'),
    ('the totals: over 20 weeks, a year ago', 'rya', '{at} - interval ''1 year'' - interval ''140 days'', NULL',
     'SELECT overdue_last_year FROM timeliness_year_to_date', '0 | 0 | 1'),
    ('the totals: a cohort', 'rya', '{at} - 140, NULL',
     'SELECT open_in_time || '', '' || open_overdue || '', '' || coalesce(percent_in_time::text, ''none'') FROM '
     'timeliness_by_cohort', '1, 0, none | 1, 0, none | 0, 1, 0.0'),
    ('the totals: a plan of 139, 140 and 141 days', 'assessment_outcome, assessment_outcome_on',
     '{at} - 140, ''Y'', {day}', 'SELECT in_time || '' of '' || finished FROM timeliness_year_to_date',
     '1 of 1 | 1 of 1 | 0 of 1'),
    ('the totals: a plan is issued', 'assessment_outcome, assessment_outcome_on', '{at} - 9, ''Y'', {at}',
     'SELECT finished || '', '' || open_at_end FROM timeliness_year_to_date', '0, 1 | 1, 0 | 1, 0'),
    ('the totals: a plan of last year', 'assessment_outcome, assessment_outcome_on',
     '{at} - interval ''1 year 9 days'', ''Y'', {at} - interval ''1 year''',
     'SELECT finished_last_year || '', '' || open_last_year FROM timeliness_year_to_date', '0, 1 | 1, 0 | 1, 0'),
    ('time to a plan: received two years ago', 'rya', '{at} - interval ''2 years'', NULL',
     'SELECT sum(requests) FROM time_to_plan', '1 | - | -'),
    ('a band: up to 6 weeks', 'rya', '{at} - 42, NULL', 'SELECT age_band FROM backlog WHERE open_cases = 1',
     'up to 6 weeks | up to 6 weeks | over 6 to 16 weeks'),
    ('a band: up to 16 weeks', 'rya', '{at} - 112, NULL', 'SELECT age_band FROM backlog WHERE open_cases = 1',
     'over 6 to 16 weeks | over 6 to 16 weeks | over 16 to 20 weeks'),
    ('a band: up to 20 weeks', 'rya', '{at} - 140, NULL', 'SELECT age_band FROM backlog WHERE open_cases = 1',
     'over 16 to 20 weeks | over 16 to 20 weeks | over 20 to 52 weeks'),
    ('a band: up to 52 weeks', 'rya', '{at} - 364, NULL', 'SELECT age_band FROM backlog WHERE open_cases = 1',
     'over 20 to 52 weeks | over 20 to 52 weeks | over 52 weeks'),
    ('a duty: the decision is due', 'rya', '{at} - 42, NULL',
     'SELECT in_words FROM deadlines WHERE time_limit = ''assess_decision''',
     '1 day left | due today | overdue by 1 day'),
    ('a duty: a refusal is due', 'rya', '{at} - 112, NULL',
     'SELECT in_words || coalesce('', '' || days_left, '''') FROM deadlines WHERE time_limit = ''no_plan_decision''',
     '1 day left, 1 | due today, 0 | too late to refuse in time, -1'),
    ('a duty: the decision is made', 'request_outcome, request_outcome_on', '{at} - 41, ''Y'', {at}',
     'SELECT in_words FROM deadlines WHERE time_limit = ''assess_decision''', '2 days left | met | met'),
    ('a duty: received', 'rya', '{at}, NULL', 'SELECT count(*) FROM deadlines', '0 | 3 | 3'),
    ('our data: no news for 31 days', 'request_outcome, request_source', '{at} - 31, ''A'', ''1''',
     'SELECT pg_temp.finding(''nothing received, %'')', '0 | 0 | 1')) c (what, columns, vals, question, answers);
INSERT INTO turn (what, setup, question, answers) VALUES
    ('advice: answered', $$INSERT INTO ehc_request (local_authority, request_ref, received_on)
                           VALUES ('344', 'x', {at} - 60);
                           INSERT INTO advice_request (local_authority, request_ref, body, asked_on, responded_on)
                           VALUES ('344', 'x', 'body', {at} - 41, {at})$$, $$SELECT in_words FROM deadlines
         WHERE concerns = 'advice'$$, '2 days left | met | met'),
    ('mediation: withdrawn', $$INSERT INTO mediation (local_authority, mediation_ref, wanted_on, withdrawn_on)
                               VALUES ('344', 'x', {at} - 10, {at})$$,
     $$SELECT regexp_replace(in_words, '[0-9]+', 'some') FROM deadlines WHERE time_limit = 'arrange_mediation'$$,
     'some days left | ended: withdrawn | ended: withdrawn'),
    ('an appeal: withdrawn', $$INSERT INTO appeal (local_authority, appeal_ref, received_on, outcome, outcome_on)
                               VALUES ('344', 'x', {at} - 1, 'withdrawn', {at})$$,
     $$SELECT in_words LIKE '%left' FROM deadlines
         WHERE time_limit = 'la_response'$$, 'true | false | false'),
    ('an appeal: time to appeal', $$INSERT INTO appeal (local_authority, appeal_ref, decision_sent_on)
                                    VALUES ('344', 'x', '2025-04-16')$$, $$SELECT in_words FROM deadlines
         WHERE time_limit = 'appeal_notice'$$, '1 day left | due today | time to appeal has passed'),
    ('an appeal: a certificate gives more time',
     $$INSERT INTO appeal (local_authority, appeal_ref, decision_sent_on, certificate_issued_on)
       VALUES ('344', 'x', '2025-05-01', {at})$$, $$SELECT due_on FROM deadlines WHERE time_limit = 'appeal_notice'$$,
     '2025-07-01 | 2025-07-16 | 2025-07-16'),
    ('a review of a plan: a decision to amend',
     $$INSERT INTO annual_review (local_authority, review_ref, meeting_on, outcome, decision_sent_on)
       VALUES ('344', 'x', '2025-05-20', 'A', {at})$$, $$SELECT count(*) FROM deadlines
                                                         WHERE time_limit = 'final_amended_plan'$$, '0 | 1 | 1'),
    ('a wait: referred', $$INSERT INTO wait (local_authority, wait_ref, service, referred_on)
                           VALUES ('344', 'x', 'speech and language', {at})$$, 'SELECT waiting FROM waits',
     '- | 1 | 1'),
    ('a wait: assessed', $$INSERT INTO wait (local_authority, wait_ref, service, referred_on, assessed_on)
                           VALUES ('344', 'x', 'speech and language', {at} - 9, {at})$$,
     $$SELECT waiting || ', ' || assessed_12_months FROM waits$$, '1, 0 | 0, 1 | 0, 1'),
    ('a wait: assessed a year ago', $$INSERT INTO wait (local_authority, wait_ref, service, referred_on, assessed_on)
                                      VALUES ('344', 'x', 'speech and language', '2024-01-01',
                                              {at} - interval '12 months')$$, 'SELECT assessed_12_months FROM waits',
     '1 | 0 | 0'),
    ('a wait: left', $$INSERT INTO wait (local_authority, wait_ref, service, referred_on, left_on)
                       VALUES ('344', 'x', 'speech and language', {at} - 9, {at})$$, 'SELECT waiting FROM waits',
     '1 | 0 | 0'),
    ('a wait: 18 weeks', $$INSERT INTO wait (local_authority, wait_ref, service, referred_on)
                           VALUES ('344', 'x', 'speech and language', {at} - 126)$$,
     'SELECT waiting_over_18_weeks FROM waits', '0 | 0 | 1'),
    ('a wait: 52 weeks', $$INSERT INTO wait (local_authority, wait_ref, service, referred_on)
                           VALUES ('344', 'x', 'speech and language', {at} - 364)$$,
     'SELECT waiting_over_52_weeks FROM waits', '0 | 0 | 1'),
    ('a wait: a contact', $$INSERT INTO wait (local_authority, wait_ref, service, referred_on, last_contact_on)
                            VALUES ('344', 'x', 'speech and language', '2024-01-01', {at})$$,
     $$SELECT in_touch || ', ' || no_contact_recorded FROM waits$$, '0, 1 | 1, 0 | 1, 0'),
    ('a wait: a contact three months ago',
     $$INSERT INTO wait (local_authority, wait_ref, service, referred_on, last_contact_on)
       VALUES ('344', 'x', 'speech and language', '2024-01-01', {at} - interval '3 months')$$,
     'SELECT in_touch FROM waits', '1 | 1 | 0'),
    ('an audit', $$INSERT INTO plan_audit (local_authority, audit_ref, audited_on, grade)
                   VALUES ('344', 'x', {at}, 'good')$$, 'SELECT sum(audited) FROM plan_quality', '- | 1 | 1'),
    -- The notice and its reviews.
    ('a notice: issued', $$UPDATE notice SET issued_on = {at}$$,
     $$SELECT concat_ws(', ', (SELECT count(*) FROM review_schedule), (SELECT count(*) FROM area_progress),
                        (SELECT count(*) FROM notice_compliance WHERE in_force), (SELECT count(*) FROM objective_status
                            WHERE areas IS NOT NULL))$$, '0, 0, 0, 0 | 1, 1, 26, 1 | 1, 1, 26, 1'),
    ('a notice: replaced', $$UPDATE notice SET replaced_on = {at}$$,
     $$SELECT concat_ws(', ', (SELECT count(*) FROM review_schedule), (SELECT count(*) FROM notice_compliance
                            WHERE in_force), (SELECT count(*) FROM step_down),
                        (SELECT count(*) FROM self_assessment))$$, '1, 26, 5, 6 | 0, 0, 0, 0 | 0, 0, 0, 0'),
    ('a notice: stepped down', $$UPDATE notice SET stepped_down_on = {at}$$,
     $$SELECT concat_ws(', ', (SELECT count(*) FROM review_schedule), (SELECT count(*) FROM notice_compliance
                            WHERE in_force))$$, '1, 26 | 0, 0 | 0, 0'),
    ('a notice: its day', $$UPDATE notice SET actions_due_on = {at}$$, $$SELECT detail FROM where_we_are
         WHERE position = 4$$, 'actions to be delivered by 16 June 2025: 1 day left | actions to be delivered by 16 '
                               'June 2025: 0 days left | actions to be delivered by 16 June 2025: 1 day ago'),
    ('a notice: delivered on time', $$UPDATE notice SET actions_due_on = {at}; SELECT pg_temp.act('2024-01-01')$$,
     $$SELECT status || ', ' || substring(evidence FROM '[0-9]+ days? [a-z]+$') FROM notice_compliance
       WHERE test = 'delivered on time'$$, 'due, 1 day left | due, 0 days left | not met, 1 day ago'),
    ('a review: due', $$UPDATE notice SET issued_on = '2024-12-16'$$,
     $$SELECT split_part(in_words, ';', 1) || ', ' || days_left FROM review_schedule$$,
     'due in 1 day, 1 | due today, 0 | overdue by 1 day, -1'),
    ('a review: held',
     $$INSERT INTO review (review_id, notice_id, kind, held_on, source) VALUES ('v', 'n', 'stocktake', {at}, 'test')$$,
     $$SELECT concat_ws(', ', (SELECT last_held_on FROM review_schedule), (SELECT in_words FROM where_we_are
                            WHERE position = 6), (SELECT substring(evidence FROM '^[^ ]+')
                                                  FROM notice_compliance WHERE test = 'the Department reviews'))$$,
     'no | 2025-06-16, 16 June 2025, 1 | 2025-06-16, 16 June 2025, 1'),
    ('a review: reported', $$INSERT INTO review (review_id, notice_id, kind, held_on, reported_on, finding, source)
                             VALUES ('v', 'n', 'stocktake', '2025-01-01', {at}, 'Found.', 'test')$$,
     'SELECT detail FROM where_we_are WHERE position = 6', 'its report is not there yet | Found. | Found.'),
    ('a review: planned to', $$INSERT INTO review (review_id, notice_id, kind, planned_from, planned_to, source)
                               VALUES ('v', 'n', 'stocktake', '2025-06-10', {at}, 'test')$$,
     $$SELECT coalesce((SELECT next_planned_from FROM review_schedule)::text, 'none') || ', '
       || pg_temp.finding('its time has passed%')$$, '2025-06-10, 0 | 2025-06-10, 0 | none, 1'),
    ('a review: planned from, without an end', $$INSERT INTO review (review_id, notice_id, kind, planned_from, source)
                                                 VALUES ('v', 'n', 'stocktake', {at}, 'test')$$,
     'SELECT next_planned_from FROM review_schedule', '2025-06-16 | 2025-06-16 | -'),
    ('a review: planned and held',
     $$INSERT INTO review (review_id, notice_id, kind, planned_from, planned_to, held_on, source)
       VALUES ('v', 'n', 'stocktake', {at}, {at} + 5, {at}, 'test')$$, 'SELECT next_planned_from FROM review_schedule',
     '2025-06-16 | - | -'),
    ('an area: its status', $$INSERT INTO area_status VALUES ('n', 1, {at}, 'closed', 'test')$$,
     'SELECT status FROM area_progress', '- | closed | closed'),
    ('feedback: received', $$INSERT INTO feedback (received_on, from_whom, channel, tone, summary)
                             VALUES ({at}, 'parents and carers', 'survey', 'mixed', 'Heard.')$$,
     $$SELECT substring(pg_temp.evidence_for('feedback from families') FROM 'carers .[0-9]')$$,
     'carers (0 | carers (1 | carers (1'),
    ('feedback: a year ago', $$INSERT INTO feedback (received_on, from_whom, channel, tone, summary)
                               VALUES ({at} - interval '12 months', 'schools', 'survey', 'mixed', 'Heard.')$$,
     $$SELECT substring(pg_temp.evidence_for('plans cover every area') FROM 'schools .[0-9]')$$,
     'schools (1 | schools (0 | schools (0'),
    ('an update of an adviser', $$INSERT INTO adviser_update (post_id, given_on, notice_id, finding, summary)
                                  VALUES ('adviser', {at}, 'n', 'concern', 'Said.')$$,
     $$SELECT left(pg_temp.evidence_for('advisers report'), 20)$$,
     'not ours to show: no | not ours to show: 1  | not ours to show: 1 '),
    ('evidence: dated',
     $$INSERT INTO evidence (evidence_id, kind, title, dated_on) VALUES ('e', 'governance', 'Evidence', {at});
       INSERT INTO evidence_requirement VALUES ('e', 'n', '1')$$,
     $$SELECT concat_ws(', ', (SELECT count(*) FROM evidence_in_use),
                        substring(pg_temp.evidence_for('accountability is clear') FROM 'months: ([a-z0-9]+)'),
                        (SELECT count(*) FROM notice_compliance WHERE evidence LIKE '%1 piece of evidence%'))$$,
     '0, none, 0 | 1, 1, 1 | 1, 1, 1'),
    -- The plan.
    ('an objective: agreed', $$UPDATE objective SET agreed_on = {at}$$,
     $$SELECT concat_ws(', ', (SELECT count(*) FROM objective_status), (SELECT objectives FROM area_progress),
                        substring(pg_temp.evidence_for('progress on objectives') FROM '([0-9]|no) objectives?'))$$,
     '0, 0, no | 1, 1, 1 | 1, 1, 1'),
    ('an action: agreed', $$SELECT pg_temp.act({at})$$,
     $$SELECT concat_ws(', ', (SELECT count(*) FROM action_status), (SELECT actions FROM area_progress),
                        substring(pg_temp.evidence_for('plans cover every area') FROM '; ([0-9]|none|no) (of|obj)'))$$,
     '0, 0, none | 1, 1, 1 | 1, 1, 1'),
    ('an action: due', $$SELECT pg_temp.act('2024-01-01', {at})$$,
     $$SELECT concat_ws(', ', (SELECT overdue || coalesce(' by ' || days_overdue, '') FROM action_status),
                        (SELECT actions_overdue FROM objective_status), (SELECT actions_overdue FROM area_progress),
                        (SELECT overdue FROM contribution_gaps WHERE partner_id = 'council'),
                        (SELECT overdue FROM actions_by_status), (SELECT bool_or(overdue) FROM slow_progress))$$,
     'false, 0, 0, 0, 0, f | false, 0, 0, 0, 0, f | true by 1, 1, 1, 1, 1, t'),
    ('an action: done', $$SELECT pg_temp.act('2024-01-01', '2025-12-31', {at})$$,
     $$SELECT is_open || ', ' || is_complete || ', ' || coalesce(done_on::text, 'not done') FROM action_status$$,
     'true, false, not done | false, true, 2025-06-16 | false, true, 2025-06-16'),
    ('an action: an entry in the log', $$SELECT pg_temp.act('2024-01-01'), pg_temp.enter({at})$$,
     $$SELECT concat_ws(', ', (SELECT delivery_status FROM action_status), (SELECT last_entry_on FROM area_progress),
                        (SELECT count(entered_on) FROM action_log))$$,
     '0 | on track, 2025-06-16, 1 | on track, 2025-06-16, 1'),
    ('a measure: agreed', $$SELECT pg_temp.gauge('2024-01-01', '2026-01-01', {at})$$,
     $$SELECT (SELECT count(*) FROM dashboard) || ', ' || (SELECT measures FROM objective_status)$$,
     '0, 0 | 1, 1 | 1, 1'),
    ('a measure: its baseline', $$SELECT pg_temp.gauge({at}, '2026-01-01')$$, 'SELECT count(*) FROM dashboard',
     '0 | 1 | 1'),
    ('a measure: the period ends', $$SELECT pg_temp.gauge('2025-01-01', '2026-01-01');
                                     INSERT INTO measurement (measure_id, period_to, value) VALUES ('k', {at}, 90)$$,
     'SELECT verdict FROM dashboard', 'no recent data | met | met'),
    ('a measure: reported', $$SELECT pg_temp.gauge('2025-01-01', '2026-01-01');
                              INSERT INTO measurement (measure_id, period_to, value, reported_on)
                              VALUES ('k', '2025-05-31', 90, {at})$$, 'SELECT verdict FROM dashboard',
     'no recent data | met | met'),
    ('a measure: the figure is stale', $$SELECT pg_temp.gauge('2025-01-01', '2026-01-01');
                                         INSERT INTO measurement (measure_id, period_to, value)
                                         VALUES ('k', '2025-04-16', 90)$$,
     $$SELECT verdict || ', ' || (SELECT string_agg(severity, '') FROM data_quality
                                  WHERE example = 'k' AND finding LIKE 'latest figure%') FROM dashboard$$,
     'met, query | met, query | no recent data, error'),
    ('a measure: the figure is expected', $$SELECT pg_temp.gauge('2025-01-01', '2026-01-01');
                                            INSERT INTO measurement (measure_id, period_to, value)
                                            VALUES ('k', '2025-05-16', 90)$$,
     $$SELECT pg_temp.finding('latest figure%')$$, '0 | 0 | 1'),
    ('a measure: the day of the target',
     $$SELECT pg_temp.act('2024-01-01', NULL, '2024-01-02'), pg_temp.gauge('2025-01-01', {at});
       INSERT INTO measurement (measure_id, period_to, value) VALUES ('k', '2025-06-10', 79)$$,
     $$SELECT verdict || ', ' || (required_per_month IS NULL) || ', '
       || substring(pg_temp.evidence_for('delivered on time') FROM ', ([a-z0-9]+ of [0-9]) target') FROM dashboard$$,
     '- | on track, true, none of 1 | off track, true, none of 1'),
    ('a measure: a milestone', $$SELECT pg_temp.gauge('2025-01-01', '2026-01-01');
                                 INSERT INTO milestone VALUES ('k', {at}, 50)$$,
     'SELECT next_milestone_on FROM dashboard', '2025-06-16 | 2025-06-16 | -'),
    -- Risks and escalations.
    ('a risk: opened', $$SELECT pg_temp.put({at})$$, 'SELECT count(*) FROM risk_register', '0 | 1 | 1'),
    ('a risk: closed', $$SELECT pg_temp.put('2024-01-01', {at})$$,
     $$SELECT (SELECT count(*) FROM risk_register) || ', ' || pg_temp.finding('open, but never scored')$$,
     '1, 1 | 0, 0 | 0, 0'),
    ('a risk: assessed', $$SELECT pg_temp.put('2024-01-01'), pg_temp.assess({at})$$,
     'SELECT current FROM risk_register', '- | 2x3 | 2x3'),
    ('a mitigation: due', $$SELECT pg_temp.put('2024-01-01');
                            INSERT INTO mitigation (risk_id, mitigation_number, what, due_on)
                            VALUES ('r', 1, 'Do.', {at})$$, 'SELECT mitigations_overdue FROM risk_register',
     '0 | 0 | 1'),
    ('a mitigation: done', $$SELECT pg_temp.put('2024-01-01');
                             INSERT INTO mitigation (risk_id, mitigation_number, what, due_on, done_on)
                             VALUES ('r', 1, 'Do.', '2025-01-01', {at})$$,
     $$SELECT mitigations_open || ', ' || mitigations_overdue FROM risk_register$$, '1, 1 | 0, 0 | 0, 0'),
    ('an escalation: raised', $$INSERT INTO escalation (raised_on, what, escalated_to) VALUES ({at}, 'It', 'nurse')$$,
     $$SELECT concat_ws(', ', (SELECT days_open FROM open_escalations), (SELECT escalations_open FROM contribution_gaps
                            WHERE partner_id = 'icb'))$$, '0 | 0, 1 | 1, 1'),
    ('an escalation: resolved', $$INSERT INTO escalation (raised_on, what, escalated_to, resolved_on)
                                  VALUES ({at} - 9, 'It', 'nurse', {at})$$,
     $$SELECT concat_ws(', ', (SELECT count(*) FROM open_escalations), (SELECT escalations_open FROM contribution_gaps
                            WHERE partner_id = 'icb'), pg_temp.finding('resolved, but not how'))$$,
     '1, 1, 0 | 0, 0, 1 | 0, 0, 1'),
    -- Meetings. On its day a meeting is the next one, and is not yet the last.
    ('a meeting: planned', $$SELECT pg_temp.meet({at})$$,
     $$SELECT concat_ws(', ', (SELECT coalesce(next_meeting_id, 'none') FROM meeting_cycle),
                        (SELECT status FROM meeting_readiness), pg_temp.finding('its day has passed%'))$$,
     'm, planned, 0 | m, planned, 0 | none, planned day has passed, 1'),
    ('a meeting: held', $$SELECT pg_temp.meet({at}, {at})$$,
     $$SELECT concat_ws(', ', (SELECT coalesce(last_meeting_id, 'none') || ', ' || coalesce(next_meeting_id, 'none')
                               FROM meeting_cycle), (SELECT status || ', ' || coalesce(minutes, 'no minutes yet')
                                                     FROM meeting_readiness))$$,
     'none, m, planned, no minutes yet | none, m, held, not sent | m, none, held, not sent'),
    ('a meeting: held two days before it was planned', $$SELECT pg_temp.meet({at} + 2, {at})$$,
     $$SELECT coalesce(last_meeting_id, 'none') || ', ' || coalesce(next_meeting_id, 'none') || ', ' || (SELECT meets_on
           FROM meeting_readiness) FROM meeting_cycle$$,
     'none, m, 2025-06-18 | none, m, 2025-06-16 | m, none, 2025-06-16'),
    ('a meeting: cancelled', $$SELECT pg_temp.meet('2025-06-20'); UPDATE meeting SET cancelled_on = {at}$$,
     $$SELECT coalesce(next_meeting_id, 'none') || ', ' || (SELECT count(*) FROM meeting_readiness)
       FROM meeting_cycle$$, 'm, 1 | none, 0 | none, 0'),
    ('a meeting: 92 days ahead', $$SELECT pg_temp.meet({at} + 92)$$, 'SELECT count(*) FROM meeting_readiness',
     '0 | 1 | 1'),
    ('a meeting: 28 days ahead', $$SELECT pg_temp.meet({at} + 28)$$, 'SELECT count(*) FROM invitation_gaps',
     '0 | 5 | 5'),
    ('a meeting: not invited yet', $$SELECT pg_temp.meet({at})$$, 'SELECT DISTINCT gap FROM expected_attendee',
     'not invited yet | not invited | not invited'),
    ('a meeting: papers are due', $$SELECT pg_temp.meet({at} + 5)$$,
     $$SELECT papers || ', ' || risk_register || ', ' || mitigation_plan FROM meeting_readiness$$,
     'not due yet, not due yet, not due yet | not due yet, not due yet, not due yet | missing, missing, missing'),
    ('a meeting: papers are sent', $$SELECT pg_temp.meet({at} + 9);
                                     UPDATE meeting SET papers_sent_on = {at}, risk_register_sent_on = {at},
                                     mitigation_plan_sent_on = {at}$$,
     $$SELECT papers || ', ' || risk_register || ', ' || mitigation_plan FROM meeting_readiness$$,
     'not due yet, not due yet, not due yet | in time, in time, in time | in time, in time, in time'),
    ('a meeting: an invitation is sent', $$SELECT pg_temp.meet({at} + 9);
                                           INSERT INTO invitation VALUES ('m', 'dcs', {at})$$,
     'SELECT members_invited FROM meeting_readiness', '0 | 1 | 1'),
    ('a meeting: its date is agreed', $$SELECT pg_temp.meet({at} + 9); UPDATE meeting SET agreed_with_dfe_on = {at}$$,
     $$SELECT timetable || ', ' || (SELECT missing NOT LIKE '%the agreement of the Department%' FROM notice_compliance
                                    WHERE test = 'the Board meets with its leaders') FROM meeting_readiness$$,
     'not recorded, false | agreed, true | agreed, true'),
    ('a meeting: minutes are sent', $$SELECT pg_temp.meet('2025-04-01', '2025-04-01');
                                      UPDATE meeting SET minutes_sent_on = {at}$$,
     $$SELECT minutes || ', ' || (SELECT status FROM notice_compliance WHERE test = 'minutes are there')
       FROM meeting_readiness$$, 'not sent, not met | sent, met | sent, met'),
    ('a meeting: 28 days ago, without minutes', $$SELECT pg_temp.meet({at} - 28, {at} - 28)$$,
     $$SELECT concat_ws(', ', status, substring(evidence FROM '([a-z0-9]+ of [0-9]|no) meeting'), nullif(missing, ''))
       FROM notice_compliance WHERE test = 'minutes are there'$$,
     'due, no | due, no | not met, none of 1, minutes of m'),
    ('a meeting: 28 days ago, with minutes', $$SELECT pg_temp.meet({at} - 28, {at} - 28);
                                               UPDATE meeting SET minutes_sent_on = held_on$$,
     $$SELECT concat_ws(', ', status, substring(evidence FROM '([a-z0-9]+ of [0-9]|no) meeting')) FROM notice_compliance
       WHERE test = 'minutes are there'$$, 'due, no | due, no | met, 1 of 1'),
    ('a meeting: held, and who came', $$SELECT pg_temp.meet({at}, {at});
                                        INSERT INTO attendance VALUES ('m', 'dcs', 'present')$$,
     $$SELECT meetings_attended || ', ' || (SELECT count(*) FROM attendance_summary WHERE represented)
       FROM contribution_gaps WHERE partner_id = 'council'$$, '0, 0 | 0, 1 | 1, 1'),
    ('a meeting: a sector came a year ago', $$SELECT pg_temp.meet('2024-06-16', '2024-06-16');
                                              INSERT INTO attendance VALUES ('m', 'nurse', 'present')$$,
     $$SELECT missing LIKE '%in the last 12 months: %health%' FROM notice_compliance
       WHERE test = 'partners take part'$$,
     'false | true | true'),
    ('a meeting: planned, and attendance is there', $$SELECT pg_temp.meet({at});
                                                      INSERT INTO attendance VALUES ('m', 'dcs', 'present')$$,
     $$SELECT pg_temp.finding('recorded for a meeting that is not%')$$, '0 | 1 | 1'),
    ('a meeting: cancelled, and the log names it', $$SELECT pg_temp.act('2024-01-01'), pg_temp.meet('2025-06-20'),
                                                     pg_temp.enter('2025-06-01', 'm');
                                                     UPDATE meeting SET cancelled_on = {at}$$,
     $$SELECT pg_temp.finding('for a meeting that was cancelled')$$, '0 | 1 | 1'),
    ('an action: done, and open by the log',
     $$SELECT pg_temp.act('2024-01-01', NULL, {at}), pg_temp.enter('2025-06-01')$$,
     $$SELECT pg_temp.finding('done, but still open by the log') || ', '
       || pg_temp.finding('done, but nothing said%')$$, '0, 0 | 1, 1 | 1, 1'),
    ('an action: complete by the log, and done',
     $$SELECT pg_temp.act('2024-01-01', NULL, {at}), pg_temp.enter('2025-06-01', NULL, 'complete')$$,
     $$SELECT pg_temp.finding('complete by the log%')$$, '1 | 0 | 0'),
    ('evidence: of a figure that is reported, and of an entry',
     $$SELECT pg_temp.act('2024-01-01'), pg_temp.gauge('2025-01-01', '2026-01-01');
       INSERT INTO evidence (evidence_id, kind, title, dated_on) VALUES ('e', 'data', 'Evidence', '2025-01-01');
       INSERT INTO measurement (measure_id, period_to, value, reported_on, evidence_id)
       VALUES ('k', '2025-05-31', 90, {at}, 'e'), ('k', {at}, 91, NULL, 'e');
       INSERT INTO log_entry (entered_on, action_id, progress, evidence_id) VALUES ({at}, 'a', 'Said.', 'e')$$,
     $$SELECT measurements || ', ' || log_entries FROM evidence_in_use$$, '0, 0 | 2, 1 | 2, 1'),
    ('evidence: of an entry, dated', $$SELECT pg_temp.act('2024-01-01');
                                       INSERT INTO evidence (evidence_id, kind, title, dated_on)
                                       VALUES ('e', 'data', 'Evidence', {at});
                                       INSERT INTO log_entry (entered_on, action_id, progress, evidence_id)
                                       VALUES ('2025-06-01', 'a', 'Said.', 'e')$$, $$SELECT evidence FROM action_log
         WHERE kind = 'action'$$, '- | Evidence | Evidence'),
    ('a review: its report finds a paragraph done',
     $$INSERT INTO review (review_id, notice_id, kind, held_on, reported_on, source)
       VALUES ('v', 'n', 'stocktake', '2025-01-01', {at}, 'test');
       INSERT INTO evidence (evidence_id, kind, title, dated_on, review_id)
       VALUES ('e', 'document', 'Report', '2025-01-01', 'v'); INSERT INTO evidence_requirement SELECT 'e', 'n',
       paragraph FROM requirement WHERE test = 'found done by a review'$$, $$SELECT status FROM notice_compliance
         WHERE test = 'found done by a review'$$, 'cannot be shown | met | met'),
    ('a meeting: a year ago', $$SELECT pg_temp.meet('2024-06-16', '2024-06-16');
                                INSERT INTO attendance VALUES ('m', 'dcs', 'present')$$, $$SELECT meetings_expected
         FROM contribution_gaps WHERE partner_id = 'council'$$, '1 | 1 | 0'),
    ('a meeting: held, the log counts on its day', $$SELECT pg_temp.act('2024-01-01'), pg_temp.meet({at}, {at}),
                                                     pg_temp.enter({at} - 5, 'm')$$,
     $$SELECT coalesce(updated_since_last_meeting::text, 'no meeting') || ', '
       || (SELECT coalesce(held_on::text, 'not held') FROM action_log WHERE kind = 'action') FROM action_status$$,
     'no meeting, not held | no meeting, not held | true, 2025-06-16'),
    ('a meeting: held, the assessment counts on its day', $$SELECT pg_temp.put('2024-01-01'), pg_temp.meet({at}, {at}),
                                                            pg_temp.assess({at} - 5, 'm')$$, $$SELECT counts_on
         FROM risk_history$$, '2025-06-11 | 2025-06-11 | 2025-06-16');
SELECT is(pg_temp.three(t.setup, t.question, '2025-06-16', NULL), t.answers, t.what) FROM turn t ORDER BY t.n;

-- A record moves past another of 16 June 2025; the report stands on 30 September,
-- and the Board met on 16 June and on 14 April ----------
CREATE TEMPORARY TABLE move (n integer GENERATED ALWAYS AS IDENTITY, at date DEFAULT '2025-06-16', what text,
                             setup text, question text, answers text) ON COMMIT DROP;
DO $$ BEGIN PERFORM pg_temp.meet('2025-06-16', '2025-06-16'), pg_temp.meet('2025-04-14', '2025-04-14', 'before');
     END $$;
INSERT INTO move (at, what, setup, question, answers) VALUES
    ('2025-06-11', 'papers, by the day when they are due',
     $$UPDATE meeting SET papers_sent_on = {day}, risk_register_sent_on = {day}, mitigation_plan_sent_on = {day}
       WHERE meeting_id = 'm'$$,
     $$SELECT papers || ', ' || risk_register || ', ' || mitigation_plan || ', ' || papers_days_in_advance
       FROM meeting_readiness WHERE meeting_id = 'm'$$,
     'in time, in time, in time, 6 | in time, in time, in time, 5 | late, late, late, 4'),
    ('2025-06-11', 'paragraph 5(c), by the day when register and plan are due',
     $$UPDATE meeting SET risk_register_sent_on = {day}, mitigation_plan_sent_on = {day} WHERE meeting_id = 'm';
       SELECT pg_temp.put('2025-01-01'), pg_temp.assess('2025-06-01')$$, $$SELECT status FROM notice_compliance
         WHERE test = 'register and plans in step with the meetings'$$, 'met | met | not met'),
    ('2025-06-16', 'papers, by the day of the meeting',
     $$UPDATE meeting SET papers_sent_on = {day}, risk_register_sent_on = {day}, mitigation_plan_sent_on = {day}
       WHERE meeting_id = 'm'$$,
     $$SELECT papers || ', ' || risk_register || ', ' || mitigation_plan || ', '
       || pg_temp.finding('papers, risk register or mitigation plan sent after it') FROM meeting_readiness
       WHERE meeting_id = 'm'$$,
     'late, late, late, 0 | late, late, late, 0 | after the meeting, after the meeting, after the meeting, 1'),
    ('2025-06-16', 'an invitation', $$INSERT INTO invitation VALUES ('m', 'dcs', {day})$$,
     $$SELECT (SELECT coalesce(max(gap), 'none') FROM invitation_gaps WHERE meeting_id = 'm' AND post_id = 'dcs')
       || ', ' || (SELECT members_invited FROM meeting_readiness WHERE meeting_id = 'm') || ', '
       || pg_temp.finding('sent after the meeting')$$,
     'none, 1, 0 | invited on the day, 0, 0 | invited after the meeting, 0, 1'),
    ('2025-06-16', 'an invitation from outside, and who should have come',
     $$INSERT INTO invitation VALUES ('m', 'adviser', {day}); INSERT INTO attendance VALUES ('m', 'dcs', 'present')$$,
     $$SELECT meetings_expected FROM contribution_gaps WHERE partner_id = 'dfe'$$, '1 | 1 | 0'),
    ('2025-06-16', 'paragraph 6: invitations of the three advisers',
     $$INSERT INTO invitation SELECT m.meeting_id, p, CASE m.meeting_id WHEN 'm' THEN {day} ELSE '2025-01-01' END
       FROM meeting m, unnest('{adviser,lead,nhs}'::text[]) p$$, $$SELECT status FROM notice_compliance
         WHERE test = 'advisers are invited'$$, 'met | not met | not met'),
    ('2025-06-16', 'the date is agreed with the Department', $$UPDATE meeting SET agreed_with_dfe_on = {day}
         WHERE meeting_id = 'm'$$, $$SELECT timetable || ', ' || pg_temp.finding('its date was agreed%')
                                     FROM meeting_readiness WHERE meeting_id = 'm'$$,
     'agreed, 0 | agreed, 0 | agreed after the meeting, 1'),
    ('2025-06-16', 'a risk is opened', $$SELECT pg_temp.put({day})$$,
     $$SELECT (SELECT risks_open FROM meeting_readiness WHERE meeting_id = 'm') || ', '
       || coalesce(assessed_for_last_meeting::text, 'not asked') FROM risk_register$$,
     '1, false | 1, not asked | 0, not asked'),
    ('2025-06-16', 'a risk is closed', $$SELECT pg_temp.put('2024-01-01', {day})$$,
     $$SELECT risks_open FROM meeting_readiness WHERE meeting_id = 'm'$$, '0 | 0 | 1'),
    ('2025-06-16', 'a risk is assessed', $$SELECT pg_temp.put('2024-01-01'), pg_temp.assess({day})$$,
     $$SELECT (SELECT risks_assessed FROM meeting_readiness WHERE meeting_id = 'm') || ', ' || assessed_for_last_meeting
       || ', ' || assessed_since_last_meeting || ', ' || coalesce(previous, 'new') FROM risk_register$$,
     '1, true, false, 2x3 | 1, true, false, 2x3 | 0, true, true, new'),
    ('2025-06-16', 'a risk is assessed for the meeting',
     $$SELECT pg_temp.put('2024-01-01'), pg_temp.assess({day}, 'm')$$,
     $$SELECT (SELECT risks_assessed FROM meeting_readiness WHERE meeting_id = 'm') || ', '
       || pg_temp.finding('made for a meeting, but dated after it')$$, '1, 0 | 1, 0 | 0, 1'),
    ('2025-04-14', 'a risk is assessed at the meeting before',
     $$SELECT pg_temp.put('2024-01-01'), pg_temp.assess({day})$$,
     $$SELECT (SELECT risks_assessed FROM meeting_readiness WHERE meeting_id = 'm') || ', ' || assessed_for_last_meeting
       FROM risk_register$$, '0, false | 0, false | 1, true'),
    ('2025-06-16', 'an action is agreed', $$SELECT pg_temp.act({day})$$,
     $$SELECT (SELECT actions_open FROM meeting_readiness WHERE meeting_id = 'm') || ', ' || moved_since_last_meeting
       || ', ' || (SELECT coalesce(bool_or(without_update), false) FROM slow_progress WHERE kind = 'action') || ', '
       || (SELECT without_update FROM contribution_gaps WHERE partner_id = 'council') FROM action_status$$,
     '1, false, true, 1 | 1, true, false, 0 | 0, true, false, 0'),
    ('2025-06-16', 'an action is done', $$SELECT pg_temp.act('2024-01-01', NULL, {day})$$,
     $$SELECT (SELECT actions_open FROM meeting_readiness WHERE meeting_id = 'm') || ', ' || moved_since_last_meeting
       FROM action_status$$, '0, false | 0, true | 1, true'),
    ('2025-06-16', 'an objective is agreed', $$UPDATE objective SET agreed_on = {day}$$,
     'SELECT moved_since_last_meeting FROM objective_status', 'false | true | true'),
    ('2025-06-16', 'an entry in the log', $$SELECT pg_temp.act('2024-01-01'), pg_temp.enter({day})$$,
     $$SELECT (SELECT actions_updated FROM meeting_readiness WHERE meeting_id = 'm') || ', ' || updated_for_last_meeting
       || ', ' || updated_since_last_meeting || ', ' || moved_since_last_meeting || ', '
       || (SELECT coalesce(meeting_id, 'none') FROM action_log WHERE kind = 'action') FROM action_status$$,
     '1, true, false, false, m | 1, true, true, true, m | 0, true, true, true, none'),
    ('2025-04-14', 'an entry in the log at the meeting before',
     $$SELECT pg_temp.act('2024-01-01'), pg_temp.enter({day})$$,
     $$SELECT (SELECT actions_updated FROM meeting_readiness WHERE meeting_id = 'm') || ', ' || updated_for_last_meeting
       || ', ' || moved_since_last_meeting FROM action_status$$, '0, false, false | 0, false, false | 1, true, false'),
    ('2025-06-16', 'the log closes an action',
     $$SELECT pg_temp.act('2024-01-01'), pg_temp.enter({day}, NULL, 'stopped')$$,
     $$SELECT actions_open FROM meeting_readiness WHERE meeting_id = 'm'$$, '0 | 0 | 1'),
    ('2025-06-16', 'a figure is known at the meeting', $$SELECT pg_temp.gauge('2025-01-01', '2026-01-01');
                                                         INSERT INTO measurement (measure_id, period_to, value)
                                                         VALUES ('k', {day}, 40)$$,
     $$SELECT coalesce(previous_value::text, 'none') FROM dashboard$$, '40 | 40 | none'),
    ('2025-06-16', 'papers hold evidence', $$INSERT INTO evidence (evidence_id, kind, title, dated_on, meeting_id)
                                             VALUES ('e', 'data', 'Evidence', {day}, 'm')$$,
     $$SELECT substring(pg_temp.evidence_for('reports hold data, analysis and lived experience') FROM 'data [0-9]')$$,
     'data 1 | data 1 | data 0'),
    ('2025-06-16', 'the meeting and the notice', $$UPDATE notice SET issued_on = {day}$$,
     $$SELECT substring(pg_temp.evidence_for('advisers are invited') FROM '[0-9] meetings?|no meeting')$$,
     '1 meeting | 1 meeting | no meeting'),
    ('2025-06-16', 'the meeting and the end of the notice', $$UPDATE notice SET replaced_on = {day}$$,
     $$SELECT substring(pg_temp.evidence_for('advisers are invited') FROM '[0-9] meetings?|no meeting')$$,
     '1 meeting | 2 meetings | 2 meetings'),
    ('2023-01-01', 'an escalation and the notice',
     $$INSERT INTO escalation (raised_on, what, escalated_to) VALUES ({day}, 'It', 'nurse')$$,
     $$SELECT pg_temp.evidence_for('the Board meets with its leaders') LIKE '%none of 1 escalation %'$$,
     'false | true | true'),
    ('2025-06-16', 'own assessment before a review',
     $$INSERT INTO review (review_id, notice_id, kind, held_on, self_assessment_sent_on, source)
       VALUES ('v', 'n', 'stocktake', {at}, {day}, 'test')$$,
     $$SELECT status || ', ' || pg_temp.finding('%own assessment was sent afterwards') FROM notice_compliance
       WHERE test = 'own assessment before each review'$$, 'met, 0 | met, 0 | not met, 1'),
    ('2025-06-16', 'an entry since the last review',
     $$INSERT INTO review (review_id, notice_id, kind, held_on, source) VALUES ('v', 'n', 'stocktake', {at}, 'test');
       SELECT pg_temp.act('2024-01-01'), pg_temp.enter({day})$$, $$SELECT string_agg(status, ', ' ORDER BY position)
         FROM notice_compliance WHERE test IN ('progress on objectives', 'progress on areas')$$,
     'not met, not met | not met, not met | met, met'),
    ('2025-06-16', 'feedback since the last review',
     $$INSERT INTO review (review_id, notice_id, kind, held_on, source) VALUES ('v', 'n', 'stocktake', {at}, 'test');
       INSERT INTO feedback (received_on, from_whom, channel, tone, summary) SELECT {day}, w, 'survey', 'mixed',
       'Heard.' FROM unnest('{parents and carers,children and young people,schools}'::text[]) w$$,
     $$SELECT (SELECT status FROM notice_compliance WHERE test = 'feedback from families') || ', '
       || substring(pg_temp.evidence_for('partners take part') FROM 'schools [0-9]')$$,
     'not met, schools 0 | not met, schools 0 | met, schools 1'),
    ('2025-06-16', 'co-production since the last review',
     $$INSERT INTO review (review_id, notice_id, kind, held_on, source) VALUES ('v', 'n', 'stocktake', {at}, 'test');
       INSERT INTO evidence (evidence_id, kind, title, dated_on) VALUES ('e', 'co-production', 'Evidence', {day})$$,
     $$SELECT substring(pg_temp.evidence_for('partners take part') FROM 'production [0-9]')$$,
     'production 0 | production 0 | production 1'),
    ('2025-07-17', 'an entry 31 days from its meeting', $$SELECT pg_temp.act('2024-01-01'), pg_temp.enter({day}, 'm')$$,
     $$SELECT pg_temp.finding('dated more than 31 days%')$$, '0 | 0 | 1'),
    ('2025-06-16', 'an entry before its action was agreed', $$SELECT pg_temp.act({at}), pg_temp.enter({day})$$,
     $$SELECT pg_temp.finding('dated before its action%')$$, '1 | 0 | 0'),
    ('2025-06-16', 'an action before its objective', $$UPDATE objective SET agreed_on = {at};
                                                       SELECT pg_temp.act({day})$$,
     $$SELECT pg_temp.finding('agreed before its objective')$$, '1 | 0 | 0'),
    ('2025-06-16', 'an assessment before its risk', $$SELECT pg_temp.put({at}), pg_temp.assess({day})$$,
     $$SELECT pg_temp.finding('dated before the risk was opened%')$$, '1 | 0 | 0'),
    ('2025-06-16', 'an assessment after its risk was closed',
     $$SELECT pg_temp.put('2024-01-01', {at}), pg_temp.assess({day})$$,
     $$SELECT pg_temp.finding('dated before the risk was opened%')$$, '0 | 0 | 1'),
    ('2025-06-16', 'a figure before its baseline', $$SELECT pg_temp.gauge({at}, '2026-01-01');
                                                     INSERT INTO measurement (measure_id, period_to, value)
                                                     VALUES ('k', {day}, 40)$$,
     $$SELECT pg_temp.finding('earlier than the baseline%')$$, '1 | 0 | 0'),
    ('2025-06-16', 'a figure before its period ended', $$SELECT pg_temp.gauge('2025-01-01', '2026-01-01');
                                                         INSERT INTO measurement (measure_id, period_to, value,
                                                             reported_on) VALUES ('k', {at}, 40, {day})$$,
     $$SELECT pg_temp.finding('reported before its period ended')$$, '1 | 0 | 0');
SELECT is(pg_temp.three(v.setup, v.question, v.at, '2025-09-30'), v.answers, v.what) FROM move v ORDER BY v.n;

-- Still to come is what comes after the report and after the current date.
SELECT is(pg_temp.three($$INSERT INTO evidence (evidence_id, kind, title, dated_on)
                          VALUES ('e', 'data', 'Evidence', {at})$$,
                        $$SELECT pg_temp.finding('dated on a day that is still to come')$$, '2150-06-16', NULL),
          '1 | 0 | 0', 'evidence of a day to come, by the report');
SELECT is(pg_temp.three($$INSERT INTO evidence (evidence_id, kind, title, dated_on)
                          VALUES ('e', 'data', 'Evidence', {day})$$,
                        $$SELECT pg_temp.finding('dated on a day that is still to come')$$, current_date, '2025-06-16'),
          '0 | 0 | 1', 'and by the current date');

SELECT * FROM finish();
ROLLBACK;
