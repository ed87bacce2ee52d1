-- Cases that turn: which clock binds after an event, which it ends, and which step was passed, in the views of a
-- programme. What an event ends is compared with the rows of sen.replaced_limits(), row by row.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
\set programme turns
\ir ../fixtures/ready_programme.sql
SET LOCAL search_path = turns, public, sen;
SELECT no_plan();

-- Every row of the catalogue, computed from its columns alone: an event about its matter, starting the limit that binds
-- instead, ends the clock, in these words; other answers than the one taken end nothing.
CREATE TEMPORARY TABLE r AS
SELECT c.*, row_number() OVER () AS n,
       -- For the authority that a family leaves the clock ends, though it runs on for the new one.
       c.taken AND (c.effect IN ('replaces', 'ends')
                    OR c.effect = 'restarts' AND (c.counted_from = c.event OR c.event = 'moved')) AS ends,
       c.event ~ '^(det_)?(order_made|mediation_agreed|appeal_not_opposed)$' AS one_of_several
FROM sen.replaced_limits() c WHERE c.event IS NOT NULL;
SELECT cmp_ok((SELECT count(*) FROM r), '>', 450::bigint, 'the catalogue has rows to compare with');
SELECT is((SELECT string_agg(format('%s, %s, %s', r.time_limit, r.event, r.matter), '; ' ORDER BY r.n) FROM r
           WHERE r.ends AND NOT sen.ends_limit(r.time_limit, r.event, r.matter,
                                               CASE WHEN r.one_of_several THEN r.replaced_by END, 'request')), NULL,
          'what the catalogue says ends a clock ends it');
SELECT is((SELECT string_agg(format('%s, %s, %s', r.time_limit, r.event, r.matter), '; ' ORDER BY r.n) FROM r
           WHERE NOT r.ends AND sen.ends_limit(r.time_limit, r.event, r.matter, NULL, 'request')
             AND NOT EXISTS (SELECT FROM r o WHERE o.ends AND o.time_limit = r.time_limit AND o.event = r.event
                             AND (o.matter IS NULL OR o.matter IS NOT DISTINCT FROM r.matter))), NULL,
          'what stands, starts again from the same day, or is not taken does not end it');
SELECT is((SELECT string_agg(format('%s, %s, %s', r.time_limit, r.event, r.matter), '; ' ORDER BY r.n) FROM r
           WHERE r.ends AND NOT EXISTS (
               SELECT FROM r o WHERE o.ends AND o.time_limit = r.time_limit AND o.event = r.event
                   AND (o.matter IS NULL OR o.matter IS NOT DISTINCT FROM r.matter)
                   AND o.ended_by = sen.limit_ended_by(r.time_limit, r.event, r.matter,
                                                       CASE WHEN r.one_of_several THEN r.replaced_by END, 'request')
                   AND CASE WHEN o.effect <> 'restarts' OR o.counted_from = o.event THEN o.replaced_by END
                       IS NOT DISTINCT FROM
                       sen.limit_replaced_by(r.time_limit, r.event, r.matter,
                                             CASE WHEN r.one_of_several THEN r.replaced_by END, 'request'))), NULL,
          'by the words and the new limit of such a row');
SELECT is((SELECT string_agg(format('%s, %s', r.time_limit, r.event), '; ' ORDER BY r.n) FROM r
           WHERE r.ends AND r.matter IS NOT NULL
             AND sen.ends_limit(r.time_limit, r.event, 'another matter', r.replaced_by, 'request')
             AND NOT EXISTS (SELECT FROM r o WHERE o.ends AND o.time_limit = r.time_limit AND o.event = r.event
                             AND o.matter IS NULL)), NULL, 'an event about another decision ends nothing');
SELECT is((SELECT string_agg(format('%s, %s', r.time_limit, r.event), '; ' ORDER BY r.n) FROM r
           WHERE r.effect = 'replaces' AND r.one_of_several
             AND sen.limit_replaced_by(r.time_limit, r.event, r.matter, 'recommendation_health_response', 'request')
                 = r.replaced_by), NULL, 'an order for something else puts no other clock in its place');
SELECT is(ARRAY[sen.ends_limit(NULL, 'order_made', NULL, NULL, 'request'),
                sen.ends_limit('final_plan', NULL, NULL, NULL, 'request'),
                sen.ends_limit('final_plan', 'order_mad', NULL, NULL, 'request'),
                sen.ends_limit('final_plan', 'order_made', NULL, NULL, NULL)], '{f,f,f,f}',
          'null and unknown events end nothing');
SELECT is(ARRAY[sen.limit_matter('order_assess_notice', 'request'), sen.limit_matter('order_assess_notice', 'appeal'),
                sen.limit_matter('order_name_school', 'annual review'), sen.limit_matter('order_name_school', 'appeal'),
                sen.limit_matter('order_continue', 'appeal'), sen.limit_matter('unopposed_make_plan_draft', 'request'),
                sen.limit_matter('final_plan', 'request')],
          ARRAY['refusal to assess', 'refusal to re-assess', 'refusal to amend', 'contents of the plan',
                'ceasing to maintain', 'refusal to issue a plan', NULL], 'what an order is about');
SELECT is((SELECT string_agg(l.name::text, ' ') FROM sen.time_limits() l
           WHERE (sen.limit_steps(l.name))[cardinality(sen.limit_steps(l.name))] <> sen.last_step(l.name)
              OR NOT l.name = ANY (sen.limit_steps(l.name))), NULL, 'the last step is the last of the steps');

-- Of several events the first one after the start counts, however they stand; others of the case, and of other kinds of
-- cases, do not.
SELECT is((SELECT string_agg(concat_ws(' ', v.started,
                                       sen.turned_on('order_name_school', v.concerns, v.started, t.turns),
                                       sen.turned_to('order_name_school', v.concerns, v.started, t.turns)), ', '
                             ORDER BY v.started, v.concerns)
           FROM (VALUES (date '2025-04-01', 'appeal'), ('2025-04-30', 'appeal'), ('2025-05-01', 'appeal'),
                        ('2025-06-02', 'appeal'), ('2025-04-01', 'request')) v (started, concerns)),
          '2025-04-01 2025-05-01 order_name_school, 2025-04-01, 2025-04-30 2025-05-01 order_name_school, '
          '2025-05-01 2025-06-02 order_name_school, 2025-06-02', format('the first of the events %s', t.place))
FROM (VALUES ('in their order', ARRAY[1, 2, 3]), ('from the last', ARRAY[3, 2, 1]), ('mixed', ARRAY[2, 3, 1]))
    o (place, by), LATERAL (
        SELECT o.place, array_agg(ROW(e.happened_on, e.event, NULL, e.starts, 'appeal')::sen.case_turn
                                  ORDER BY o.by[e.n]) AS turns
        FROM (VALUES (1, date '2025-04-15', 'order_made', 'order_amend_provision'::sen.time_limit),
                     (2, '2025-05-01', 'order_made', 'order_name_school'),
                     (3, '2025-06-02', 'order_made', 'order_name_school')) e (n, happened_on, event, starts)) t;
SELECT is(sen.turned_on('final_plan', 'request', '2025-01-06', '{}'), NULL, 'none of none');

-- What a state says of a case, for comparison: limit, due day, state.
CREATE FUNCTION pg_temp.on_day(day date, ref text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE said text;
BEGIN
    PERFORM set_config('sen_improvement.as_of', day::text, true);
    SELECT string_agg(concat_ws(' ', d.time_limit, to_char(d.due_on, 'DD.MM.YY'), d.state), ', '
                      ORDER BY d.due_on, d.time_limit COLLATE "C") INTO said
    FROM deadlines d WHERE ref IN (d.case_ref, d.request_ref) AND d.concerns NOT IN ('mediation', 'appeal')
        OR ref IN (d.case_ref, d.request_ref) AND d.time_limit ~ '^(order|unopposed|mediation_agreement)_';
    RETURN said;
END $$;
CREATE FUNCTION pg_temp.open_on(day date, ref text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE said text;
BEGIN
    PERFORM set_config('sen_improvement.as_of', day::text, true);
    SELECT concat_ws(' ', to_char(o.due_on, 'DD.MM.YY'), o.time_limit, o.stage, o.in_words, o.week,
                     CASE WHEN EXISTS (SELECT FROM overdue_cases v WHERE v.request_ref = ref)
                          THEN 'in overdue_cases' END,
                     CASE WHEN EXISTS (SELECT FROM due_soon v WHERE v.request_ref = ref) THEN 'in due_soon' END)
        INTO said
    FROM open_cases o WHERE o.request_ref = ref;
    RETURN said;
END $$;

-- Ombudsman 25 012 582: refused, and reversed at mediation. The day of the refusal is not published; any will do.
INSERT INTO ehc_request (local_authority, request_ref, received_on, request_outcome, request_outcome_on)
VALUES ('344', 'R1', '2024-07-23', 'N', '2024-09-02');
INSERT INTO mediation (local_authority, mediation_ref, request_ref, wanted_on, held_on, certificate_issued_on)
VALUES ('344', 'M1', 'R1', '2024-12-20', '2025-01-14', '2025-01-15');
INSERT INTO case_event (local_authority, concerns, case_ref, event, happened_on, time_limit, request_ref)
VALUES ('344', 'mediation', 'M1', 'mediation_agreed', '2025-01-14', 'order_assess_final_plan', 'R1');
SELECT is(pg_temp.on_day('2025-01-13', 'R1'),
          'assess_decision 03.09.24 met', 'on the eve a refused request owes nothing');
SELECT is(pg_temp.open_on('2025-01-13', 'R1'), NULL, 'and is not open');
SELECT is(pg_temp.on_day('2025-03-01', 'R1'),
          'assess_decision 03.09.24 met, no_plan_decision 12.11.24 replaced, final_plan 10.12.24 replaced, '
          'order_assess_notice 28.01.25 met, order_assess_no_plan 25.03.25 open, order_assess_final_plan 22.04.25 open',
          '25 012 582: on 1 March 2025 nothing is overdue; refusal by 25 March, plan by 22 April');
SELECT is(pg_temp.open_on('2025-03-01', 'R1'),
          '22.04.25 order_assess_final_plan in assessment 52 days left week 7 of 14', 'it is open by its new limit');
SELECT is((SELECT in_words FROM deadlines WHERE case_ref = 'R1' AND time_limit = 'final_plan'),
          'replaced on 14 January 2025: agreement at mediation that the authority will assess', 'in words');
SELECT is(pg_temp.open_on('2025-04-22', 'R1'),
          '22.04.25 order_assess_final_plan in assessment due today week 14 of 14 in due_soon', 'on its last day');
SELECT is(pg_temp.open_on('2025-04-23', 'R1'),
          '22.04.25 order_assess_final_plan in assessment overdue by 1 day week 15, after the 14 in overdue_cases',
          'and on the day after it');
UPDATE ehc_request SET assessment_outcome = 'Y', assessment_outcome_on = '2025-04-22' WHERE request_ref = 'R1';
SELECT is(pg_temp.on_day('2025-04-23', 'R1'),
          'assess_decision 03.09.24 met, final_plan 10.12.24 replaced, order_assess_notice 28.01.25 met, '
          'order_assess_no_plan 25.03.25 ended, order_assess_final_plan 22.04.25 met',
          'the plan of that day is in time');
SELECT is((SELECT format('%s of %s in time, %s open', in_time, finished, open_at_end) FROM timeliness_by_year
           WHERE year = 2025), '0 of 1 in time, 0 open', 'the official measure counts the 20 weeks from the request');
SELECT is((SELECT format('%s, refused %s, reopened %s by %s, ended %s', status, refused_on, reopened_on, reopened_by,
                         ended_on) FROM case_status WHERE request_ref = 'R1'),
          'plan issued, refused 2024-09-02, reopened 2025-01-14 by mediation_agreed, ended 2025-04-22',
          'and what SEN2 asks for stands');

-- An order to make a plan after a refusal to issue one: SEN2 keeps the outcome N.
INSERT INTO ehc_request (local_authority, request_ref, received_on, request_outcome, request_outcome_on,
                         assessment_outcome, assessment_outcome_on)
VALUES ('344', 'R2', '2024-01-02', 'Y', '2024-02-01', 'N', '2024-04-20');
INSERT INTO appeal (local_authority, appeal_ref, request_ref, lodged_on, received_on, responded_on)
VALUES ('344', 'A2', 'R2', '2024-06-01', '2024-06-05', '2024-07-01');
INSERT INTO case_event (local_authority, concerns, case_ref, event, happened_on, time_limit, request_ref)
VALUES ('344', 'appeal', 'A2', 'order_made', '2025-01-10', 'order_make_plan_final', 'R2');
SELECT is(pg_temp.on_day('2025-03-01', 'R2'),
          'assess_decision 13.02.24 met, final_plan 21.05.24 replaced, order_make_plan_draft 14.02.25 overdue, '
          'order_make_plan_final 28.03.25 open', 'an order to make a plan: the draft in 5 weeks, the plan in 11');
UPDATE case_event SET first_step_on = '2025-02-10', done_on = '2025-03-31' WHERE case_ref = 'A2';
SELECT is(pg_temp.on_day('2025-04-01', 'R2'),
          'assess_decision 13.02.24 met, final_plan 21.05.24 replaced, order_make_plan_draft 14.02.25 met, '
          'order_make_plan_final 28.03.25 late', 'each step by its own day');
SELECT is((SELECT concat_ws(' ', status, plan_issued_on, no_plan_on) FROM case_status WHERE request_ref = 'R2'),
          'plan issued 2025-03-31 2024-04-20', 'the refusal keeps its day');
SELECT is((SELECT string_agg(concat_ws(' ', definition, year, finished, open_at_end), ', ' ORDER BY definition, year)
           FROM compliance_by_year WHERE definition ~ '^(plans|no_plan)' AND year = 2025),
          'no_plan_decisions_in_16_weeks 2025 0 0, plans_in_20_weeks 2025 0 0',
          'and its plan is none of the 20 weeks, as SEN2 keeps outcome N');

-- The clock from the request again, once a refusal is withdrawn; and not opposed before the response.
INSERT INTO ehc_request (local_authority, request_ref, received_on, request_outcome, request_outcome_on)
VALUES ('344', 'R3', '2025-01-06', 'N', '2025-02-10'), ('344', 'R4', '2025-01-06', 'N', '2025-02-10'),
       ('344', 'R5', '2025-01-06', 'N', '2025-02-10');
INSERT INTO case_event (local_authority, concerns, case_ref, event, happened_on, matter, time_limit) VALUES
    ('344', 'request', 'R3', 'refusal_withdrawn', '2025-03-03', 'refusal to assess', NULL),
    ('344', 'request', 'R4', 'appeal_not_opposed', '2025-04-07', NULL, 'unopposed_assess_final');
SELECT is(pg_temp.on_day('2025-04-08', 'R3'),
          'assess_decision 17.02.25 met, no_plan_decision 28.04.25 open, final_plan 26.05.25 open',
          'a refusal withdrawn: the 20 weeks from the request bind again');
SELECT is(pg_temp.open_on('2025-04-08', 'R3'), '26.05.25 final_plan in assessment 48 days left week 14 of 20',
          'and the request is open by them');
SELECT is(pg_temp.on_day('2025-05-01', 'R4'),
          'assess_decision 17.02.25 met, unopposed_assess_notice 21.04.25 overdue, no_plan_decision 28.04.25 replaced, '
          'final_plan 26.05.25 replaced, unopposed_no_plan 16.06.25 open, unopposed_assess_final 14.07.25 open',
          'an appeal not opposed: its own three steps');
SELECT is(pg_temp.on_day('2025-05-01', 'R5'), 'assess_decision 17.02.25 met', 'and a refusal that stands owes nothing');

-- A plan may come on the day of the event itself; what was recorded before it does not count.
INSERT INTO ehc_request (local_authority, request_ref, received_on, request_outcome, request_outcome_on,
                         assessment_outcome, assessment_outcome_on)
VALUES ('344', 'R11', '2025-01-06', 'N', '2025-02-10', 'Y', '2025-04-07'),
       ('344', 'R12', '2025-01-06', 'N', '2025-02-10', 'Y', '2025-04-06');
INSERT INTO case_event (local_authority, concerns, case_ref, event, happened_on, time_limit)
SELECT '344', 'request', r, 'order_made', '2025-04-07', 'order_assess_final_plan' FROM unnest('{R11,R12}'::text[]) r;
SET LOCAL sen_improvement.as_of = '2025-05-01';
SELECT is((SELECT string_agg(concat_ws(' ', request_ref, status, ended_on), ', ' ORDER BY request_ref) FROM case_status
           WHERE request_ref IN ('R11', 'R12')), 'R11 plan issued 2025-04-07, R12 open',
          'a plan of the day of the order counts, one of the day before does not');

-- Several orders of one appeal, a day that is directed, agreements on other matters.
INSERT INTO appeal (local_authority, appeal_ref, lodged_on, received_on) VALUES
    ('344', 'A6', '2025-01-02', '2025-01-06'), ('344', 'A7', '2025-01-02', '2025-01-06');
INSERT INTO mediation (local_authority, mediation_ref, wanted_on, held_on)
VALUES ('344', 'M6', '2025-05-01', '2025-05-20');
INSERT INTO case_event (local_authority, concerns, case_ref, event, happened_on, time_limit, due_on) VALUES
    ('344', 'appeal', 'A6', 'order_made', '2025-04-01', 'order_name_school', NULL),
    ('344', 'appeal', 'A6', 'order_made', '2025-05-01', 'order_name_school', NULL),
    ('344', 'appeal', 'A6', 'order_made', '2025-05-02', 'order_amend_provision', NULL),
    ('344', 'appeal', 'A7', 'order_made', '2025-05-01', 'order_amend_provision', '2025-09-01'),
    ('344', 'mediation', 'M6', 'mediation_agreed', '2025-05-20', 'mediation_agreement_other', NULL),
    ('344', 'mediation', 'M6', 'mediation_agreed', '2025-05-21', 'order_amend_provision', NULL);
SELECT is(pg_temp.on_day('2025-06-10', 'A6'),
          'order_name_school 15.04.25 replaced, order_name_school 15.05.25 overdue, '
          'order_amend_provision 06.06.25 overdue',
          'a second order to name a school replaces the first, and not what else was ordered');
SELECT is(pg_temp.on_day('2025-06-10', 'A7'),
          'order_amend_provision 01.09.25 open', 'a day that the order names binds');
SELECT is(pg_temp.on_day('2025-06-10', 'M6'),
          'mediation_agreement_other 03.06.25 overdue, order_amend_provision 25.06.25 open',
          'an agreement on other matters has 2 weeks, one on the plan what an order has');

-- Other events: detention, a move, a review of another child's plan.
INSERT INTO ehc_request (local_authority, request_ref, received_on) VALUES ('344', 'R8', '2025-01-06'),
    ('344', 'R10', '2025-01-06');
INSERT INTO case_event (local_authority, concerns, case_ref, event, happened_on, time_limit) VALUES
    ('344', 'request', 'R8', 'detained', '2025-02-03', NULL),
    ('344', 'request', 'R10', 'moved', '2025-02-03', NULL),
    ('344', 'plan', 'P1', 'moved', '2025-03-03', 'plan_transfer_on_move'),
    ('344', 'plan', 'P1', 'move_known', '2025-03-05', 'plan_transfer_late_notice'),
    ('344', 'plan', 'P2', 'reassessment_notified', '2025-02-03', 'reassess_final_plan'),
    ('344', 'plan', 'P2', 'plan_ceased', '2025-03-03', NULL);
SELECT is(pg_temp.on_day('2025-03-10', 'R8'),
          'assess_decision 17.02.25 replaced, no_plan_decision 28.04.25 replaced, final_plan 26.05.25 replaced',
          'detention in mid-assessment puts other clocks in place');
SELECT is(pg_temp.on_day('2025-03-10', 'R10'),
          'assess_decision 17.02.25 ended, no_plan_decision 28.04.25 ended, final_plan 26.05.25 ended',
          'for the authority that a family leaves they end');
SELECT is(pg_temp.on_day('2025-02-02', 'R8'),
          'assess_decision 17.02.25 open, no_plan_decision 28.04.25 open, final_plan 26.05.25 open',
          'and nothing of it is known the day before');
SELECT is(pg_temp.on_day('2025-03-10', 'P1'),
          'plan_transfer_on_move 03.03.25 replaced, plan_transfer_late_notice 25.03.25 open',
          'a move that became known late');
SELECT is(pg_temp.on_day('2025-03-10', 'P2'),
          'reassess_final_plan 12.05.25 ended', 'a plan that ceases ends what it had');

-- A step that was passed is not overdue, and data quality counts it.
INSERT INTO annual_review (local_authority, review_ref, child_ref, last_reviewed_on, meeting_on, decision_sent_on,
                           outcome)
SELECT '345', 'V' || n, 'c' || n, '2024-02-01', '2025-01-20', '2025-02-10', 'M' FROM generate_series(1, 1000) n;
INSERT INTO annual_review (local_authority, review_ref, child_ref, plan_made_on, last_reviewed_on, meeting_on,
                           decision_sent_on, outcome, amendment_notice_sent_on, transfer_phase, transfer_year,
                           transfer_on)
VALUES ('346', 'W1', 'c', NULL, '2023-02-01', '2024-01-22', '2024-02-12', 'A', '2024-02-12', NULL, NULL, NULL),
       ('346', 'W2', 'c', NULL, '2024-02-12', '2025-01-20', NULL, NULL, NULL, NULL, NULL, NULL),
       ('346', 'W3', 'd', '2022-03-01', NULL, '2024-10-24', '2024-10-25', 'M', NULL, NULL, NULL, NULL),
       ('346', 'W4', 'e', '2022-10-25', NULL, '2024-10-24', '2024-10-24', 'M', NULL, NULL, NULL, NULL),
       ('346', 'W5', 'f', NULL, NULL, NULL, NULL, NULL, NULL, 'post-16 to post-16', 2025, '2025-09-01');
SET LOCAL sen_improvement.as_of = '2025-02-28';
SELECT is((SELECT string_agg(concat_ws(' ', time_limit, state, n), ', ' ORDER BY time_limit COLLATE "C") FROM (
               SELECT time_limit, state, count(*) AS n FROM deadlines WHERE local_authority = '345' GROUP BY 1, 2) d),
          'next_review late 1000, review_decision met 1000, review_report not recorded 1000',
          'a thousand reviews with meeting and decision: no report is overdue');
SELECT is((SELECT concat_ws(' ', how_many, out_of) FROM data_quality WHERE finding LIKE 'the report has no day%'
           AND subject LIKE '%345'), '1000 1000', 'data quality counts them');
SELECT is((SELECT reports_overdue FROM annual_review_timeliness WHERE local_authority = '345'), 0::bigint,
          'and none is missed in the figures');
SELECT is(pg_temp.on_day('2025-01-19', 'W1'),
          'next_review 31.01.24 late, review_report 05.02.24 not recorded, review_decision 19.02.24 met, '
          'final_amended_plan 08.04.24 overdue', 'an amended plan without a day is overdue until the next review');
SELECT is(pg_temp.on_day('2025-01-20', 'W1'),
          'next_review 31.01.24 late, review_report 05.02.24 not recorded, review_decision 19.02.24 met, '
          'final_amended_plan 08.04.24 not recorded', 'and not recorded from its meeting on');
SELECT is(pg_temp.on_day('2025-01-20', 'W3'),
          'first_review 28.02.23 ended, review_report 07.11.24 not recorded, review_decision 21.11.24 met',
          'a review two years after the plan is not its first');
SELECT is((SELECT in_words FROM deadlines WHERE case_ref = 'W3' AND time_limit = 'first_review'),
          'ended: not the first review', 'in words');
SELECT is(pg_temp.on_day('2025-01-20', 'W4'),
          'first_review 24.10.23 late, review_report 07.11.24 not recorded, review_decision 21.11.24 met',
          'a day before the two years it is');
SELECT is((SELECT how_many FROM data_quality WHERE finding LIKE 'entered with the day on which the plan%'), 1::bigint,
          'which data quality counts');
SELECT is(pg_temp.on_day('2025-01-20', 'W5'),
          'post16_to_post16 31.03.25 open', 'from one post-16 institution to another');
INSERT INTO ehc_request (local_authority, request_ref, received_on, request_outcome, request_outcome_on)
VALUES ('346', 'R9', '2025-01-06', 'N', '2025-01-20');
INSERT INTO mediation (local_authority, mediation_ref, request_ref, wanted_on, held_on)
VALUES ('346', 'M9', 'R9', '2025-01-21', '2025-02-03');
INSERT INTO appeal (local_authority, appeal_ref, request_ref, decision_sent_on, lodged_on, received_on, outcome,
                    outcome_on)
VALUES ('346', 'A9', 'R9', '2025-01-20', '2025-02-10', '2025-02-12', 'dismissed', '2025-06-02');
SET LOCAL sen_improvement.as_of = '2025-06-03';
SELECT is((SELECT string_agg(time_limit || ' ' || state, ', ' ORDER BY time_limit COLLATE "C") FROM deadlines
           WHERE case_ref IN ('M9', 'A9')),
          'appeal_notice met, arrange_mediation met, cert_after_mediation not recorded, la_response not recorded',
          'certificate and response were passed');
SELECT is((SELECT how_many FROM data_quality WHERE finding = 'decided, but the response has no day'
           AND subject LIKE '%346'), 1::bigint, 'and data quality counts the response');

-- What does not fit: refused, with the value and a hint, or shown by data quality.
SELECT throws_ok(format('INSERT INTO case_event (local_authority, concerns, case_ref, event, happened_on, %s', c.rest),
                 c.sqlstate, c.message, c.message)
FROM (VALUES
    ($$matter) VALUES
       ('344', 'request', 'R1', 'order_mad', '2025-01-14', NULL)$$, '22P02',
     'unknown event "order_mad"'),
    ($$matter) VALUES ('344', 'request', 'R1', 'moved', '2025-01-14', 'school')$$, '23514',
     'value "school" is not allowed in column "matter"'),
    ($$time_limit) VALUES ('344', 'request', 'R1', 'moved', '2025-01-14', 'final_plan')$$, '23514',
     'value "final_plan" is not allowed in column "time_limit"'),
    ($$time_limit) VALUES ('344', 'mediation', 'M1', 'mediation_agreed', '2025-01-15', 'order_cease')$$, '23514',
     'value "order_cease" is not allowed in column "time_limit"'),
    ($$time_limit) VALUES
       ('344', 'mediation', 'M1', 'mediation_agreed', '2025-01-15', 'mediation_agreement_appealable')$$,
     '22023', 'time limit "mediation_agreement_appealable" has no fixed length, so it has no due date'),
    ($$time_limit) VALUES ('344', 'appeal', 'A2', 'order_made', '2025-01-15', NULL)$$, '23514',
     'column "time_limit" must not be empty here'),
    ($$done_on) VALUES ('344', 'request', 'R1', 'moved', '2025-01-15', '2025-01-16')$$, '23514',
     'column "time_limit" must not be empty here'),
    ($$time_limit, done_on) VALUES
       ('344', 'appeal', 'A2', 'order_made', '2025-01-15', 'order_name_school', '2025-01-14')$$,
     '23514', 'value "2025-01-14" is not allowed in column "done_on"'),
    ($$time_limit, due_on) VALUES
       ('344', 'appeal', 'A2', 'order_made', '2025-01-15', 'order_name_school', '2025-01-14')$$,
     '23514', 'value "2025-01-14" is not allowed in column "due_on"'),
    ($$time_limit) VALUES ('344', 'plan', 'P', 'released', '2025-01-15', 'review_on_release')$$, '22023',
     'time limit "review_on_release" has no fixed length, so it has no due date'),
    ($$time_limit) VALUES ('344', 'court', 'P', 'moved', '2025-01-15', NULL)$$, '23514',
     'value "court" is not allowed in column "concerns"')) c (rest, sqlstate, message);
INSERT INTO ehc_request (local_authority, request_ref, received_on, request_outcome, request_outcome_on)
VALUES ('347', 'R1', '2025-01-06', 'N', '2025-02-10');
INSERT INTO appeal (local_authority, appeal_ref, request_ref, lodged_on, outcome, outcome_on)
VALUES ('347', 'A1', 'R1', '2025-04-01', 'withdrawn', '2025-03-31');
INSERT INTO case_event (local_authority, concerns, case_ref, event, happened_on, time_limit, request_ref) VALUES
    ('347', 'request', 'R1', 'mediation_agreed', '2025-02-09', 'order_assess_final_plan', NULL),
    ('347', 'appeal', 'A1', 'order_made', '2025-03-31', 'order_assess_final_plan', 'R1'),
    ('347', 'request', 'R1', 'mediation_agreed', '2025-03-31', 'order_assess_final_plan', NULL),
    ('347', 'appeal', 'A1', 'order_made', '2025-04-02', 'order_assess_final_plan', NULL),
    ('347', 'request', 'none', 'order_made', '2025-04-02', 'order_assess_final_plan', NULL);
SELECT is((SELECT string_agg(finding || ': ' || how_many, '; ' ORDER BY finding COLLATE "C") FROM data_quality
           WHERE subject IN ('events of authority 347', 'appeals of authority 347')),
          'agreed at mediation, but recorded with another case: 2; agreed, ordered or withdrawn before the refusal '
          'that it reverses: 1; ended before it was lodged: 1; of a case that is in no table: 1; of a mediation or '
          'appeal about a request that the event does not name: 1; order made before the appeal was lodged: 1; '
          'two events of one day that end the same clock: 1', 'what cannot be, across rows');
-- A day to come: nothing yet, and a finding until it comes.
INSERT INTO appeal (local_authority, appeal_ref, lodged_on, outcome, outcome_on)
VALUES ('348', 'A1', '2025-04-01', 'upheld', '2025-07-01');
INSERT INTO case_event (local_authority, concerns, case_ref, event, happened_on, time_limit)
VALUES ('348', 'appeal', 'A1', 'order_made', '2025-07-01', 'order_name_school');
CREATE FUNCTION pg_temp.to_come(day date) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('sen_improvement.as_of', day::text, true);
    RETURN (SELECT string_agg(subject || ': ' || finding || ' ' || how_many, ', ' ORDER BY subject COLLATE "C")
            FROM data_quality WHERE finding ~ 'to come$' AND subject ~ '348');
END $$;
SELECT is(pg_temp.to_come('2025-06-30'), 'appeals of authority 348: ended on a day to come 1, '
          'events of authority 348: on a day to come 1', 'on the eve of a day it is to come');
SELECT is(pg_temp.to_come('2025-07-01'), NULL, 'on the day itself it is not');

SELECT * FROM finish();
ROLLBACK;
